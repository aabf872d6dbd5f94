/** The header of an ELF file (System V ABI, "Object Files"): what it is, for which machine, and what loads it. */
import type { ElfContent } from './analysis.ts';

const magic = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

const values = { executable: 2, shared: 3, interpreterSegment: 3 } as const;

/** `e_machine` of the machines that images are made for, in Go's names. */
const machines: Readonly<Record<number, string>> = {
	3: '386',
	8: 'mips',
	21: 'ppc64',
	22: 's390x',
	40: 'arm',
	62: 'amd64',
	183: 'arm64',
	243: 'riscv64',
	258: 'loong64',
};

interface ElfLayout {
	readonly wide: boolean;
	readonly u16: (at: number) => number;
	readonly word: (at: number) => number;
	readonly address: (at: number) => number;
}

/**
 * Reads an ELF file from its first bytes (4 kB are enough for usual ones), or gives undefined when it is none. A file
 * whose header is cut or contradicts itself is of role `other`: no kernel would run it.
 *
 * @param executableMode whether any execute bit is set: it tells a static position-independent program from a library,
 *   which the first bytes alone do not.
 */
export function parseElf(head: Buffer, executableMode: boolean): ElfContent | undefined {
	if (head.length < 20 || head.compare(magic, 0, 4, 0, 4) !== 0) return undefined;
	const layout = layoutOf(head);
	const machineNumber = layout.u16(18);
	const machine = machines[machineNumber] ?? `e_machine ${machineNumber}`;
	const packed = head.indexOf('UPX!', 0, 'latin1') !== -1;
	const headerBytes = layout.wide ? 64 : 52;
	const type = layout.u16(16);
	if (head.length < headerBytes || (type !== values.executable && type !== values.shared))
		return { kind: 'elf', role: 'other', linking: 'static', machine, packed };
	const interpreter = findInterpreter(head, layout);
	const runs = type === values.executable || interpreter !== undefined || (executableMode && layout.address(24) !== 0);
	return {
		kind: 'elf',
		role: runs ? 'executable' : 'shared-library',
		linking: runs && interpreter === undefined ? 'static' : 'dynamic',
		machine,
		...(interpreter === undefined ? {} : { interpreter }),
		packed,
	};
}

function layoutOf(head: Buffer): ElfLayout {
	const wide = head[4] === 2;
	const big = head[5] === 2;
	const word = (at: number) => (big ? head.readUInt32BE(at) : head.readUInt32LE(at));
	const long = (at: number) => Number(big ? head.readBigUInt64BE(at) : head.readBigUInt64LE(at));
	return {
		wide,
		u16: (at) => (big ? head.readUInt16BE(at) : head.readUInt16LE(at)),
		word,
		address: wide ? long : word,
	};
}

/** The path in the PT_INTERP segment, as far as the table and the path lie in the bytes at hand. */
function findInterpreter(head: Buffer, layout: ElfLayout): string | undefined {
	const tableStart = layout.address(layout.wide ? 32 : 28);
	const entryBytes = layout.u16(layout.wide ? 54 : 42);
	const entries = layout.u16(layout.wide ? 56 : 44);
	const leastBytes = layout.wide ? 56 : 32;
	if (entryBytes < leastBytes) return undefined;
	for (let index = 0; index < entries; index++) {
		const at = tableStart + index * entryBytes;
		if (at + leastBytes > head.length) return undefined;
		if (layout.word(at) !== values.interpreterSegment) continue;
		const start = layout.address(at + (layout.wide ? 8 : 4));
		const length = layout.address(at + (layout.wide ? 32 : 16));
		return head
			.toString('utf8', Math.min(start, head.length), Math.min(start + length, head.length))
			.replace(/\0.*$/s, '');
	}
	return undefined;
}
