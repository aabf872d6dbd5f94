import { expect, it } from 'vitest';
import type { Measurement } from '#lab/measured.ts';
import { lesson } from '../text/en/lesson.ts';
import { barRows } from './bars-data.ts';

const common = { run: 'r', built: { folder: 'labs/x', dockerfile: 'Dockerfile', bases: [] } };
const layer = (bytes: number, fromBase: boolean) => ({ instruction: '', bytes, fromBase });
const counts = { files: 1, executables: 1, setuid: 2, packages: 0, shells: [], packageManagers: [], buildTools: [] };
const image: Measurement = {
	...common,
	...counts,
	kind: 'image',
	id: 'x/a',
	unpacked: 4_000_000,
	transfer: 1_000_000,
	engine: 4_000_000,
	layers: [layer(3_000_000, true), layer(1_000_000, false)],
};
const small: Measurement = { ...image, id: 'x/b', unpacked: 1_000_000, layers: [layer(1_000_000, false)] };
const rows = [
	{ label: 'A', of: 'x/a' },
	{ label: 'B', of: 'x/b' },
	{ label: 'C', of: 'x/c' },
];
const find = (id: string) => [image, small].find((each) => each.id === id);

it('draws all bars on the scale of the longest, with what came from the base', () => {
	const [a, b] = barRows({ by: 'unpacked', rows }, find, lesson);
	expect(a).toMatchObject({ share: 1, baseShare: 0.75, text: '4.00 MB', exact: '4,000,000 bytes' });
	expect(b).toMatchObject({ share: 0.25, baseShare: 0 });
});

it('says of a row that nobody measured it', () => {
	expect(barRows({ by: 'unpacked', rows }, find, lesson)[2]).toMatchObject({
		value: undefined,
		text: 'not measured yet',
		share: 0,
	});
});

it('writes counts and times in their own words', () => {
	expect(barRows({ by: 'setuid', rows }, find, lesson)[0]).toMatchObject({ text: '2' });
	expect(barRows({ by: 'milliseconds', rows }, find, lesson)[0]).toMatchObject({ text: 'not measured yet' });
});
