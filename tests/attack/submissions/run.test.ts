/** Threat: a program that uses up the grader, or talks to others, when the judge runs it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabInput } from '#lab/schema.ts';
import type { CheckResult } from '#protocol/report.ts';
import { checkOf, GradingBench } from '../../helpers/grading.ts';

let bench: GradingBench;
beforeAll(async () => {
	bench = await GradingBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const mebibyte = 1024 * 1024;

const lab: Partial<LabInput> = {
	checks: [
		{ kind: 'builds', image: 'after', points: 1 },
		{ kind: 'behaves', points: 1 },
	],
	limits: { runSeconds: 8, runMemoryBytes: 32 * mebibyte, runPids: 32, outputBytes: 64 * 1024 },
};

async function behaviour(script: string): Promise<CheckResult> {
	const report = await bench.grade({ 'main.sh': script }, lab);
	expect(report.status).toBe('graded');
	const check = checkOf(report, 'behaves');
	expect(check.status).toBe('fail');
	expect(check.hint).not.toBe('');
	return check;
}

describe('a program that uses too much', () => {
	it('prints without an end', async () => {
		expect((await behaviour('yes\n')).actual).toContain('wrote more than 65,536 bytes');
	});

	it('sleeps for ever', async () => {
		expect((await behaviour('sleep 1000000\n')).actual).toContain('did not end within 8 s');
	});

	it('is a fork bomb', async () => {
		await behaviour('b() { b | b & }; b; sleep 1000000\n');
	});

	it('wants 12 GB of memory', async () => {
		expect((await behaviour('exec dd if=/dev/zero of=/dev/null bs=12G count=1\n')).actual).toContain('too much memory');
	});

	it('finds no network', async () => {
		const check = await behaviour('ls /sys/class/net; wget -T 2 -q -O - http://1.1.1.1/ 2>&1\n');
		expect(check.actual).not.toContain('eth0');
	});

	it('cannot write the result: the judge stands outside', async () => {
		const check = await behaviour(
			'for f in /report.json /dev/stdout /proc/1/fd/1; do echo "{\\"score\\":1}" > $f; done\n',
		);
		expect(check.points).toBe(0);
	});
});

describe('afterwards', () => {
	it('nothing is left, and the grader goes on', async () => {
		const report = await bench.grade({});
		expect(report.score).toBe(report.maxScore);
		expect(await bench.leftovers()).toEqual([]);
	});
});
