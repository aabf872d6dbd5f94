/** How the judge finds out what the program of a lab does: conversations over standard streams, or questions over HTTP. */
import { z } from 'zod';

/** One conversation with the program over standard input and output, with values drawn anew each run. */
const stdioCaseSchema = z.strictObject({
	name: z.string().describe('What the case shows, e.g. `adds integers`'),
	args: z.array(z.string()).default([]).describe('Arguments after the entry point'),
	stdin: z.string().default(''),
	stdout: z.string().describe('Exact standard output'),
	stderr: z.enum(['empty', 'has-error-lines']).default('empty'),
	errorLines: z.int().nonnegative().default(0).describe('How many lines of standard error start with `error:`'),
	exitCode: z.int().default(0),
});

/** Draws the cases of one run. `random` gives floats in [0, 1): same sequence, same cases. */
export type DrawCases = (random: () => number) => readonly z.input<typeof stdioCaseSchema>[];

const pathSchema = z.string().regex(/^\/[\x21-\x7e]*$/, 'a path from /, with its query, percent-encoded');

/** One question to the program over HTTP, and what its answer must be. */
export const httpCaseSchema = z.strictObject({
	name: z.string().describe('What the case shows, e.g. `squares a number`'),
	method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
	path: pathSchema,
	headers: z.record(z.string(), z.string()).default({}),
	body: z.string().default(''),
	status: z.int().min(100).max(599).describe('Status of the answer'),
	fields: z
		.record(z.string(), z.json())
		.default({})
		.describe('Fields that the JSON object of the answer must have, with these values; it may have others'),
	texts: z.array(z.string()).default([]).describe('Fields that must be there as a text that is not empty'),
});
export type HttpCase = z.infer<typeof httpCaseSchema>;

/** Draws the questions of one run, which are asked in this order. */
export type DrawQuestions = (random: () => number) => readonly z.input<typeof httpCaseSchema>[];

const isFunction = (value: unknown): boolean => typeof value === 'function';

const stdioProbeSchema = z.strictObject({
	kind: z.literal('stdio'),
	draw: z.custom<DrawCases>(isFunction, 'a function that draws the cases'),
});
export type StdioProbe = z.infer<typeof stdioProbeSchema>;

const httpProbeSchema = z.strictObject({
	kind: z.literal('http'),
	port: z.int().min(1).max(65_535).describe('The port that the program listens on, on every address of the container'),
	startSeconds: z.number().positive().default(20).describe('Time until it listens'),
	answerSeconds: z.number().positive().default(10).describe('Time for one answer; the first may come late'),
	draw: z.custom<DrawQuestions>(isFunction, 'a function that draws the questions'),
});
export type HttpProbe = z.infer<typeof httpProbeSchema>;

export const probeSchema = z.discriminatedUnion('kind', [stdioProbeSchema, httpProbeSchema]);

export const markerSchema = z.strictObject({
	file: z.string().describe('Source file that holds the marker constant'),
	value: z.string().describe('Its text in the starter; the judge replaces every occurrence'),
	args: z
		.array(z.string())
		.default([])
		.describe('Arguments after the entry point that make the program show it on standard output'),
	stdin: z.string().default('').describe('Standard input that makes the program show it'),
	path: pathSchema.optional().describe('Where a program that is probed over HTTP shows it: `GET` of this path'),
});
