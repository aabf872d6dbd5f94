import { describe, expect, it } from 'vitest';
import { judge, makeEvidence, told } from '../evidence-fixture.ts';

describe('solution-doc', () => {
	it('passes a good submission', () => {
		expect(judge('solution-doc', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('wants the document', () => {
		expect(told(judge('solution-doc', makeEvidence({ documents: {} })))).toMatchInlineSnapshot(`
			"fail: There is no solution.md.
			> Add solution.md to your files and answer in it."
		`);
	});

	it('names the part that is missing', () => {
		expect(
			told(
				judge(
					'solution-doc',
					makeEvidence({ documents: { 'solution.md': 'It is much smaller now, and that is good for all of us.' } }),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: Nothing is said about what filled the first image.
			> Write a few sentences on what filled the first image, in your own words, below its heading.
			@ solution.md"
		`);
	});

	it('counts words', () => {
		expect(
			told(judge('solution-doc', makeEvidence({ documents: { 'solution.md': 'The compiler is gone.' } }))),
		).toMatchInlineSnapshot(`
			"fail: It has 4 words.
			> Write whole sentences: 6 more words at least. Headings, comments and code do not count.
			@ solution.md"
		`);
	});

	it.each([
		['comments', '<!-- compiler compiler compiler compiler compiler compiler compiler compiler compiler compiler -->'],
		['headings', '# compiler one two three four five six seven eight nine ten'],
		['code', '```\ncompiler one two three four five six seven eight nine ten\n```'],
		['scripts', '<script>compiler one two three four five six seven eight nine ten</script>'],
	])('does not count %s', (_name, text) => {
		expect(judge('solution-doc', makeEvidence({ documents: { 'solution.md': text } })).status).toBe('fail');
	});
});
