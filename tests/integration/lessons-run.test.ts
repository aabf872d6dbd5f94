/** One lesson of each part, followed as a learner does. `npm run lessons` follows all of them, which takes minutes. */
import { expect, it } from 'vitest';
import { courseLessons } from '../helpers/course-text.ts';
import { followLessons } from '../helpers/lessons/lesson-suite.ts';

/** Those that show the most kinds of things for the time that they take. */
const chosen = [
	'content/01-images/04-deleted-but-still-there.mdx',
	'content/02-stages/07-secrets.mdx',
	'content/03-bases/05-debugging-without-a-shell.mdx',
	'content/04-go/01-calculator.mdx',
	'content/05-flask/02-what-to-copy.mdx',
	'content/06-node/02-native-modules.mdx',
	'content/07-measure/04-attack-surface.mdx',
	'content/08-practices/03-stopping.mdx',
];

await followLessons({ choose: (path) => chosen.includes(path), rest: false });

it('follows one lesson of each part', () => {
	const partOf = (path: string) => path.split('/')[1];
	expect(chosen.map(partOf)).toEqual([...new Set(courseLessons().map(({ path }) => partOf(path)))]);
	expect(courseLessons().map(({ path }) => path)).toEqual(expect.arrayContaining(chosen));
});
