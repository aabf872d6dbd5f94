import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract, type Header, pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { changeRoot } from './root-tar.ts';

const filter = { excluded: ['usr/share/doc', 'usr/share/man'], included: [/^usr\/share\/doc\/[^/]+\/copyright$/] };

async function rootTar(): Promise<Readable> {
	const tar = pack();
	const folder = (name: string) => tar.entry({ name, type: 'directory', mode: 0o755 });
	for (const name of ['./', './usr/', './usr/share/', './usr/share/doc/', './usr/share/doc/apt/']) folder(name);
	tar.entry({ name: './usr/share/doc/apt/changelog.gz' }, 'changes');
	tar.entry({ name: './usr/share/doc/apt/copyright' }, 'GPL');
	folder('./usr/share/doc/empty/');
	folder('./usr/share/man/');
	tar.entry({ name: './usr/share/man/apt.8' }, 'manual');
	tar.entry({ name: './usr/bin/perl', mode: 0o755 }, 'program');
	tar.entry({ name: './usr/bin/perl5', type: 'link', linkname: './usr/bin/perl' });
	tar.finalize();
	return Readable.from([await buffer(tar)]);
}

async function entriesOf(tar: Readable): Promise<ReadonlyMap<string, Header & { readonly content: string }>> {
	const found = new Map<string, Header & { readonly content: string }>();
	for await (const entry of tar.pipe(extract() as unknown as NodeJS.ReadWriteStream) as unknown as ReturnType<
		typeof extract
	>) {
		found.set(entry.header.name, { ...entry.header, content: (await buffer(entry)).toString() });
	}
	return found;
}

describe('changeRoot', () => {
	it('passes everything through when nothing is asked for', async () => {
		const entries = await entriesOf(changeRoot(await rootTar(), { add: [] }));
		expect([...entries.keys()]).toHaveLength(12);
		expect(entries.get('./usr/bin/perl')).toMatchObject({ mode: 0o755, content: 'program' });
	});

	it('leaves out what the filter names, and keeps folders only for what stays in them', async () => {
		const entries = await entriesOf(changeRoot(await rootTar(), { filter, add: [] }));
		expect([...entries.keys()]).toEqual([
			'./',
			'./usr/',
			'./usr/share/',
			'./usr/share/doc/',
			'./usr/share/doc/apt/',
			'./usr/share/doc/apt/copyright',
			'./usr/bin/perl',
			'./usr/bin/perl5',
		]);
	});

	it('keeps hard links as links', async () => {
		const entries = await entriesOf(changeRoot(await rootTar(), { filter, add: [] }));
		expect(entries.get('./usr/bin/perl5')).toMatchObject({ type: 'link', linkname: './usr/bin/perl', size: 0 });
	});

	it('adds files at the end', async () => {
		const add = [{ path: 'etc/dpkg/dpkg.cfg.d/docker', content: Buffer.from('path-exclude /x\n') }];
		const entries = await entriesOf(changeRoot(await rootTar(), { add }));
		expect([...entries.keys()].at(-1)).toBe('./etc/dpkg/dpkg.cfg.d/docker');
		expect(entries.get('./etc/dpkg/dpkg.cfg.d/docker')).toMatchObject({ mode: 0o644, content: 'path-exclude /x\n' });
	});

	it('ends with the error of its input', async () => {
		const broken = Readable.from(
			(async function* () {
				yield (await buffer(await rootTar())).subarray(0, 700);
				throw new Error('the disk is gone');
			})(),
		);
		await expect(buffer(changeRoot(broken, { add: [] }))).rejects.toThrow('the disk is gone');
	});
});
