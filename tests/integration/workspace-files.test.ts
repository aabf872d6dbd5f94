import { mkdir, readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FileSync } from '#session/files/file-sync.ts';
import { RemoteFiles } from '#session/files/remote-files.ts';
import { SyncLoop } from '#session/files/sync-loop.ts';
import { MemoryFile } from '#session/files/sync-memory.ts';
import { WorkFolder } from '#submission/work-folder.ts';
import { TempFolder } from '../helpers/temp-folder.ts';
import { testLab } from '../helpers/test-lab.ts';
import { TestWorkspace } from '../helpers/workspace.ts';

let test: TestWorkspace;
let folder: TempFolder;
let work: WorkFolder;
let sync: FileSync;
let remote: RemoteFiles;

beforeAll(async () => {
	test = await TestWorkspace.start();
});

afterAll(async () => {
	await test?.[Symbol.asyncDispose]();
});

beforeEach(async () => {
	folder = await TempFolder.create();
	await folder.write({ 'lab/starter/Dockerfile': 'FROM busybox\n' });
	const lab = testLab({ files: [{ path: 'Dockerfile', role: 'dockerfile', required: true }] });
	work = new WorkFolder({ lab, dir: folder.join('lab') }, folder.join('work'));
	remote = new RemoteFiles(test.workspace);
	const memory = new MemoryFile(folder.join('sync.json'));
	sync = await FileSync.open({ files: work, remote, memory, workspace: test.workspace.container });
	await test.output('rm -rf ~/lab');
	await sync.settle();
	expect(await inTerminal('ls -A')).toBe('Dockerfile\n');
});

afterEach(async () => {
	await folder[Symbol.asyncDispose]();
});

function inTerminal(script: string): Promise<string> {
	return test.output(`cd ~/lab && ${script}`);
}

async function here(path: string): Promise<string | undefined> {
	const bytes = await work.bytes(path, 1_000_000);
	return bytes && Buffer.from(bytes).toString('utf8');
}

describe('files of a real workspace', () => {
	it('go both ways, with folders, odd names and modes', async () => {
		await inTerminal('mkdir -p "a b" && echo one > "a b/ü -x" && printf "#!/bin/sh\n" > run && chmod 755 run');
		await inTerminal('echo "FROM debian" > Dockerfile');
		await sync.settle();
		expect([...(await work.list())].map(([path, { mode }]) => [path, mode.toString(8)])).toEqual([
			['Dockerfile', '644'],
			['a b/ü -x', '644'],
			['run', '755'],
		]);
		expect(await here('Dockerfile')).toBe('FROM debian\n');
		await work.write('deep/er/new', Buffer.from('made here\n'), 0o755, undefined);
		await work.remove('a b/ü -x', (await work.list()).get('a b/ü -x')?.version ?? '');
		await sync.settle();
		expect(await inTerminal('cat deep/er/new; stat -c %a deep/er/new; ls -A')).toBe(
			'made here\n755\nDockerfile\ndeep\nrun\n',
		);
		expect(await test.output('ls /run/stagecraft')).not.toContain('turn-');
	});

	it('see the page save and the terminal write at the same time as a conflict', async () => {
		const saved = (await work.read()).files[0];
		await inTerminal('echo terminal > Dockerfile');
		await work.save('Dockerfile', 'editor\n', saved?.version ?? '');
		await sync.settle();
		expect(await inTerminal('head -v Dockerfile*')).toBe(
			'==> Dockerfile <==\neditor\n\n==> Dockerfile.from-terminal <==\nterminal\n',
		);
		expect(sync.conflicts).toEqual([{ path: 'Dockerfile', kept: 'Dockerfile.from-terminal' }]);
	});

	it('never show half a file or none to a build while they are replaced', async () => {
		const watching = inTerminal(
			'for i in $(seq 400); do cat Dockerfile || echo GONE; done | sort | uniq -c | sort -r | cut -c9-',
		);
		for (const text of ['FROM one\n', 'FROM two\n', 'FROM three\n']) {
			const { version } = (await work.list()).get('Dockerfile') ?? {};
			await work.write('Dockerfile', Buffer.from(text), 0o644, version);
			await sync.settle();
		}
		const lines = (await watching).trim().split('\n');
		expect(lines).not.toContain('GONE');
		for (const line of lines) expect(line).toMatch(/^FROM \w+$/);
	});

	it('leave links, devices, pipes, secrets of others and what is too large where they are', async () => {
		await inTerminal(
			'ln -s /etc/passwd passwd; ln -s / root; mkfifo pipe; truncate -s 20M big; mkdir -p .git; echo x > .git/HEAD',
		);
		await inTerminal('echo hidden > hidden; chmod 000 hidden; mkdir shut; echo y > shut/y; chmod 000 shut');
		await sync.settle();
		expect([...(await work.list()).keys()]).toEqual(['Dockerfile']);
		expect(sync.leftOut).toBe(2);
		await inTerminal('chmod 700 shut');
	});

	it('stay when the folder is moved away or becomes a link', async () => {
		await test.output('mv ~/lab ~/elsewhere && ln -s /tmp ~/lab');
		await sync.settle();
		expect(await here('Dockerfile')).toBe('FROM busybox\n');
		expect(await inTerminal('cat Dockerfile')).toBe('FROM busybox\n');
	});

	it('cannot be written outside of the folder by a link in the way', async () => {
		await inTerminal('mkdir -p app && echo 1 > app/main');
		await sync.settle();
		await inTerminal('rm -r app && ln -s /tmp app');
		const { version } = (await work.list()).get('app/main') ?? {};
		await work.write('app/main', Buffer.from('2'), 0o644, version);
		await sync.settle();
		expect(await here('app/main')).toBe('2');
		expect(await readdir(folder.join('work/files'))).toContain('app');
	});

	it('do not lose a text when a folder and a file change places', async () => {
		await inTerminal('mkdir -p thing && echo inner > thing/inner');
		await sync.settle();
		await inTerminal('rm -r thing && echo file > thing');
		await sync.settle();
		expect(await inTerminal('cat thing')).toBe('file\n');
		expect(await here('thing')).toBe('file\n');
	});

	it('follow by themselves, from both sides', async () => {
		const errors: unknown[] = [];
		const onSettled = (error: unknown) => void (error && errors.push(error));
		await using _ = new SyncLoop({ sync, files: work, remote, onSettled });
		await inTerminal('mkdir -p new/folder && echo hello > new/folder/file');
		await expect.poll(() => here('new/folder/file')).toBe('hello\n');
		const saved = (await work.read()).files[0];
		await work.save('Dockerfile', 'FROM page\n', saved?.version ?? '');
		await expect.poll(() => inTerminal('cat Dockerfile')).toBe('FROM page\n');
		await mkdir(folder.join('work/files/own'), { recursive: true });
		await folder.write({ 'work/files/own/editor.txt': 'of the learner\n' });
		await expect.poll(() => inTerminal('cat own/editor.txt')).toBe('of the learner\n');
		await test.output('pkill inotifywait');
		await inTerminal('echo again > new/folder/file');
		await expect.poll(() => here('new/folder/file')).toBe('again\n');
		expect(errors).toEqual([]);
	});
});
