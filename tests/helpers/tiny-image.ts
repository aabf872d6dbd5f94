import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { pack } from 'tar-stream';
import type { Engine } from '#engine/engine.ts';

const run = promisify(execFile);

const programs = ['sh', 'cat', 'dd', 'env', 'false', 'head', 'id', 'ls', 'mkdir', 'sleep', 'true', 'wc', 'yes'];

/** The files that a program of this machine needs: itself and its shared libraries, by the paths they are found at. */
async function filesOf(program: string): Promise<ReadonlyMap<string, string>> {
	const path = await realpath(`/bin/${program}`);
	const { stdout } = await run('ldd', [path]);
	const libraries = [...stdout.matchAll(/(\/\S+) \(0x/g)].map((match) => match[1] ?? '');
	return new Map([[`/bin/${program}`, path], ...libraries.map((library) => [library, library] as const)]);
}

export interface TinyImage extends AsyncDisposable {
	/** e.g. `stagecraft-test/tiny:1f3e…` */
	readonly ref: string;
	/** The same as builds name their sources. */
	readonly source: string;
}

/**
 * Makes an image with a shell and a few tools of this machine: a base for tests, without any registry. Disposing
 * removes it.
 */
export async function tinyImage(engine: Engine): Promise<TinyImage> {
	const files = new Map((await Promise.all(programs.map(filesOf))).flatMap((map) => [...map]));
	const tar = pack();
	for (const [name, path] of files) {
		tar.entry({ name: name.slice(1), mode: 0o755 }, await readFile(await realpath(path)));
	}
	tar.entry({ name: 'tmp/', type: 'directory', mode: 0o1777 });
	tar.entry({ name: 'etc/passwd' }, 'root:x:0:0::/:/bin/sh\n');
	tar.finalize();
	const ref = `stagecraft-test/tiny:${randomUUID()}`;
	await engine.images.import(Readable.from(tar), ref, ['ENV PATH=/bin', 'LABEL io.stagecraft.role=helper']);
	return { ref, source: `docker.io/${ref}`, [Symbol.asyncDispose]: () => engine.images.remove(ref) };
}
