import { describe, expect, it } from 'vitest';
import { elfFile } from '../../tests/helpers/image-archives.ts';
import { parseElf } from './elf.ts';

const loader = '/lib64/ld-linux-x86-64.so.2';

describe('role and linking', () => {
	it.each([
		['a static program', { type: 2 }, true, { role: 'executable', linking: 'static' }],
		['a dynamic program', { type: 2, interpreter: loader }, true, { role: 'executable', linking: 'dynamic' }],
		[
			'a position-independent program',
			{ type: 3, interpreter: loader },
			true,
			{ role: 'executable', linking: 'dynamic' },
		],
		['a static position-independent program', { type: 3 }, true, { role: 'executable', linking: 'static' }],
		['a library', { type: 3 }, false, { role: 'shared-library', linking: 'dynamic' }],
		['a library with execute bits', { type: 3, entry: 0 }, true, { role: 'shared-library', linking: 'dynamic' }],
		['an object file', { type: 1 }, false, { role: 'other' }],
	] as const)('%s', (_name, shape, executableMode, expected) => {
		expect(parseElf(elfFile([], shape), executableMode)).toMatchObject({ kind: 'elf', machine: 'amd64', ...expected });
	});
});

it('names the loader', () => {
	expect(parseElf(elfFile([], { interpreter: loader }), true)?.interpreter).toBe(loader);
});

it.each([
	[3, '386'],
	[183, 'arm64'],
	[9999, 'e_machine 9999'],
])('machine %d is %s', (machine, name) => {
	expect(parseElf(elfFile([], { machine }), true)?.machine).toBe(name);
});

it('reads 32-bit big-endian files', () => {
	const head = Buffer.alloc(52 + 32 + 16);
	head.write('\x7fELF\x01\x02\x01', 0, 'latin1');
	head.writeUInt16BE(2, 16);
	head.writeUInt16BE(8, 18);
	head.writeUInt32BE(52, 28);
	head.writeUInt16BE(32, 42);
	head.writeUInt16BE(1, 44);
	head.writeUInt32BE(3, 52);
	head.writeUInt32BE(84, 56);
	head.writeUInt32BE(10, 68);
	head.write('/lib/ld.so', 84);
	expect(parseElf(head, true)).toMatchObject({ machine: 'mips', interpreter: '/lib/ld.so', linking: 'dynamic' });
});

it('sees the packer UPX', () => {
	expect(parseElf(elfFile(['UPX!']), true)?.packed).toBe(true);
	expect(parseElf(elfFile([]), true)?.packed).toBe(false);
});

it('never throws for cut or contradicting headers', () => {
	const whole = elfFile([], { interpreter: loader });
	for (let size = 0; size < whole.length; size++) parseElf(whole.subarray(0, size), true);
	for (const at of [32, 40, 54, 56, 72, 96]) {
		const broken = Buffer.from(whole);
		broken.fill(0xff, at, at + 2);
		expect(parseElf(broken, true)?.kind).toBe('elf');
	}
	expect(parseElf(Buffer.from('no ELF file, but long enough to be one'), true)).toBeUndefined();
});
