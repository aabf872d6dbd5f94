/** Bars of a figure: what is measured, as shares of the longest one. */

import { comparedNumber } from '#lab/expectation.ts';
import type { Measurement } from '#lab/measured.ts';
import { durationText, exactSizeText, sizeText } from '#protocol/size-text.ts';
import type { BarsFigureData } from './figure-data.ts';

export interface BarRow {
	readonly label: string;
	readonly of: string;
	/** Undefined while nobody measured it. */
	readonly value: number | undefined;
	readonly text: string;
	readonly exact: string;
	/** Of the longest bar, 0 to 1. */
	readonly share: number;
	/** Of the bar itself, 0 to 1: what came with the base. */
	readonly baseShare: number;
}

type By = BarsFigureData['by'];

export function barRows(
	{ by, rows }: Pick<BarsFigureData, 'by' | 'rows'>,
	find: (id: string) => Measurement | undefined,
): readonly BarRow[] {
	const values = rows.map(({ of }) => numberOf(find(of), by));
	const longest = Math.max(1, ...values.map((value) => value ?? 0));
	return rows.map(({ label, of }, index) => {
		const value = values[index];
		if (value === undefined) {
			return { label, of, value, text: 'not measured yet', exact: 'not measured yet', share: 0, baseShare: 0 };
		}
		const texts = { text: numberText(value, by), exact: exactText(value, by) };
		return {
			label,
			of,
			value,
			...texts,
			share: value / longest,
			baseShare: by === 'unpacked' ? baseShare(find(of)) : 0,
		};
	});
}

function numberOf(measurement: Measurement | undefined, by: By): number | undefined {
	if (by === 'setuid') return measurement?.kind === 'image' ? measurement.setuid : undefined;
	return comparedNumber(measurement, by);
}

const isBytes = (by: By) => by === 'unpacked' || by === 'transfer' || by === 'contextBytes';

function numberText(value: number, by: By): string {
	if (by === 'milliseconds') return durationText(value);
	return isBytes(by) ? sizeText(value) : value.toLocaleString('en-US');
}

function exactText(value: number, by: By): string {
	if (by === 'milliseconds') return `${value.toLocaleString('en-US')} ms`;
	return isBytes(by) ? exactSizeText(value) : value.toLocaleString('en-US');
}

function baseShare(measurement: Measurement | undefined): number {
	if (measurement?.kind !== 'image' || measurement.unpacked === 0) return 0;
	const base = measurement.layers.filter(({ fromBase }) => fromBase).reduce((sum, { bytes }) => sum + bytes, 0);
	return base / measurement.unpacked;
}
