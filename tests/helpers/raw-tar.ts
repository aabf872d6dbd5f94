/** Tars with any entry that the format knows. */
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

export type RawTarEntry = Partial<Header> & { readonly name: string; readonly data?: string | Buffer };

export async function rawTar(entries: readonly RawTarEntry[]): Promise<Buffer> {
	const tar = pack();
	for (const { data = '', ...header } of entries) tar.entry(header, data);
	tar.finalize();
	const pieces: Uint8Array[] = [];
	for await (const piece of tar) pieces.push(piece as Uint8Array);
	return Buffer.concat(pieces);
}

export async function rawTarGz(entries: readonly RawTarEntry[]): Promise<Buffer> {
	return gzipSync(await rawTar(entries));
}
