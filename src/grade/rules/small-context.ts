import { countText, sizeText } from '#protocol/size-text.ts';
import { fail, noEvidence, pass, type Rule } from '../rule.ts';

/** What the build of the after image was sent, after `.dockerignore`. */
export const smallContext: Rule<'small-context'> = {
	needs: () => ['engine', 'after'],
	judge: ({ maxBytes, maxEntries }, facts) => {
		const expected = `The build is sent at most ${countText(maxEntries, 'file')} and ${sizeText(maxBytes)}.`;
		const build = facts.evidence.builds.after;
		if (build === undefined) return noEvidence(expected, 'the build');
		const actual = `It is sent ${countText(build.contextEntries, 'file')} and ${sizeText(build.contextBytes)}.`;
		if (build.contextBytes <= maxBytes && build.contextEntries <= maxEntries) return pass(expected, actual);
		const largest = facts.evidence.files.toSorted((a, b) => b.bytes - a.bytes)[0];
		const example =
			largest === undefined ? '' : ` The largest file of your folder is ${largest.path} (${sizeText(largest.bytes)}).`;
		return fail(
			expected,
			actual,
			`List in .dockerignore what the build does not need (documents, Dockerfiles, .git), or copy files by name, not the whole folder.${example}`,
			{ file: '.dockerignore' },
		);
	},
};
