import { expect, it } from 'vitest';
import { measuredSchema, measuredSchemaName } from './measured.ts';

const run = {
	id: 'first',
	measuredAt: '2026-11-21T06:00:00Z',
	engine: { kind: 'managed', version: '26.1.5', store: 'classic', platform: 'linux/amd64' },
	processors: 2,
	bases: [{ reference: 'busybox:latest', origin: 'offline' }],
};
const stop = {
	kind: 'stop',
	id: 'signals/exec',
	run: 'first',
	built: { folder: 'labs/experiments/signals/files', dockerfile: 'Dockerfile', bases: ['busybox:latest'] },
	exitCode: 0,
	milliseconds: 120,
};
const file = (more: object) => ({ schema: measuredSchemaName, runs: [run], measurements: [stop], ...more });
const problems = (value: unknown) => measuredSchema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

it('takes measurements with their origin', () => {
	expect(problems(file({}))).toEqual([]);
});

it('refuses a number whose origin is not told', () => {
	expect(problems(file({ runs: [] }))).toEqual(['"signals/exec" names no run of the file']);
});

it('refuses a number on a base whose origin is not told', () => {
	expect(problems(file({ runs: [{ ...run, bases: [] }] }))).toEqual([
		'"signals/exec" stands on busybox:latest, not told by its run',
	]);
});

it('refuses two numbers of one name', () => {
	expect(problems(file({ measurements: [stop, stop] }))).toEqual(['"signals/exec" is measured twice']);
});

it('refuses what it does not know', () => {
	expect(problems(file({ more: 1 }))).not.toEqual([]);
});
