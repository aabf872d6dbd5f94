/** Bars of a figure: what is measured, as shares of the longest one. */
import { comparedNumber } from '#lab/expectation.ts';
import type { Measurement } from '#lab/measured.ts';
import type { Formats } from '../text/formats.ts';
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

/** The words of a language that bars need. */
export interface BarWords {
	readonly format: Formats;
	readonly figure: { readonly notMeasured: string };
}

export function barRows(
	{ by, rows }: Pick<BarsFigureData, 'by' | 'rows'>,
	find: (id: string) => Measurement | undefined,
	{ format, figure }: BarWords,
): readonly BarRow[] {
	const values = rows.map(({ of }) => numberOf(find(of), by));
	const longest = Math.max(1, ...values.map((value) => value ?? 0));
	return rows.map(({ label, of }, index) => {
		const value = values[index];
		if (value === undefined) {
			return { label, of, value, text: figure.notMeasured, exact: figure.notMeasured, share: 0, baseShare: 0 };
		}
		const texts = { text: numberText(value, by, format), exact: exactText(value, by, format) };
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

function numberText(value: number, by: By, format: Formats): string {
	if (by === 'milliseconds') return format.duration(value);
	return isBytes(by) ? format.bytes(value) : format.count(value);
}

function exactText(value: number, by: By, format: Formats): string {
	if (by === 'milliseconds') return `${format.count(value)} ms`;
	return isBytes(by) ? format.exactBytes(value) : format.count(value);
}

function baseShare(measurement: Measurement | undefined): number {
	if (measurement?.kind !== 'image' || measurement.unpacked === 0) return 0;
	const base = measurement.layers.filter(({ fromBase }) => fromBase).reduce((sum, { bytes }) => sum + bytes, 0);
	return base / measurement.unpacked;
}
