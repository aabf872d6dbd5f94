import { describe, expect, it } from 'vitest';
import { judge, makeBuild, makeEvidence, told } from '../evidence-fixture.ts';

function withoutDockerfile() {
	const { dockerfile: _none, ...evidence } = makeEvidence({
		builds: {},
		problems: [{ code: 'no-dockerfile', message: 'There is no Dockerfile.', hint: 'Add a file called Dockerfile.' }],
	});
	return evidence;
}

describe('builds', () => {
	it('passes when it builds', () => {
		expect(judge('builds', makeEvidence(), { image: 'after' })).toMatchObject({
			status: 'pass',
			expected: 'Dockerfile builds within 5 min.',
			actual: 'It builds, in 12 s.',
		});
	});

	it('points to the source that does not compile', () => {
		expect(
			told(
				judge(
					'builds',
					makeEvidence({
						builds: {
							after: makeBuild({
								outcome: 'failed',
								error: 'process "/bin/sh -c go build" did not complete successfully: exit code: 1',
								errorLines: { first: 4, last: 4 },
								logTail: ['# calculator', './calculator.go:91:20: undefined: rihgt'],
							}),
						},
					}),
					{ image: 'after' },
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The build failed at line 4: process "/bin/sh -c go build" did not complete successfully: exit code: 1
			# calculator
			./calculator.go:91:20: undefined: rihgt
			> calculator.go has a mistake in line 91: undefined: rihgt. Correct it and build again.
			@ calculator.go:91"
		`);
	});

	it('tells that a copied file is not there', () => {
		expect(
			told(
				judge(
					'builds',
					makeEvidence({
						builds: {
							after: makeBuild({
								outcome: 'failed',
								error: 'failed to compute cache key: "/calculator.goo": not found',
								errorLines: { first: 3, last: 3 },
							}),
						},
					}),
					{ image: 'after' },
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The build failed at line 3: failed to compute cache key: "/calculator.goo": not found
			> There is no /calculator.goo where this line looks for it. From the build context: check the spelling, and that .dockerignore does not leave it out. With --from: check that the earlier stage makes it at this path.
			@ Dockerfile:3"
		`);
	});

	it('tells that scratch has no shell for RUN', () => {
		expect(
			told(
				judge(
					'builds',
					makeEvidence({
						builds: {
							after: makeBuild({
								outcome: 'failed',
								error: 'runc run failed: exec: "/bin/sh": stat /bin/sh: no such file or directory',
								errorLines: { first: 7, last: 7 },
							}),
						},
					}),
					{ image: 'after' },
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The build failed at line 7: runc run failed: exec: "/bin/sh": stat /bin/sh: no such file or directory
			> RUN needs a shell, and the base of this stage has none. Do the work in the build stage and copy the result with COPY --from.
			@ Dockerfile:7"
		`);
	});

	it('tells that a program is missing in a stage', () => {
		expect(
			told(
				judge(
					'builds',
					makeEvidence({
						builds: {
							after: makeBuild({
								outcome: 'failed',
								error: 'exit code: 127',
								errorLines: { first: 4, last: 5 },
								logTail: ['/bin/sh: 1: go: not found'],
							}),
						},
					}),
					{ image: 'after' },
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The build failed at lines 4 to 5: exit code: 127
			/bin/sh: 1: go: not found
			> go is not in the base of this stage. Take a base that has it, or install it before this line.
			@ Dockerfile:4"
		`);
	});

	it('takes the hint of whoever built it', () => {
		expect(
			told(
				judge(
					'builds',
					makeEvidence({
						builds: {
							after: makeBuild({ outcome: 'limit', limit: 'build time of 300 s', hint: 'Find the step that waits.' }),
						},
					}),
					{ image: 'after' },
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The build was stopped at the limit: build time of 300 s.
			> Find the step that waits.
			@ Dockerfile"
		`);
	});

	it('takes the advice on a Dockerfile that BuildKit cannot read', () => {
		expect(
			told(
				judge(
					'builds',
					makeEvidence({
						text: 'FORM scratch\n',
						builds: {
							after: makeBuild({
								outcome: 'failed',
								error: 'dockerfile parse error on line 1: unknown instruction: FORM',
							}),
						},
					}),
					{ image: 'after' },
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The build failed: dockerfile parse error on line 1: unknown instruction: FORM
			> Did you mean FROM?
			@ Dockerfile:1"
		`);
	});

	it('gives the reason why a refused build was not started', () => {
		expect(
			told(
				judge(
					'builds',
					makeEvidence({
						builds: {
							after: makeBuild({
								outcome: 'refused',
								error: 'alpine:3.22 is not on this engine.',
								hint: 'Take one of the bases of the lab.',
								errorLines: { first: 6, last: 6 },
							}),
						},
					}),
					{ image: 'after' },
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The build was refused at line 6: alpine:3.22 is not on this engine.
			> Take one of the bases of the lab.
			@ Dockerfile:6"
		`);
	});

	it('names a submission without a Dockerfile', () => {
		expect(told(judge('builds', withoutDockerfile(), { image: 'after' }))).toMatchInlineSnapshot(`
			"fail: There is no Dockerfile.
			> Add a file called Dockerfile."
		`);
	});

	it('ends with general advice when the cause is not known', () => {
		expect(
			told(
				judge(
					'builds',
					makeEvidence({
						builds: {
							after: makeBuild({ outcome: 'failed', error: 'something odd', errorLines: { first: 2, last: 3 } }),
						},
					}),
					{ image: 'after' },
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The build failed at lines 2 to 3: something odd
			> Read the last lines of the log, correct lines 2 to 3 and build again.
			@ Dockerfile:2"
		`);
	});

	it('is an error when the engine failed', () => {
		const evidence = makeEvidence({ builds: { after: makeBuild({ outcome: 'fault' }) } });
		expect(judge('builds', evidence, { image: 'after' }).status).toBe('error');
	});

	it('judges the before image by its own Dockerfile', () => {
		const evidence = makeEvidence({ builds: { before: makeBuild({ outcome: 'failed', error: 'exit code: 1' }) } });
		expect(told(judge('builds', evidence, { image: 'before' }))).toMatchInlineSnapshot(`
			"fail: The build failed: exit code: 1
			> Build it yourself with docker build -f Dockerfile and read the last lines of the log."
		`);
	});
});
