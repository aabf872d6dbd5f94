/** Measured numbers as pages show them: from `labs/measured.json`, each with where it comes from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MeasuredRun, type Measurement, measuredSchema, measurementIdSchema } from '#lab/measured.ts';
import type { LessonText } from './text/en/lesson.ts';

const measured = measuredSchema.parse(JSON.parse(readFileSync(join(process.cwd(), 'labs/measured.json'), 'utf8')));

/** All that is measured, sorted by id. */
export const allMeasurements = measured.measurements.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Undefined while nobody measured it. Throws for an id of the wrong form, so that such a lesson does not build. */
export function findMeasurement(id: string): Measurement | undefined {
	measurementIdSchema.parse(id);
	return measured.measurements.find((each) => each.id === id);
}

/** The run that a measurement comes from; the schema holds that there is one. */
export function originOf(measurement: Measurement): MeasuredRun {
	const run = measured.runs.find(({ id }) => id === measurement.run);
	if (run === undefined) throw new Error(`measurement "${measurement.id}" names the run "${measurement.run}"`);
	return run;
}

/** Where the origin of a measurement is told in full. */
export function numberPath(id: string): string {
	return `/numbers/#${numberAnchor(id)}`;
}

export function numberAnchor(id: string): string {
	return id.replace('/', '-');
}

type Words = Pick<LessonText, 'origin' | 'format'>;

/** `debian:trixie (made from packages), golang:1.27 (pulled)`; `scratch alone` when there is none. */
export function basesText(measurement: Measurement, { origin }: Words): string {
	const { bases } = originOf(measurement);
	const told = measurement.built.bases.map((reference) => {
		const base = bases.find((each) => each.reference === reference);
		return `${reference} (${origin.bases[base?.origin ?? 'unknown']})`;
	});
	return told.length === 0 ? origin.noBase : told.join(', ');
}

/** One line for a tooltip: `measured on 21 November 2026 with Docker 26.1.5, classic store, linux/amd64`. */
export function originText(measurement: Measurement, { origin, format }: Words): string {
	const { measuredAt, engine } = originOf(measurement);
	return origin.measured(format.date(measuredAt), engine);
}
