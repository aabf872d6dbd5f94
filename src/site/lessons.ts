/** The order of the course: parts and lessons as the folders of `content/` number them, in the words of a language. */
import { type CollectionEntry, getCollection } from 'astro:content';
import { type Locale, localePath, sourceLocale } from './text/locales.ts';

export interface Lesson {
	/** `02-stages/04-cache-order`, the same in all languages. */
	readonly id: string;
	/** The language that its text is in: the source where nobody has translated it. */
	readonly locale: Locale;
	readonly data: CollectionEntry<'lessons'>['data'];
	/** What is rendered. */
	readonly entry: CollectionEntry<'lessons' | 'translations'>;
}

export interface Part {
	readonly id: string;
	readonly title: string;
	readonly summary: string;
	readonly lessons: readonly Lesson[];
}

const withoutNumber = (name: string) => name.replace(/^\d+-/, '');

/** `04-go/01-calculator` is `/lessons/go/calculator`: a number may change, an address may not. */
export function lessonSlug(id: string): string {
	return id.split('/').map(withoutNumber).join('/');
}

export function lessonPath(id: string, locale: Locale): string {
	return localePath(`/lessons/${lessonSlug(id)}/`, locale);
}

async function lessonsIn(locale: Locale): Promise<readonly Lesson[]> {
	const translated = new Map((await getCollection('translations')).map((entry) => [entry.id, entry]));
	const source = (await getCollection('lessons')).sort((a, b) => (a.id < b.id ? -1 : 1));
	return source.map((entry) => {
		const translation = translated.get(`${locale}/${entry.id}`);
		if (translation === undefined) return { id: entry.id, locale: sourceLocale, data: entry.data, entry };
		return { id: entry.id, locale, data: { ...entry.data, ...translation.data }, entry: translation };
	});
}

/** All parts that have lessons, in order. Throws when a folder has lessons and no `part.json`. */
export async function courseParts(locale: Locale): Promise<readonly Part[]> {
	const words = new Map(
		[...(await getCollection('parts')), ...(await getCollection('translatedParts'))].map(({ id, data }) => [
			id.replace(/\/part$/, ''),
			data,
		]),
	);
	const byPart = Map.groupBy(await lessonsIn(locale), (lesson) => lesson.id.split('/')[0] ?? '');
	return [...byPart].map(([id, own]) => {
		const part = words.get(`${locale}/${id}`) ?? words.get(id);
		if (part === undefined) throw new Error(`content/${id} has lessons, but no part.json`);
		return { id, title: part.title, summary: part.summary, lessons: own };
	});
}

/** All lessons in the order of the course. */
export async function allLessons(locale: Locale): Promise<readonly Lesson[]> {
	return (await courseParts(locale)).flatMap((part) => part.lessons);
}

/** The languages that a lesson can be read in, by its address below `/lessons/`: the source first. */
export async function lessonLocales(slug: string): Promise<readonly Locale[]> {
	const found = (await getCollection('translations')).filter(
		({ id }) => lessonSlug(id.replace(/^[^/]*\//, '')) === slug,
	);
	return [sourceLocale, ...found.map(({ id }) => id.split('/')[0] as Locale)];
}

/** What a page of a lesson needs, for all lessons in a language. */
export async function lessonPages(
	locale: Locale,
): Promise<readonly { readonly slug: string; readonly lesson: Lesson; readonly partTitle: string }[]> {
	return (await courseParts(locale)).flatMap((part) =>
		part.lessons.map((lesson) => ({ slug: lessonSlug(lesson.id), lesson, partTitle: part.title })),
	);
}
