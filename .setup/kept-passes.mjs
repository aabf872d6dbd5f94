// Suites that passed are not run again while nothing has changed that they depend on: the files of the project, its packages,
// the engine and the bases on it. Who sets CI or STAGECRAFT_FRESH has everything run.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that the suites do not read. */
const unread = {
	beside: ['docs/', 'tests/bench/', 'tests/e2e/', 'tests/soak/'],
	integration: ['docs/', 'tests/bench/', 'tests/e2e/'],
	pages: ['docs/', 'tests/attack/', 'tests/bench/', 'tests/integration/', 'tests/soak/'],
	engine: ['docs/', 'tests/attack/', 'tests/bench/', 'tests/integration/', 'tests/soak/'],
};

/** The project's files as they are now, new ones too; undefined where git does not tell. */
function projectFiles() {
	try {
		const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] };
		return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], options).split('\0').sort();
	} catch {
		return undefined;
	}
}

export class KeptPasses {
	#folder;
	#state;
	#files = projectFiles();
	#isFresh = (process.env.CI ?? '') !== '' || (process.env.STAGECRAFT_FRESH ?? '') !== '';

	/**
	 * @param folder made when needed.
	 * @param state of the engine and its bases, as text; undefined when it is not known.
	 */
	constructor(folder, state) {
		this.#folder = folder;
		this.#state = state;
	}

	/** What the last run of a suite that passed gave, when it would run on the same: `{ passed, at }`. */
	find(suite) {
		if (this.#isFresh) return undefined;
		try {
			const { key, passed, at } = JSON.parse(readFileSync(join(this.#folder, `${suite}.json`), 'utf8'));
			return key !== undefined && key === this.#key(suite) ? { passed, at } : undefined;
		} catch {
			// Not there, or cut by a run that was killed.
			return undefined;
		}
	}

	/** Takes the key before the suite runs: what is changed meanwhile was not tested. Gives what keeps the pass. */
	begin(suite) {
		const key = this.#key(suite);
		return (passed) => {
			if (key === undefined) return;
			mkdirSync(this.#folder, { recursive: true });
			const file = join(this.#folder, `${suite}.json`);
			writeFileSync(`${file}.unfinished`, JSON.stringify({ key, passed, at: new Date().toISOString() }));
			renameSync(`${file}.unfinished`, file);
		};
	}

	#key(suite) {
		if (this.#files === undefined || this.#state === undefined) return undefined;
		const { version, platform, arch, env } = process;
		const settings = Object.entries(env).filter(([name]) => /^(STAGECRAFT|DOCKER)_/.test(name));
		const hash = createHash('sha256').update(JSON.stringify([version, platform, arch, settings.sort(), this.#state]));
		for (const path of this.#files) {
			if (path === '' || unread[suite].some((folder) => path.startsWith(folder))) continue;
			hash.update(`\0${path}\0`).update(bytesOf(path));
		}
		return hash.digest('hex');
	}
}

/** A file that is deleted, and not yet for git, is one more state. */
function bytesOf(path) {
	try {
		return readFileSync(path);
	} catch {
		return 'missing';
	}
}
