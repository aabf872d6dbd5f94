/** What an experiment is expected to show, in a form that a program can hold against the measurements. */
import { z } from 'zod';
import type { Measurement } from './measured.ts';

const says = z.string().describe('The expectation as a sentence of the lesson');
const measureId = z.string().describe('A measure of the same experiment');

/** Numbers that two measurements can be compared by. */
const comparedSchema = z.enum([
	'unpacked',
	'transfer',
	'milliseconds',
	'contextBytes',
	'files',
	'packages',
	'executables',
]);
export type Compared = z.infer<typeof comparedSchema>;

export const expectationSchema = z.discriminatedUnion('kind', [
	z.strictObject({
		kind: z.literal('factor'),
		says,
		more: measureId,
		less: measureId,
		by: comparedSchema,
		min: z.number().positive().describe('Smallest more / less'),
		max: z.number().positive().optional(),
	}),
	z.strictObject({
		kind: z.literal('exit-code'),
		says,
		measure: measureId,
		is: z.union([z.int(), z.literal('failed')]),
	}),
	z.strictObject({
		kind: z.literal('output'),
		says,
		measure: measureId,
		stream: z.enum(['stdout', 'stderr']),
		fits: z.string().describe('Regular expression'),
	}),
	z.strictObject({ kind: z.literal('present'), says, measure: measureId, path: z.string(), is: z.boolean() }),
	z.strictObject({
		kind: z.literal('step'),
		says,
		measure: measureId,
		step: z.string().describe('A part of the name of a step'),
		is: z.enum(['cached', 'executed', 'absent']),
	}),
	z.strictObject({ kind: z.literal('in-layers'), says, measure: measureId, is: z.boolean(), visible: z.boolean() }),
	z.strictObject({ kind: z.literal('in-history'), says, measure: measureId, is: z.boolean() }),
	z.strictObject({
		kind: z.literal('none-of'),
		says,
		measure: measureId,
		of: z.enum(['shells', 'packageManagers', 'buildTools']),
	}),
]);
export type Expectation = z.infer<typeof expectationSchema>;

/** Ids of the measures that an expectation speaks of. */
export function expectationMeasures(expectation: Expectation): readonly string[] {
	return expectation.kind === 'factor' ? [expectation.more, expectation.less] : [expectation.measure];
}

/** A number of a measurement; undefined when measurements of its kind do not have it. */
export function comparedNumber(measurement: Measurement | undefined, by: Compared): number | undefined {
	if (measurement === undefined || !(by in measurement)) return undefined;
	const value = (measurement as Readonly<Record<string, unknown>>)[by];
	return typeof value === 'number' ? value : undefined;
}

export type Verdict = 'holds' | 'fails' | 'not-measured';

/** Whether the measurements show what was expected. `find` takes an id of the experiment's own measures. */
export function judgeExpectation(expectation: Expectation, find: (id: string) => Measurement | undefined): Verdict {
	const holds = expectation.kind === 'factor' ? judgeFactor(expectation, find) : judgeOne(expectation, find);
	if (holds === undefined) return 'not-measured';
	return holds ? 'holds' : 'fails';
}

function judgeFactor(
	{ more, less, by, min, max }: Extract<Expectation, { kind: 'factor' }>,
	find: (id: string) => Measurement | undefined,
): boolean | undefined {
	const [large, small] = [comparedNumber(find(more), by), comparedNumber(find(less), by)];
	if (large === undefined || small === undefined) return undefined;
	return large >= min * small && (max === undefined || large <= max * small);
}

type OneMeasure = Exclude<Expectation, { kind: 'factor' }>;

function judgeOne(expectation: OneMeasure, find: (id: string) => Measurement | undefined): boolean | undefined {
	const measured = find(expectation.measure);
	if (measured === undefined) return undefined;
	switch (expectation.kind) {
		case 'exit-code': {
			if (!('exitCode' in measured)) return undefined;
			return expectation.is === 'failed' ? measured.exitCode !== 0 : measured.exitCode === expectation.is;
		}
		case 'output':
			return measured.kind === 'run' ? new RegExp(expectation.fits).test(measured[expectation.stream]) : undefined;
		case 'present':
			return measured.kind === 'paths' ? measured.present[expectation.path] === expectation.is : undefined;
		case 'step':
			return measured.kind === 'build' ? judgeStep(expectation, measured.steps) : undefined;
		case 'in-layers':
			if (measured.kind !== 'layer-file') return undefined;
			return measured.layers > 0 === expectation.is && measured.visible === expectation.visible;
		case 'in-history':
			return measured.kind === 'history-text' ? measured.found === expectation.is : undefined;
		case 'none-of':
			return measured.kind === 'image' ? measured[expectation.of].length === 0 : undefined;
	}
}

function judgeStep(
	{ step, is }: Extract<Expectation, { kind: 'step' }>,
	steps: readonly { readonly name: string; readonly cached: boolean }[],
): boolean {
	const found = steps.filter(({ name }) => name.includes(step));
	if (is === 'absent') return found.length === 0;
	return found.length > 0 && found.every(({ cached }) => cached === (is === 'cached'));
}
