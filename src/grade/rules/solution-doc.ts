import { countText } from '#protocol/size-text.ts';
import { markdownLines } from '../markdown-lines.ts';
import { fail, listText, pass, type Rule } from '../rule.ts';

/** The document has enough words, and says something to each part. Headings, comments and code are not counted. */
export const solutionDoc: Rule<'solution-doc'> = {
	needs: () => [],
	judge: ({ file, parts, minWords }, { evidence }) => {
		const titles = parts.map(({ title }) => title);
		const expected = `${file} explains in at least ${minWords} words: ${listText(titles, titles.length)}.`;
		const text = evidence.documents[file];
		if (text === undefined)
			return fail(expected, `There is no ${file}.`, `Add ${file} to your files and answer in it.`);
		const prose = markdownLines(text)
			.filter(({ kind }) => kind === 'prose' || kind === 'table')
			.map((line) => line.text)
			.join('\n')
			.toLowerCase();
		const words = [...prose.matchAll(/\p{L}[\p{L}\p{N}'’-]*/gu)].length;
		const missing = parts.filter(({ anyOf }) => !anyOf.some((word) => prose.includes(word.toLowerCase())));
		if (missing.length > 0) {
			const [first] = missing;
			return fail(
				expected,
				`Nothing is said about ${listText(missing.map(({ title }) => title))}.`,
				`Write a few sentences on ${first?.title ?? 'it'}, in your own words, below its heading.`,
				{ file },
			);
		}
		if (words < minWords) {
			return fail(
				expected,
				`It has ${countText(words, 'word')}.`,
				`Write whole sentences: ${countText(minWords - words, 'more word')} at least. Headings, comments and code do not count.`,
				{ file },
			);
		}
		return pass(expected, `It has ${countText(words, 'word')} and all parts.`);
	},
};
