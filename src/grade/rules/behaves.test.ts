import { describe, expect, it } from 'vitest';
import type { RunEvidence } from '../evidence.ts';
import { type ImageParts, judge, makeCase, makeEvidence, makeImage, told } from '../evidence-fixture.ts';

const dynamic = {
	kind: 'elf',
	role: 'executable',
	linking: 'dynamic',
	machine: 'amd64',
	interpreter: '/lib64/ld-linux-x86-64.so.2',
	packed: false,
} as const;

describe('behaves', () => {
	it('passes a good submission', () => {
		expect(judge('behaves', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('shows the line that is wrong', () => {
		expect(
			told(
				judge(
					'behaves',
					makeEvidence({
						cases: [makeCase('adds'), makeCase('divides', { stdout: '5\n6\n7\n' }, { expectedStdout: '5\n8\n7\n' })],
					}),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: 1 case of 2 went wrong: "divides". In "divides": line 2 of the output is "6", and should be "8".
			> The numbers are drawn anew in each run, so the program has to compute them. Compare with its tests.
			@ calculator.go"
		`);
	});

	it('tells that nothing was printed', () => {
		expect(
			told(judge('behaves', makeEvidence({ cases: [makeCase('adds'), makeCase('divides', { stdout: '' })] }))),
		).toMatchInlineSnapshot(`
			"fail: 1 case of 2 went wrong: "divides". In "divides": it printed nothing, and should have printed "5".
			> The numbers are drawn anew in each run, so the program has to compute them. Compare with its tests.
			@ calculator.go"
		`);
	});

	it('tells that a line is missing', () => {
		expect(
			told(
				judge(
					'behaves',
					makeEvidence({
						cases: [makeCase('adds'), makeCase('divides', { stdout: '5\n' }, { expectedStdout: '5\n8\n' })],
					}),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: 1 case of 2 went wrong: "divides". In "divides": it stopped before line 2, which should be "8".
			> The numbers are drawn anew in each run, so the program has to compute them. Compare with its tests.
			@ calculator.go"
		`);
	});

	it('tells that there is more than there should be', () => {
		expect(
			told(judge('behaves', makeEvidence({ cases: [makeCase('adds'), makeCase('divides', { stdout: '5\n9\n' })] }))),
		).toMatchInlineSnapshot(`
			"fail: 1 case of 2 went wrong: "divides". In "divides": it printed more than it should, from line 2 on: "9".
			> The numbers are drawn anew in each run, so the program has to compute them. Compare with its tests.
			@ calculator.go"
		`);
	});

	it('counts error lines', () => {
		expect(
			told(
				judge(
					'behaves',
					makeEvidence({
						cases: [
							makeCase('adds'),
							makeCase('divides', { stderr: 'error: no\nwarning\n' }, { expectedErrorLines: 2 }),
						],
					}),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: 1 case of 2 went wrong: "divides". In "divides": 1 line of standard error started with "error:", not 2.
			> Each line that cannot be calculated gets one line on standard error that starts with "error:".
			@ calculator.go"
		`);
	});

	it('looks at the exit status', () => {
		expect(
			told(
				judge(
					'behaves',
					makeEvidence({
						cases: [makeCase('adds'), makeCase('divides', { exitCode: 2, stdout: '5\n', stderr: 'panic: oh\n' })],
					}),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: 1 case of 2 went wrong: "divides". In "divides": it ended with status 2, not 0. It said: panic: oh
			> Run the image with docker run --rm -i and the same input, and look at echo $? afterwards.
			@ calculator.go"
		`);
	});

	it('tells that it did not end', () => {
		expect(
			told(
				judge('behaves', makeEvidence({ cases: [makeCase('adds'), makeCase('divides', { outcome: 'timed-out' })] })),
			),
		).toMatchInlineSnapshot(`
			"fail: 1 case of 2 went wrong: "divides". In "divides": it did not end within 10 s.
			> The program has to end when its input ends. Try it with docker run --rm -i, and end the input with Ctrl-D.
			@ calculator.go"
		`);
	});

	it('tells that it used too much memory', () => {
		expect(
			told(
				judge(
					'behaves',
					makeEvidence({ cases: [makeCase('adds'), makeCase('divides', { outcome: 'out-of-memory' })] }),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: 1 case of 2 went wrong: "divides". In "divides": it used too much memory and was killed.
			> Do not keep all input in memory.
			@ calculator.go"
		`);
	});

	it('tells that it printed without an end', () => {
		expect(
			told(
				judge('behaves', makeEvidence({ cases: [makeCase('adds'), makeCase('divides', { outcome: 'output-limit' })] })),
			),
		).toMatchInlineSnapshot(`
			"fail: 1 case of 2 went wrong: "divides". In "divides": it wrote more than 262,144 bytes.
			> Look for a loop that does not end when the input ends.
			@ calculator.go"
		`);
	});

	it.each<[string, ImageParts, Partial<RunEvidence>, string?]>([
		['no start command', { config: { entrypoint: [] } }, {}],
		[
			'shell form without a shell',
			{ config: { entrypoint: ['/bin/sh', '-c', '/calculator'] } },
			{},
			'FROM golang:1.27 AS build\nFROM scratch\nCOPY --from=build /calculator /\nENTRYPOINT /calculator\n',
		],
		['a path that is not there', { config: { entrypoint: ['/app/calculator'] } }, {}],
		['a missing loader', { files: [{ path: 'calculator', content: dynamic }] }, {}],
		[
			'a missing interpreter',
			{ files: [{ path: 'calculator', content: { kind: 'script', interpreter: 'python3' } }] },
			{},
		],
		['a file that is not executable', { files: [{ path: 'calculator', mode: 0o644 }] }, {}],
		[
			'a user that is a name',
			{ config: { user: 'app' } },
			{ error: 'unable to find user app: no matching entries in passwd file' },
		],
		['another processor', {}, { error: 'exec /calculator: exec format error' }],
		['something else', {}, { error: 'OCI runtime create failed' }],
	])('tells why it does not start: %s', (_name, image, run, text) => {
		const evidence = makeEvidence({
			...(text === undefined ? {} : { text }),
			images: { after: makeImage('app-after', image) },
			cases: [makeCase('adds', { outcome: 'not-started', ...run })],
		});
		expect(told(judge('behaves', evidence))).toMatchSnapshot();
	});

	it.each<[string, Partial<RunEvidence>]>([
		['its first process', { exitCode: 1, stderr: 'exec /calculator: no such file or directory\n' }],
		['a shell', { exitCode: 127, stderr: '/bin/sh: /calculator: not found\n' }],
	])('knows a failed start when %s reports it', (_name, run) => {
		const image = makeImage('app-after', { files: [{ path: 'calculator', content: dynamic }] });
		const cases = [makeCase('adds', { stdout: '', ...run })];
		expect(judge('behaves', makeEvidence({ images: { after: image }, cases })).actual).toContain('linked dynamically');
	});

	it('finds the program through links and PATH', () => {
		const image = makeImage('app-after', {
			config: { entrypoint: ['calculator'], env: ['PATH=/bin'] },
			files: [
				{ path: 'bin', type: 'symlink', linkTarget: 'usr/bin' },
				{ path: 'usr/bin/calculator', mode: 0o644 },
			],
		});
		const cases = [makeCase('adds', { outcome: 'not-started', error: 'permission denied' })];
		expect(judge('behaves', makeEvidence({ images: { after: image }, cases })).actual).toContain(
			'/usr/bin/calculator is not executable',
		);
	});
});
