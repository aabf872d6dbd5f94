import { describe, expect, it } from 'vitest';
import { judge, makeEvidence, makeImage, told } from '../evidence-fixture.ts';

const finalStage = 'FROM debian:trixie-slim\nCOPY --from=build /out/calculator /calculator\n';

/** Line 4 copies a program from the build stage, line 5 makes another one. */
function rebuiltInFinalStage() {
	const image = makeImage('app-after', {
		config: { entrypoint: ['/usr/local/bin/calculator'] },
		layers: [
			{ instruction: 'ADD rootfs.tar /', bytes: 78_000_000, base: true },
			{ instruction: 'COPY /out/calculator /calculator', bytes: 2_000_000 },
			{ instruction: 'RUN go build -o /usr/local/bin/calculator .', bytes: 2_000_000 },
		],
		files: [
			{ path: 'calculator', layer: 1 },
			{ path: 'usr/local/bin/calculator', layer: 2 },
		],
	});
	const text = `FROM golang:1.27 AS build\nRUN make\n${finalStage}RUN go build -o /usr/local/bin/calculator .\n`;
	return makeEvidence({ text, images: { after: image } });
}

/** The copy of line 4 is hidden by the step of line 5. */
function hiddenCopy(cause: 'copied' | 'overwritten', step = 'RUN chmod 755 /calculator') {
	const image = makeImage('app-after', {
		layers: [
			{ instruction: 'COPY /out/calculator /calculator', bytes: 2_000_000, deadBytes: 2_000_000 },
			{ instruction: step, bytes: 2_000_000 },
		],
		files: [{ path: 'calculator', layer: 1 }],
		hidden: [{ path: 'calculator', size: 2_000_000, layer: 0, hiddenBy: 1, cause }],
	});
	const text = `FROM golang:1.27 AS build\nRUN make\n${finalStage}${step}\n`;
	return makeEvidence({ text, images: { after: image } });
}

describe('multi-stage', () => {
	it('passes a good submission', () => {
		expect(judge('multi-stage', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('wants a second stage', () => {
		expect(
			told(judge('multi-stage', makeEvidence({ text: 'FROM debian:trixie\nRUN make\nENTRYPOINT ["/calculator"]\n' }))),
		).toMatchInlineSnapshot(`
			"fail: The Dockerfile has one stage, so all that is needed to build stays in the image.
			> Add AS build to line 1, then add a second stage below: FROM scratch, and COPY --from=build for the program alone.
			@ Dockerfile:1"
		`);
	});

	it('does not take a stage that nothing is copied from', () => {
		expect(
			told(
				judge(
					'multi-stage',
					makeEvidence({ text: 'FROM golang:1.27 AS build\nRUN make\nFROM scratch\nCOPY calculator /\n' }),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: There are 2 stages, and nothing of an earlier one reaches the final one.
			> Copy the program into the final stage: COPY --from=build /path/of/program /program.
			@ Dockerfile:3"
		`);
	});

	it('does not take a final stage that starts from the build stage', () => {
		expect(
			told(
				judge(
					'multi-stage',
					makeEvidence({ text: 'FROM golang:1.27 AS build\nRUN make\nFROM build\nENTRYPOINT ["/calculator"]\n' }),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The final stage at line 3 starts from the stage build, and so brings everything of it along.
			> Start it from a small image (FROM scratch) and copy the program with COPY --from=build.
			@ Dockerfile:3"
		`);
	});

	it('does not take a program that the final stage built again', () => {
		expect(told(judge('multi-stage', rebuiltInFinalStage()))).toMatchInlineSnapshot(`
			"fail: A stage is copied from, but the program that starts, /usr/local/bin/calculator, comes from line 5 (RUN go build -o /usr/local/bin/calculator .).
			> Start the copied file instead, and remove the steps of the final stage that build it again.
			@ Dockerfile:5"
		`);
	});

	it('does not take a copy that a later layer hides', () => {
		expect(told(judge('multi-stage', hiddenCopy('overwritten')))).toMatchInlineSnapshot(`
			"fail: What line 4 copies is empty or hidden by a later layer.
			> Copy the program that the image starts, and do not put another file over it.
			@ Dockerfile:4"
		`);
	});

	it('takes a copy whose mode a later step changes', () => {
		expect(judge('multi-stage', hiddenCopy('copied')).status).toBe('pass');
	});

	it('does not take a copy that the same file of the build context hides', () => {
		const outcome = judge('multi-stage', hiddenCopy('copied', 'COPY calculator /calculator'));
		expect(outcome).toMatchObject({ status: 'fail', actual: expect.stringContaining('hidden by a later layer') });
	});

	it('wants the program that starts to be there', () => {
		expect(
			told(
				judge(
					'multi-stage',
					makeEvidence({ images: { after: makeImage('app-after', { config: { entrypoint: ['/nowhere'] } }) } }),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The image starts /nowhere, which it does not have.
			> Name the program that you copied in ENTRYPOINT.
			@ Dockerfile:7"
		`);
	});

	it('takes any bytes that cross where the lab says so', () => {
		expect(judge('multi-stage', rebuiltInFinalStage(), { carries: 'anything' }).status).toBe('pass');
	});
});
