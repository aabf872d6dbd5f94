/** The next step for a failed build, from the engine's message and the end of the log. */
import { linesText } from '#protocol/place-text.ts';
import type { BuildEvidence } from './evidence.ts';
import { type Facts, inDockerfile, type Place, shortened } from './rule.ts';

export interface BuildAdvice {
	readonly hint: string;
	readonly place: Place;
}

interface Pattern {
	/** Looked for in the engine's message and in the last lines of the log. */
	readonly pattern: RegExp;
	readonly hint: (match: RegExpExecArray) => string;
}

const patterns: readonly Pattern[] = [
	{
		// The second form where already the folder is missing: the engine then names the place of its own that it looked in.
		pattern: /"([^"]+)": not found|lstat \S*\/buildkit-mount\d+(\/\S+): no such file or directory/,
		hint: ([, path, missing = '']) =>
			`There is no ${path ?? missing} where this line looks for it. From the build context: check the spelling, and that .dockerignore does not leave it out. With --from: check that the earlier stage makes it at this path.`,
	},
	{
		pattern: /exec: "\/bin\/sh": stat \/bin\/sh|\/bin\/sh: no such file/,
		hint: () =>
			'RUN needs a shell, and the base of this stage has none. Do the work in the build stage and copy the result with COPY --from.',
	},
	{
		pattern: /target stage "?([^" ]+)"? could not be found/,
		hint: ([, stage = '']) => `There is no stage called ${stage}. Name one with FROM … AS ${stage}.`,
	},
	{
		pattern: /unknown instruction: (\S+)(?: \(did you mean (\S+)\?\))?/i,
		hint: ([, word = '', better]) =>
			better === undefined
				? `${word} is no Dockerfile instruction. If the line belongs to the one before it, end that one with a backslash.`
				: `Write ${better} in place of ${word}.`,
	},
	{
		pattern: /can only install with an existing package-lock/,
		hint: () =>
			'npm ci installs what the lock file says. Copy both files before it: COPY package.json package-lock.json ./',
	},
	{
		pattern: /your package\.json and package-lock\.json .{0,60}are in sync/,
		hint: () =>
			'package.json and package-lock.json do not fit together. Take both as the starter has them, or write the lock file anew with npm install.',
	},
	{
		// Its whole usage follows the reason, of which the end of the log has nothing any more.
		pattern: /Run "npm help ci" for more info/,
		hint: () =>
			'npm ci installs what the lock file says, and there is none that fits. Copy both files before it, as the starter has them: COPY package.json package-lock.json ./',
	},
	{
		pattern: /(?:\/bin\/)?sh: (?:\d+: )?([\w./-]+): not found|([\w./-]+): command not found/,
		hint: ({ input, 1: name, 2: other }) => programMissing(name ?? other ?? 'The program', input),
	},
	{
		pattern: /Retrying[\s\S]*No matching distribution found for/,
		hint: () =>
			'pip could not reach PyPI. Check your connection and build again; where PyPI can never be reached, stagecraft prepare lets the Python bases bring the packages of the labs along.',
	},
	{
		pattern: /Temporary failure|Could not resolve|no such host|dial tcp/i,
		hint: () =>
			'A step could not reach the network. If it has to fetch something, check your connection and build again.',
	},
	{
		pattern: /No matching distribution found for (\S+)/,
		hint: ([, name = '']) => `pip finds no ${name}. Correct the name or the version where it is listed.`,
	},
	{
		pattern: /THESE PACKAGES DO NOT MATCH THE HASHES/,
		hint: () =>
			'A package is not the file that its hash was made of. Take requirements.txt as the starter has it, or make its hashes anew.',
	},
	{
		pattern: /exit code: 137|signal: killed|cannot allocate memory|out of memory/i,
		hint: () => 'The step was killed, most likely because it used more memory than a step may have.',
	},
];

function programMissing(name: string, text: string): string {
	// npm repeats the script before it runs it, on the other stream than the shell: either may arrive first.
	const isOfScript = text.split('\n').some((line) => line.startsWith('> ') && line.split(/\s+/).includes(name));
	return isOfScript
		? `${name} is no package that is installed here. Development packages are needed to build: npm ci without --omit=dev in the build stage.`
		: `${name} is not in the base of this stage. Take a base that has it, or install it before this line.`;
}

/** A compiler's `file:line:column: message`, and TypeScript's `file(line,column): error TS2551: message`. */
const compilerMessages = [
	/(?:^|\s)\.?\/?([\w./-]+\.[a-z]{1,4}):(\d+)(?::\d+)?:?\s+(.+)$/,
	/(?:^|\s)([\w./-]+\.[cm]?tsx?)\((\d+),\d+\): error (.+)$/,
];

/** What to do about a build that failed, and the place to look at. */
export function buildAdvice(facts: Facts, build: BuildEvidence): BuildAdvice {
	const dockerfileLine = inDockerfile(facts, lines(build));
	const slip = sourceSlip(facts, build);
	if (slip !== undefined) return slip;
	if (build.hint !== undefined) return { hint: build.hint, place: dockerfileLine };
	const problem = facts.evidence.dockerfile?.analysis.problems.find(({ severity }) => severity === 'error');
	if (problem !== undefined) return { hint: problem.hint, place: inDockerfile(facts, problem) };
	const text = [build.error ?? '', ...build.logTail].join('\n');
	for (const { pattern, hint } of patterns) {
		const match = pattern.exec(text);
		if (match !== null) return { hint: hint(match), place: dockerfileLine };
	}
	const where =
		build.errorLines === undefined ? 'the step that failed' : linesText(build.errorLines.first, build.errorLines.last);
	return { hint: `Read the last lines of the log, correct ${where} and build again.`, place: dockerfileLine };
}

/** What a compiler says of a line of the learner's. */
function sourceSlip(facts: Facts, { logTail }: BuildEvidence): BuildAdvice | undefined {
	for (const line of logTail) {
		for (const pattern of compilerMessages) {
			const [, path, number, message = ''] = pattern.exec(line) ?? [];
			const file = path === undefined ? undefined : submittedPath(facts, path);
			if (file === undefined) continue;
			return {
				hint: `${file} has a mistake in line ${number}: ${shortened(message)}. Correct it and build again.`,
				place: { file, line: Number(number) },
			};
		}
	}
	return undefined;
}

/** The file as it was handed in: a step may run in a folder of it, and name the file from there. */
function submittedPath(facts: Facts, path: string): string | undefined {
	const paths = facts.evidence.files.map((file) => file.path);
	if (paths.includes(path)) return path;
	const ending = paths.filter((each) => each.endsWith(`/${path}`));
	return ending.length === 1 ? ending[0] : undefined;
}

function lines({ errorLines }: BuildEvidence): { readonly line?: number; readonly endLine?: number } {
	return errorLines === undefined ? {} : { line: errorLines.first, endLine: errorLines.last };
}
