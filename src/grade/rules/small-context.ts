import { countText, sizeText } from '#protocol/size-text.ts';
import { type Facts, fail, noEvidence, pass, type Rule } from '../rule.ts';

/** What the build of the after image was sent, after `.dockerignore`. */
export const smallContext: Rule<'small-context'> = {
	needs: () => ['engine', 'after'],
	judge: ({ maxBytes, maxEntries }, facts) => {
		const expected = `The build is sent at most ${countText(maxEntries, 'file')} and ${sizeText(maxBytes)}.`;
		const build = facts.evidence.builds.after;
		if (build === undefined) return noEvidence(expected, 'the build');
		const actual = `It is sent ${countText(build.contextEntries, 'file')} and ${sizeText(build.contextBytes)}.`;
		if (build.contextBytes <= maxBytes && build.contextEntries <= maxEntries) return pass(expected, actual);
		const folder = needlessFolder(facts);
		if (folder !== undefined) {
			const { name, files } = folder;
			const hint = `Add the line ${name} to .dockerignore: ${countText(files, 'file')} of your folder ${files === 1 ? 'lies' : 'lie'} in it, and the build makes its own.`;
			return fail(expected, actual, hint, { file: '.dockerignore' });
		}
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

/** Folders that tools make, which a build never needs from outside. */
const made = new Set(['node_modules', '.venv', 'venv', '__pycache__', '.git', '.tox', '.mypy_cache', '.pytest_cache']);

/** The one of them that has most files, wherever it lies. */
function needlessFolder({ evidence }: Facts): { readonly name: string; readonly files: number } | undefined {
	const counts = new Map<string, number>();
	for (const { path } of evidence.files) {
		const name = path
			.split('/')
			.slice(0, -1)
			.find((part) => made.has(part));
		if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	const [most] = [...counts].sort(([, a], [, b]) => b - a);
	return most === undefined ? undefined : { name: most[0], files: most[1] };
}
