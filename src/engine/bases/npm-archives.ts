import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '#errors';
import { runCommand } from '../managed/run-command.ts';
import type { Archive } from './catalogue.ts';

async function integrityOf(file: string): Promise<string | undefined> {
	const hash = createHash('sha512');
	try {
		await pipeline(createReadStream(file), hash);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
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

/** Fetches one package by npm itself, so that its configuration, proxy and cache count. */
async function fetch(archive: Archive, folder: string, npm: readonly string[], signal: AbortSignal): Promise<string> {
	const file = join(folder, `${archive.name}-${archive.version}.tgz`);
	if ((await integrityOf(file)) === archive.integrity) return file;
	const making = join(folder, `${archive.name}.unfinished`);
	await rm(making, { recursive: true, force: true });
	await mkdir(making, { recursive: true });
	const { status, tail } = await runCommand(
		[...npm, 'pack', '--prefer-offline', '--pack-destination', making, `${archive.name}@${archive.version}`],
		{ signal },
	);
	if (status !== 0) throw unavailable(archive, tail);
	const fetched = join(making, `${archive.name}-${archive.version}.tgz`);
	const integrity = await integrityOf(fetched);
	if (integrity !== archive.integrity) {
		throw unavailable(archive, `its integrity is ${integrity ?? 'unknown'} and not ${archive.integrity}`);
	}
	await rename(fetched, file);
	await rm(making, { recursive: true });
	return file;
}

/**
 * The archives of npm packages for one processor, fetched when they are not there, each checked against its integrity.
 *
 * @param folder kept between runs.
 * @param architecture as Debian names it, e.g. `amd64`.
 * @param npm the command that is npm.
 * @returns the paths of the files.
 * @throws UserError `base-build-failed`, `cancelled`.
 */
export async function fetchArchives(
	archives: readonly Archive[],
	folder: string,
	architecture: string,
	signal: AbortSignal,
	npm: readonly string[] = ['npm'],
): Promise<readonly string[]> {
	await mkdir(folder, { recursive: true });
	const files: string[] = [];
	for (const archive of archives) {
		if (archive.architecture === undefined || archive.architecture === architecture) {
			files.push(await fetch(archive, folder, npm, signal));
		}
	}
	return files;
}
