import { describe, expect, it } from 'vitest';
import { type Expectation, judgeExpectation } from './expectation.ts';
import type { Measurement } from './measured.ts';

const common = { run: 'r', built: { folder: 'labs/x', dockerfile: 'Dockerfile', bases: [] } };
const image = (id: string, unpacked: number): Measurement => ({
	...common,
	kind: 'image',
	id,
	unpacked,
	transfer: unpacked / 2,
	engine: unpacked,
	layers: [],
	files: 1,
	executables: 1,
	setuid: 0,
	packages: 0,
	shells: [],
	packageManagers: ['apt'],
	buildTools: [],
});
const step = (name: string, cached: boolean) => ({ name, cached, startedMs: 0, milliseconds: 1 });
const measured: Readonly<Record<string, Measurement>> = {
	large: image('x/large', 1000),
	small: image('x/small', 10),
	run: { ...common, kind: 'run', id: 'x/run', exitCode: 3, stdout: 'three\n', stderr: '', milliseconds: 5 },
	build: {
		...common,
		kind: 'build',
		id: 'x/build',
		milliseconds: 9,
		contextBytes: 0,
		steps: [step('[a 1/2] FROM x', true), step('[a 2/2] RUN make', false)],
	},
	file: { ...common, kind: 'layer-file', id: 'x/file', layers: 1, visible: false },
	paths: { ...common, kind: 'paths', id: 'x/paths', present: { '/bin/sh': true } },
	history: { ...common, kind: 'history-text', id: 'x/history', found: false },
};
const judge = (expectation: Expectation) => judgeExpectation(expectation, (id) => measured[id]);
const says = '';

const factor = { kind: 'factor', says, more: 'large', less: 'small', by: 'unpacked' } as const;

describe('what was measured is held against what was expected', () => {
	it.each([
		[{ ...factor, min: 100 }, 'holds'],
		[{ ...factor, min: 101 }, 'fails'],
		[{ ...factor, min: 1, max: 99 }, 'fails'],
		[{ ...factor, less: 'unknown', min: 1 }, 'not-measured'],
		[{ ...factor, less: 'run', min: 1 }, 'not-measured'],
		[{ kind: 'exit-code', says, measure: 'run', is: 3 }, 'holds'],
		[{ kind: 'exit-code', says, measure: 'run', is: 'failed' }, 'holds'],
		[{ kind: 'exit-code', says, measure: 'run', is: 0 }, 'fails'],
		[{ kind: 'exit-code', says, measure: 'large', is: 0 }, 'not-measured'],
		[{ kind: 'output', says, measure: 'run', stream: 'stdout', fits: '^three$' }, 'fails'],
		[{ kind: 'output', says, measure: 'run', stream: 'stdout', fits: '^three\\n$' }, 'holds'],
		[{ kind: 'present', says, measure: 'paths', path: '/bin/sh', is: true }, 'holds'],
		[{ kind: 'present', says, measure: 'paths', path: '/bin/sh', is: false }, 'fails'],
		[{ kind: 'step', says, measure: 'build', step: 'RUN make', is: 'executed' }, 'holds'],
		[{ kind: 'step', says, measure: 'build', step: '[a ', is: 'cached' }, 'fails'],
		[{ kind: 'step', says, measure: 'build', step: '[b ', is: 'absent' }, 'holds'],
		[{ kind: 'step', says, measure: 'build', step: '[b ', is: 'cached' }, 'fails'],
		[{ kind: 'in-layers', says, measure: 'file', is: true, visible: false }, 'holds'],
		[{ kind: 'in-layers', says, measure: 'file', is: true, visible: true }, 'fails'],
		[{ kind: 'in-history', says, measure: 'history', is: true }, 'fails'],
		[{ kind: 'none-of', says, measure: 'small', of: 'shells' }, 'holds'],
		[{ kind: 'none-of', says, measure: 'small', of: 'packageManagers' }, 'fails'],
	] satisfies [Expectation, string][])('%j: %s', (expectation, verdict) => {
		expect(judge(expectation)).toBe(verdict);
	});
});
