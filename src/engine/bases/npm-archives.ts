import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hasCode, UserError } from '#errors';
import { runCommand } from '../managed/run-command.ts';
import type { Archive } from './catalogue.ts';

async function integrityOf(file: string): Promise<string | undefined> {
	const hash = createHash('sha512');
	try {
		await pipeline(createReadStream(file), hash);
	} catch (error) {
		if (hasCode(error, 'ENOENT')) return undefined;
		throw error;
	}
	return `sha512-${hash.digest('base64')}`;
}

function unavailable(archive: Archive, reason: string): UserError {
	return new UserError(
		'base-build-failed',
		`The package ${archive.name}@${archive.version} could not be fetched from the npm registry: ${reason}`,
		'Check that npm works on this machine (npm ping), then run stagecraft prepare again.',
	);
}

/** The archives of npm packages that one run needs, each fetched once however many bases hold it. */
export class NpmArchives {
	readonly #folder: string;
	readonly #npm: readonly string[];
	readonly #fetched = new Map<string, Promise<string>>();

	/**
	 * @param folder kept between runs.
	 * @param npm the command that is npm.
	 */
	constructor(folder: string, npm: readonly string[] = ['npm']) {
		this.#folder = folder;
		this.#npm = npm;
	}

	/**
	 * The archives for one processor, fetched when they are not there, each checked against its integrity.
	 *
	 * @param architecture as Debian names it, e.g. `amd64`.
	 * @returns the paths of the files.
	 * @throws UserError `base-build-failed`, `cancelled`.
	 */
	async fetch(archives: readonly Archive[], architecture: string, signal: AbortSignal): Promise<readonly string[]> {
		await mkdir(this.#folder, { recursive: true });
		const files: string[] = [];
		for (const archive of archives) {
			if (archive.architecture === undefined || archive.architecture === architecture) {
				files.push(await this.#one(archive, signal));
			}
		}
		return files;
	}

	#one(archive: Archive, signal: AbortSignal): Promise<string> {
		const name = `${archive.name}-${archive.version}.tgz`;
		const fetched = this.#fetched.get(name) ?? this.#fetch(archive, name, signal);
		this.#fetched.set(name, fetched);
		return fetched;
	}

	/** Fetches one package by npm itself, so that its configuration, proxy and cache count. */
	async #fetch(archive: Archive, name: string, signal: AbortSignal): Promise<string> {
		const file = join(this.#folder, name);
		if ((await integrityOf(file)) === archive.integrity) return file;
		const making = join(this.#folder, `${archive.name}.unfinished`);
		await rm(making, { recursive: true, force: true });
		await mkdir(making, { recursive: true });
		const { status, tail } = await runCommand(
			[...this.#npm, 'pack', '--prefer-offline', '--pack-destination', making, `${archive.name}@${archive.version}`],
			{ signal },
		);
		if (status !== 0) throw unavailable(archive, tail);
		const integrity = await integrityOf(join(making, name));
		if (integrity !== archive.integrity) {
			throw unavailable(archive, `its integrity is ${integrity ?? 'unknown'} and not ${archive.integrity}`);
		}
		await rename(join(making, name), file);
		await rm(making, { recursive: true });
		return file;
	}
}
