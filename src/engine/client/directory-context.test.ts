import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directoryContext } from './directory-context.ts';

let root: string;
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'stagecraft-context-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const read = async (path: string) => Buffer.concat(await directoryContext(root).read(path).toArray()).toString();

describe('directoryContext', () => {
	it('lists files, folders and links, each folder in front of what is in it', async () => {
		await mkdir(join(root, 'src'));
		await writeFile(join(root, 'src', 'run.sh'), 'echo');
		await chmod(join(root, 'src', 'run.sh'), 0o750);
		await utimes(join(root, 'src', 'run.sh'), 1, 1);
		await symlink('/etc/passwd', join(root, 'link'));
		await symlink('..', join(root, 'src', 'up'));
		expect(await directoryContext(root).entries()).toMatchObject([
			{ path: 'link', kind: 'symlink', size: 0, linkTarget: '/etc/passwd' },
			{ path: 'src', kind: 'directory', size: 0 },
			{ path: 'src/run.sh', kind: 'file', size: 4, mode: 0o750, modifiedAt: new Date(1000) },
			{ path: 'src/up', kind: 'symlink', linkTarget: '..' },
		]);
		expect(await read('src/run.sh')).toBe('echo');
	});

	it('reads no file through a link', async () => {
		await symlink('/etc/passwd', join(root, 'link'));
		await expect(read('link')).rejects.toMatchObject({ code: 'ELOOP' });
	});

	it('refuses a socket, and names it', async () => {
		await mkdir(join(root, 'sub'));
		await using server = createServer().listen(join(root, 'sub', 'socket'));
		await once(server, 'listening');
		await expect(directoryContext(root).entries()).rejects.toMatchObject({
			code: 'request-invalid',
			message: 'sub/socket is neither a file nor a folder nor a link, so it cannot be sent to a build.',
		});
	});
});
