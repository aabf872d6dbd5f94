import { describe, expect, it } from 'vitest';
import { packetType } from '#engine/buildkit/file-messages.ts';
import { ContextCheck } from './context-check.ts';
import { type FileStat, filePacketCodec } from './file-packets.ts';
import { buildLimits } from './limits.ts';

const none = new Uint8Array();

function stat(over: Partial<FileStat> = {}): Uint8Array {
	const given = { path: 'a', mode: 0o644, size: '1', modTime: '1795238671669373509', linkname: '', ...over };
	return filePacketCodec.encode({ type: packetType.stat, stat: given, ID: 0, data: none });
}

function data(bytes: number): Uint8Array {
	return filePacketCodec.encode({ type: packetType.data, stat: null, ID: 3, data: Buffer.alloc(bytes) });
}

describe('ContextCheck', () => {
	it('passes files on with their exact times, also those before 1970', () => {
		const check = new ContextCheck();
		for (const modTime of ['1795238671669373509', '-1', '0']) {
			expect(filePacketCodec.decode(check.packet(stat({ modTime }))).stat?.modTime).toBe(modTime);
		}
		expect(filePacketCodec.decode(check.packet(data(5)))).toMatchObject({ type: packetType.data, ID: 3 });
	});

	it('drops owners, devices and attributes', () => {
		const more = Buffer.concat([Buffer.from([0x18, 7, 0x20, 7, 0x40, 1]), Buffer.from([0x52, 2, 0x0a, 0])]);
		const fields = Buffer.concat([Buffer.from([0x0a, 1, 0x61, 0x10, 1]), more]);
		const packet = Buffer.concat([Buffer.from([0x12, fields.length]), fields]);
		const passed = Buffer.from(new ContextCheck().packet(packet)).toString('hex');
		expect(passed).toBe('12050a01611001');
	});

	it('counts entries and bytes', () => {
		const check = new ContextCheck();
		for (let count = 0; count < buildLimits.contextEntries; count += 1) check.packet(stat());
		expect(() => check.packet(stat())).toThrow(/more than 200000 files/);
		const bytes = new ContextCheck();
		const piece = data(16 * 1024 * 1024);
		for (let sent = 0; sent < buildLimits.contextBytes; sent += 16 * 1024 * 1024) bytes.packet(piece);
		expect(() => bytes.packet(data(1))).toThrow(/more than 536870912 bytes/);
	});

	it.each([
		['a socket', { mode: 2 ** 24 + 0o644 }, /neither a file nor a folder nor a link/],
		['a character device', { mode: 2 ** 26 + 2 ** 21 + 0o644 }, /neither a file nor a folder nor a link/],
		['a path upwards', { path: 'a/../../b' }, /outside of the build context/],
		['an absolute path', { path: '/a' }, /outside of the build context/],
		['a zero byte', { path: 'a\0b' }, /outside of the build context/],
	])('refuses %s', (_, over, message) => {
		expect(() => new ContextCheck().packet(stat(over))).toThrow(message);
	});
});
