import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BuildContext } from '../engine.ts';

/** One time for all files, so that a file that was fetched again is no new input of a build. */
const modifiedAt = new Date('2020-01-01T00:00:00Z');

/** Files from anywhere on the disk as a build context, each under its own name. */
export function filesContext(files: readonly string[]): BuildContext {
	const byName = new Map(files.map((file) => [basename(file), file]));
	return {
		entries: () =>
			Promise.all(
				[...byName].map(async ([path, file]) => {
					const { size } = await stat(file);
					return { path, kind: 'file' as const, mode: 0o644, size, modifiedAt };
				}),
			),
		read(path) {
			const file = byName.get(path);
			if (file === undefined) throw new Error(`${path} is not a file of this build context`);
			return createReadStream(file);
		},
	};
}
