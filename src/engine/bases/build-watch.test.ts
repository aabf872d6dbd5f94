import { describe, expect, it } from 'vitest';
import { builtResult } from '../../../tests/helpers/fake-engine.ts';
import type { BuildStep } from '../engine.ts';
import { BuildWatch, stepText } from './build-watch.ts';

const step = (over: Partial<BuildStep> = {}): BuildStep => ({
	id: 'sha256:1',
	name: '[go 2/5] RUN --mount=type=bind,source=shared,target=/shared     /shared/install gcc',
	status: 'running',
	cached: false,
	milliseconds: 0,
	...over,
});

describe('stepText', () => {
	it('leaves out mounts and cuts long commands', () => {
		expect(stepText(step().name)).toBe('[go 2/5] RUN /shared/install gcc');
		expect(stepText(`RUN ${'x'.repeat(200)}`)).toHaveLength(90);
	});
});

describe('BuildWatch', () => {
	it('tells the step that runs and the bytes that came', () => {
		const told: [string, number][] = [];
		const watch = new BuildWatch((text, bytes) => told.push([text, bytes]));
		watch.take({ kind: 'step', step: step({ name: '[internal] load build definition' }) });
		watch.take({ kind: 'step', step: step() });
		watch.take({ kind: 'transfer', stepId: 'a', name: 'context', bytes: 10, totalBytes: 0 });
		watch.take({ kind: 'transfer', stepId: 'b', name: 'layer', bytes: 5, totalBytes: 9 });
		watch.take({ kind: 'transfer', stepId: 'a', name: 'context', bytes: 20, totalBytes: 20 });
		expect(told).toEqual([
			['[go 2/5] RUN /shared/install gcc', 0],
			['[go 2/5] RUN /shared/install gcc', 10],
			['[go 2/5] RUN /shared/install gcc', 15],
			['[go 2/5] RUN /shared/install gcc', 25],
		]);
	});

	it('explains a failure with the step and the end of its log', () => {
		const watch = new BuildWatch(() => undefined);
		for (let line = 1; line <= 40; line++) {
			watch.take({ kind: 'log', stepId: 'sha256:1', stream: 'stdout', text: `line ${line}\n` });
		}
		watch.take({ kind: 'log', stepId: 'sha256:2', stream: 'stdout', text: 'of another step\n' });
		const error = 'process "/bin/sh -c …" did not complete successfully: exit code: 100';
		const text = watch.explain(builtResult({ outcome: 'failed', error, steps: [step({ status: 'error' })] }));
		expect(text.split('\n')).toEqual([
			`the step "[go 2/5] RUN /shared/install gcc" failed: ${error}`,
			...Array.from({ length: 20 }, (_, index) => `line ${index + 21}`),
		]);
	});

	it('gives the error of the engine when no step failed', () => {
		const failed = builtResult({ outcome: 'failed', error: 'dockerfile parse error' });
		expect(new BuildWatch(() => undefined).explain(failed)).toBe('dockerfile parse error');
	});
});
