import { describe, expect, it } from 'vitest';
import type { RunResult } from '#engine/engine.ts';
import type { StdioProbe } from '#lab/probe-schema.ts';
import { exitedResult, FakeEngine } from '../../../tests/helpers/fake-engine.ts';
import { servedSetting } from '../../../tests/helpers/serving-engine.ts';
import { gatherCases } from './cases.ts';

const cases = ['a', 'b', 'c', 'd'].map((stdin) => ({ name: stdin, stdin, stdout: stdin }));
const probe: StdioProbe = { kind: 'stdio', draw: () => cases };
const timedOut: RunResult = { ...exitedResult(''), outcome: 'timed-out' };

/** Outcomes by case, and how often each was run. */
async function outcomes(result: (stdin: string, tries: number) => RunResult) {
	const engine = new FakeEngine();
	const tries = new Map<string, number>();
	engine.onRun = async ({ stdin }) => {
		const name = Buffer.from(stdin ?? []).toString();
		tries.set(name, (tries.get(name) ?? 0) + 1);
		return result(name, tries.get(name) ?? 0);
	};
	const found = await gatherCases(servedSetting(engine), probe, 'sha256:app', () => 0);
	return {
		outcomes: found.map(({ run }) => run.outcome),
		tries: [...tries.values()].reduce((sum, one) => sum + one, 0),
	};
}

describe('gatherCases', () => {
	it('runs each case once', async () => {
		expect(await outcomes((stdin) => exitedResult(stdin))).toEqual({ outcomes: Array(4).fill('exited'), tries: 4 });
	});

	it('tries a case again that ran out of time', async () => {
		const late = await outcomes((stdin, tries) => (stdin === 'b' && tries === 1 ? timedOut : exitedResult('')));
		expect(late).toEqual({ outcomes: Array(4).fill('exited'), tries: 5 });
	});

	it('does not wait twice for each case of a program that never ends', async () => {
		const endless = await outcomes(() => timedOut);
		expect(endless.outcomes).toEqual(Array(4).fill('timed-out'));
		// Two run at the same time, and both do not know of each other.
		expect(endless.tries).toBeLessThanOrEqual(6);
	});
});
