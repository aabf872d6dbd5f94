import { describe, expect, it } from 'vitest';
import { makeCase, makeEvidence, makeImage, makeLab } from '../evidence-fixture.ts';
import { gradeSubmission } from '../grade-submission.ts';
import { reportText } from './text.ts';

const plain = { columns: 80, color: false };

describe('reportText', () => {
	it('shows groups, marks, points, and for a failure what to do', () => {
		const evidence = makeEvidence({
			text: 'FROM debian:trixie\nRUN make\nENTRYPOINT ["/calculator"]\n',
			notes: ['The line # syntax= was not used.'],
		});
		expect(`\n${reportText(gradeSubmission(makeLab(), evidence), plain)}`).toMatchInlineSnapshot(`
			"
			The calculator · ada
			75 of 90 points

			It builds                                                               15 of 15
			  pass   The before image builds                                          5 of 5
			  pass   The after image builds                                           5 of 5
			  pass   It starts from known, pinned images                              5 of 5

			It works                                                                15 of 15
			  pass   The program does its work                                        5 of 5
			  pass   The program is built from the sources you hand in                5 of 5
			  pass   It stops when it is told to                                      5 of 5

			It is small                                                             20 of 25
			  FAIL   What is built in one stage is copied into another                0 of 5
			         expected  A later stage copies what an earlier one has built, and the
			                   image uses it.
			         found     The Dockerfile has one stage, so all that is needed to build
			                   stays in the image.
			         next      Add AS build to line 1, then add a second stage below: FROM
			                   scratch, and COPY --from=build for the program alone.
			         where     Dockerfile, line 1
			  pass   The image keeps within its budget                                5 of 5
			  pass   The image is many times smaller than before                      5 of 5
			  pass   No layer hides bytes of another                                  5 of 5
			  pass   The build context holds only what the build needs                5 of 5

			It is safe                                                              25 of 25
			  pass   There is no shell in the image                                   5 of 5
			  pass   There is no package manager in the image                         5 of 5
			  pass   There is no compiler or build tool in the image                  5 of 5
			  pass   The program does not run as root                                 5 of 5
			  pass   There are no secrets in any layer                                5 of 5

			It is explained                                                          0 of 10
			  skip   The difference is explained                                      0 of 5
			         Not checked: "What is built in one stage is copied into another" did
			         not pass.
			  skip   The sizes in the text are true                                   0 of 5
			         Not checked: "What is built in one stage is copied into another" did
			         not pass.

			Advice, without points
			  celebratory  1.77 MB is in the best band, gold: no common way gets smaller.

			Sizes
			              unpacked  to transfer  by the engine
			  app-before    999 MB       400 MB         999 MB
			  app-after    1.77 MB       708 kB        1.77 MB
			  before is 565 times the size of after, unpacked

			note: The line # syntax= was not used.
			bases: golang:1.27 (made from Debian packages)
			engine: Docker 26.1.5, classic store, linux/amd64
			"
		`);
	});

	it('says that a report is ungradable, and why', () => {
		const evidence = makeEvidence({ faults: [{ what: 'stop', message: 'The engine went away.' }], images: {} });
		const text = reportText(gradeSubmission(makeLab([{ kind: 'stops-cleanly' }]), evidence), plain);
		expect(text).toContain('ungradable: The engine went away.');
		expect(text).toContain('  FAULT  It stops when it is told to');
	});

	it('spells out control characters of the learner', () => {
		const evidence = makeEvidence({
			submission: { name: 'ada\u001b[31m\u202e', hash: 'abc', files: 1, bytes: 1 },
			cases: [makeCase('adds', { stdout: '\u001b]0;owned\u0007\r5\n' })],
			notes: ['a\u009bb'],
		});
		const text = reportText(gradeSubmission(makeLab(), evidence), plain);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
		expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
		expect(text).toContain('ada\\x1b[31m\\u{202e}');
		expect(text).toContain('a\\x9bb');
	});

	it('colours the marks when asked to', () => {
		const report = gradeSubmission(makeLab(), makeEvidence());
		expect(reportText(report, { columns: 80, color: true })).toContain('\u001b[32mpass\u001b[39m');
		expect(reportText(report, plain)).not.toContain('\u001b');
	});

	it.each([20, 40, 60, 120])('keeps lines of prose within %d columns', (columns) => {
		const evidence = makeEvidence({ images: { after: makeImage('app-after', { config: { user: 'root' } }) } });
		const lab = makeLab([{ kind: 'non-root', title: 'No root' }]);
		const lines = reportText(gradeSubmission(lab, evidence), { columns, color: false }).split('\n');
		const details = lines.filter(
			(line) => /^ {9}(expected|found|next|where| {10}\S)/.test(line) && !line.includes('by the engine'),
		);
		expect(Math.max(...details.map(({ length }) => length))).toBeLessThanOrEqual(Math.max(39, columns));
	});
});
