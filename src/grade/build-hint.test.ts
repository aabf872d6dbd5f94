import { describe, expect, it } from 'vitest';
import { buildAdvice } from './build-hint.ts';
import { makeBuild, makeEvidence, makeLab } from './evidence-fixture.ts';
import { judgeFacts } from './grade-submission.ts';

/** The hint for a build of a Node or Python program that failed with this log. */
function hintFor(log: string, files: readonly string[] = []): string {
	const build = makeBuild({ outcome: 'failed', error: 'exit code: 1', logTail: log.split('\n') });
	const evidence = makeEvidence({ files: files.map((path) => ({ path, bytes: 1 })), builds: { after: build } });
	return buildAdvice(judgeFacts(makeLab(), evidence), build).hint;
}

describe('buildAdvice', () => {
	it.each([
		[
			'a package that PyPI does not have',
			'ERROR: Could not find a version that satisfies the requirement flaks==3.1.3 (from versions: none)\nERROR: No matching distribution found for flaks==3.1.3',
			'pip finds no flaks==3.1.3. Correct the name or the version where it is listed.',
		],
		[
			'a registry that is not reached, which looks like a package that is not there',
			'WARNING: Retrying: [Errno -3] Temporary failure in name resolution\nERROR: No matching distribution found for flask==3.1.3',
			'pip could not reach PyPI. Check your connection and build again; where PyPI can never be reached, stagecraft prepare lets the Python bases bring the packages of the labs along.',
		],
		[
			'a network that is not there',
			'E: Could not resolve host',
			'A step could not reach the network. If it has to fetch something, check your connection and build again.',
		],
		[
			'a package that is not the one that was locked',
			'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated',
			'A package is not the file that its hash was made of. Take requirements.txt as the starter has it, or make its hashes anew.',
		],
		[
			'a lock file that was not copied',
			'npm error code EUSAGE\nnpm error\nnpm error The `npm ci` command can only install with an existing package-lock.json or\nnpm error npm-shrinkwrap.json with lockfileVersion >= 1.',
			'npm ci installs what the lock file says. Copy both files before it: COPY package.json package-lock.json ./',
		],
		[
			'a lock file of other packages',
			'npm error `npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync. Please update',
			'package.json and package-lock.json do not fit together. Take both as the starter has them, or write the lock file anew with npm install.',
		],
		[
			'npm ci that was used in a wrong way, whatever the reason was',
			'npm error aliases: clean-install, ic, install-clean, isntall-clean\nnpm error\nnpm error Run "npm help ci" for more info\nnpm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log',
			'npm ci installs what the lock file says, and there is none that fits. Copy both files before it, as the starter has them: COPY package.json package-lock.json ./',
		],
		[
			'a compiler that was not installed',
			'> reverse-service@1.0.0 build\n> tsc\n\nsh: 1: tsc: not found',
			'tsc is no package that is installed here. Development packages are needed to build: npm ci without --omit=dev in the build stage.',
		],
		[
			'a compiler that was not installed, where the shell was heard before npm',
			'sh: 1: tsc: not found\n\n> reverse-service@1.0.0 build\n> tsc --build tsconfig.json\n',
			'tsc is no package that is installed here. Development packages are needed to build: npm ci without --omit=dev in the build stage.',
		],
		[
			'a program of the base that a step calls after a script of npm',
			'> reverse-service@1.0.0 build\n> tsc\n\n/bin/sh: 1: gcc: not found',
			'gcc is not in the base of this stage. Take a base that has it, or install it before this line.',
		],
		[
			'a folder that the earlier stage does not make',
			'failed to walk /var/lib/docker/tmp/buildkit-mount3515461372/out: lstat /var/lib/docker/tmp/buildkit-mount3515461372/out: no such file or directory',
			'There is no /out where this line looks for it. From the build context: check the spelling, and that .dockerignore does not leave it out. With --from: check that the earlier stage makes it at this path.',
		],
		[
			'a program that the base does not have',
			'/bin/sh: 1: gcc: not found',
			'gcc is not in the base of this stage. Take a base that has it, or install it before this line.',
		],
	])('knows %s', (_name, log, hint) => {
		expect(hintFor(log)).toBe(hint);
	});

	it('is not held up by blank lines', () => {
		expect(hintFor(`> tsc${'\n'.repeat(40)}x`)).toMatch(/^Read the last lines of the log/);
	});

	it('finds the place of what TypeScript says', () => {
		const log = "src/app.ts(28,37): error TS2551: Property 'revers' does not exist on type 'string[]'.";
		expect(hintFor(log, ['src/app.ts'])).toMatch(/^src\/app\.ts has a mistake in line 28: TS2551: Property 'revers'/);
	});

	it('finds a file by its end, as a step in a folder names it, unless two end so', () => {
		const log = '# atlas\n./atlas.go:60:27: undefined: math.Arcsin';
		expect(hintFor(log, ['Dockerfile', 'back/atlas.go'])).toBe(
			'back/atlas.go has a mistake in line 60: undefined: math.Arcsin. Correct it and build again.',
		);
		expect(hintFor(log, ['front/atlas.go', 'back/atlas.go'])).toMatch(/^Read the last lines/);
	});
});
