import { describe, expect, it } from 'vitest';
import { judge, makeEvidence, makeImage, told } from '../evidence-fixture.ts';

/** 999 MB, 400 MB and 999 MB before; 1.77 MB, 708 kB and 1.77 MB after; a base of 877 MB. */
function withDocument(text: string) {
	return makeEvidence({ documents: { 'solution.md': text } });
}

const both = 'app-before has 999 MB, app-after 1.77 MB.';

describe('true-sizes', () => {
	it.each([
		['any of the three sizes', 'Before 400 MB, after 0.71 MB to pull.'],
		['what was saved', `${both} That saves 997 MB.`],
		['the size of a base', `${both} The image of the compiler has 877 MB.`],
		['other numbers', `${both} It builds in 44 s, with Go 1.27, in 2 stages, and is 99.8 % smaller.`],
		['output of commands', `${both}\n\`\`\`\nREPOSITORY TAG SIZE\nnginx 1.29 192MB\napp-after latest 1.77MB\n\`\`\``],
		['sizes that only stand in pasted output', '```\napp-before latest 999MB\napp-after latest 1.77MB\n```'],
		['comments', `${both} <!-- 5 GB -->`],
	])('takes %s', (_name, text) => {
		expect(told(judge('true-sizes', withDocument(text)))).toMatch(/^pass: /);
	});

	it('names the line of a size that is not true, and the true ones', () => {
		expect(
			told(judge('true-sizes', withDocument(`# Sizes\n\napp-before has 250 MB.\napp-after has 1.77 MB.`))),
		).toMatchInlineSnapshot(`
			"fail: Line 3 says 250 MB, and nothing that was measured has this size.
			> Measure again and correct it. Here, app-before has 999 MB unpacked, 400 MB to transfer, 999 MB by the engine.
			@ solution.md:3"
		`);
	});

	it('tells both images when the line names none', () => {
		expect(told(judge('true-sizes', withDocument(`${both}\n\nIt was 5 GB once.`)))).toMatchInlineSnapshot(`
			"fail: Line 3 says 5 GB, and nothing that was measured has this size.
			> Measure again and correct it. Here, app-before has 999 MB unpacked, 400 MB to transfer, 999 MB by the engine; app-after has 1.77 MB unpacked, 708 kB to transfer, 1.77 MB by the engine.
			@ solution.md:3"
		`);
	});

	it('does not take sizes that are swapped', () => {
		const text = '| image | size |\n| - | - |\n| app-before | 1.77 MB |\n| app-after | 999 MB |\n';
		expect(told(judge('true-sizes', withDocument(text)))).toMatchInlineSnapshot(`
			"fail: Line 3 gives 1.77 MB for app-before, and that is the size of app-after.
			> Write the size of app-before there: 999 MB unpacked, 400 MB to transfer, 999 MB by the engine.
			@ solution.md:3"
		`);
	});

	it('does not take a false size in pasted output about the image', () => {
		expect(judge('true-sizes', withDocument(`${both}\n\`\`\`\napp-after 5MB\n\`\`\``)).status).toBe('fail');
	});

	it('wants a size of each image, and points to where it belongs', () => {
		expect(
			told(judge('true-sizes', withDocument('# Sizes\n\napp-after has 1.77 MB.\napp-before has TODO.'))),
		).toMatchInlineSnapshot(`
			"fail: solution.md has no size of app-before.
			> Build the image, read its size in docker images app-before, and write it down with its unit.
			@ solution.md:4"
		`);
	});

	it('does not take placeholders for sizes', () => {
		const text = 'app-before {{before.unpacked}}, app-after {{after.unpacked}}';
		expect(judge('true-sizes', withDocument(text))).toMatchObject({ status: 'fail', line: 1 });
	});

	it('wants the document', () => {
		expect(told(judge('true-sizes', makeEvidence({ documents: {} })))).toMatchInlineSnapshot(`
			"fail: There is no solution.md.
			> Add solution.md to your files with the sizes that you measured."
		`);
	});

	it('is an error without both images', () => {
		expect(judge('true-sizes', makeEvidence({ images: { after: makeImage('app-after') } })).status).toBe('error');
	});
});
