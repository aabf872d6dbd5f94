/** Broken Dockerfiles out of whole ones: what slips of the hand, bad merges and damaged disks make of them. */
import { below, pick, type Random } from './random.ts';

type Change = (bytes: Buffer, random: Random) => Buffer;

const lines = (change: (lines: string[], random: Random) => void): Change => {
	return (bytes, random) => {
		const list = bytes.toString('latin1').split('\n');
		change(list, random);
		return Buffer.from(list.join('\n'), 'latin1');
	};
};

const odd = ['\\', '`', '"', '$', '${', '#', '\0', '\t', '\r', '<<EOF', '[', '--', '\u00ff', '=', '@', ':', '/', '..'];

const changes: readonly Change[] = [
	lines((list, random) => void list.splice(below(random, list.length), 1)),
	lines((list, random) => {
		const [a, b] = [below(random, list.length), below(random, list.length)];
		[list[a], list[b]] = [list[b] ?? '', list[a] ?? ''];
	}),
	lines((list, random) => void list.splice(below(random, list.length), 0, pick(random, list))),
	lines((list, random) => {
		const at = below(random, list.length);
		list[at] = (list[at] ?? '').slice(0, below(random, (list[at] ?? '').length + 1));
	}),
	lines((list, random) => {
		const at = below(random, list.length);
		const place = below(random, (list[at] ?? '').length + 1);
		list[at] = `${(list[at] ?? '').slice(0, place)}${pick(random, odd)}${(list[at] ?? '').slice(place)}`;
	}),
	(bytes, random) => {
		const changed = Buffer.from(bytes);
		if (changed.length > 0) changed[below(random, changed.length)] = below(random, 256);
		return changed;
	},
	(bytes, random) => bytes.subarray(0, below(random, bytes.length + 1)),
];

/** Most changes of one file: more of them leave nothing to read. */
const maxChanges = 4;

export function mutated(text: string, random: Random): Buffer {
	let bytes: Buffer = Buffer.from(text);
	for (let count = 1 + below(random, maxChanges); count > 0; count -= 1) bytes = pick(random, changes)(bytes, random);
	return bytes;
}
