/**
 * Suites that passed are not run again while nothing has changed that they depend on: the files of the project, its packages,
 * the engine and the bases on it. Who sets CI or STAGECRAFT_FRESH has everything run.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from '#errors';

/** Folders that the suites do not read. */
const unread = {
	beside: ['docs/', 'tests/bench/', 'tests/e2e/', 'tests/soak/'],
	integration: ['docs/', 'tests/bench/', 'tests/e2e/'],
	pages: ['docs/', 'tests/attack/', 'tests/bench/', 'tests/integration/', 'tests/soak/'],
	engine: ['docs/', 'tests/attack/', 'tests/bench/', 'tests/integration/', 'tests/soak/'],
} as const;
type Suite = keyof typeof unread;

export interface Pass {
	readonly passed: number;
	/** When the suite had ended. */
	readonly at: string;
}

export interface KeptPassesOptions {
	/** Made when needed. */
	readonly folder: string;
	/** Folder of the project. */
	readonly root: string;
	/** Of the engine and its bases, as text; undefined when it is not known: then nothing is kept. */
	readonly state: string | undefined;
	readonly env: NodeJS.ProcessEnv;
}

export class KeptPasses {
	readonly #options: KeptPassesOptions;

	constructor(options: KeptPassesOptions) {
		this.#options = options;
	}

	/** The last run of a suite that passed whole, if it would run on the same now. */
	find(suite: Suite): Pass | undefined {
		const { CI = '', STAGECRAFT_FRESH = '' } = this.#options.env;
		if (CI !== '' || STAGECRAFT_FRESH !== '') return undefined;
		try {
			const { key, passed, at } = JSON.parse(readFileSync(this.#fileOf(suite), 'utf8'));
			return key !== undefined && key === this.#key(suite) ? { passed, at } : undefined;
		} catch {
			// Not there, or cut by a run that was killed.
			return undefined;
		}
	}

	/** Called before a suite runs: what changes meanwhile was not tested. Gives what keeps the pass. */
	begin(suite: Suite): (passed: number) => void {
		const key = this.#key(suite);
		return (passed) => {
			if (key === undefined) return;
			mkdirSync(this.#options.folder, { recursive: true });
			const file = this.#fileOf(suite);
			writeFileSync(`${file}.unfinished`, JSON.stringify({ key, passed, at: new Date().toISOString() }));
			renameSync(`${file}.unfinished`, file);
		};
	}

	#fileOf(suite: Suite): string {
		return join(this.#options.folder, `${suite}.json`);
	}

	/** Undefined where the engine or git does not tell. */
	#key(suite: Suite): string | undefined {
		const { root, state, env } = this.#options;
		const files = filesOf(root);
		if (files === undefined || state === undefined) return undefined;
		const { version, platform, arch } = process;
		const settings = Object.entries(env).filter(([name]) => /^(STAGECRAFT|DOCKER)_/.test(name));
		const hash = createHash('sha256').update(JSON.stringify([version, platform, arch, settings.sort(), state]));
		for (const path of files) {
			if (unread[suite].some((folder) => path.startsWith(folder))) continue;
			hash.update(`\0${path}\0`).update(bytesOf(join(root, path)));
		}
		return hash.digest('hex');
	}
}

/** The project's files as they are now, new ones too. */
function filesOf(root: string): readonly string[] | undefined {
	try {
		const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
			cwd: root,
			maxBuffer: 64 * 1024 * 1024,
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		return listed
			.toString('utf8')
			.split('\0')
			.filter((path) => path !== '')
			.sort();
	} catch {
		return undefined;
	}
}

/** A file that is removed, and still known to git, is one more state. A folder is what git says of another project. */
function bytesOf(file: string): Uint8Array | string {
	try {
		return readFileSync(file);
	} catch (error) {
		if (hasCode(error, 'ENOENT') || hasCode(error, 'EISDIR')) return 'missing';
		throw error;
	}
}
