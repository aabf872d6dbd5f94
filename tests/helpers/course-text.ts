/** The texts of the course, for tests that hold what is true of all of them. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface LessonText {
	/** Relative to the checkout. */
	readonly path: string;
	/** Its address below `/lessons/`, e.g. `stages/cache-order`. */
	readonly slug: string;
	/** MDX with its frontmatter. */
	readonly text: string;
}

/** All lessons in the order of the course; of another language, those that there are. */
export function courseLessons(locale?: string): readonly LessonText[] {
	const folder = locale === undefined ? 'content' : `content/${locale}`;
	return globSync(`${folder}/*/*.mdx`, { cwd: root })
		.sort()
		.map((path) => ({
			path,
			slug: path.slice(folder.length + 1, -'.mdx'.length).replace(/(^|\/)\d+-/g, '$1'),
			text: readFileSync(join(root, path), 'utf8'),
		}));
}

/** The attributes that are plain strings, of every use of a component. */
export function uses(text: string, component: string): readonly Readonly<Record<string, string>>[] {
	return [...text.matchAll(new RegExp(`<${component}\\s([^>]*?)/>`, 'g'))].map(([, attributes = '']) =>
		Object.fromEntries(
			[...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']),
		),
	);
}

/** Figures by id, as their files have them. */
export function figureFiles(): ReadonlyMap<string, unknown> {
	return new Map(
		globSync('content/figures/*.json', { cwd: root })
			.sort()
			.map((path) => [path.replace(/^.*\/|\.json$/g, ''), JSON.parse(readFileSync(join(root, path), 'utf8'))]),
	);
}
