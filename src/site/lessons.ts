/** The order of the course: parts and lessons as the folders of `content/` number them. */
import { type CollectionEntry, getCollection } from 'astro:content';

export type Lesson = CollectionEntry<'lessons'>;

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

export function lessonPath(id: string): string {
	return `/lessons/${lessonSlug(id)}/`;
}

/** All parts that have lessons, in order. Throws when a folder has lessons and no `part.json`. */
export async function courseParts(): Promise<readonly Part[]> {
	const lessons = (await getCollection('lessons')).sort((a, b) => (a.id < b.id ? -1 : 1));
	const parts = new Map((await getCollection('parts')).map((part) => [part.id.split('/')[0] ?? '', part.data]));
	const byPart = Map.groupBy(lessons, (lesson) => lesson.id.split('/')[0] ?? '');
	return [...byPart].map(([id, own]) => {
		const part = parts.get(id);
		if (part === undefined) throw new Error(`content/${id} has lessons, but no part.json`);
		return { id, title: part.title, summary: part.summary, lessons: own };
	});
}

/** All lessons in the order of the course. */
export async function allLessons(): Promise<readonly Lesson[]> {
	return (await courseParts()).flatMap((part) => part.lessons);
}

/** What a page of a lesson needs, for all lessons. */
export async function lessonPages(): Promise<
	readonly { readonly slug: string; readonly lesson: Lesson; readonly partTitle: string }[]
> {
	return (await courseParts()).flatMap((part) =>
		part.lessons.map((lesson) => ({ slug: lessonSlug(lesson.id), lesson, partTitle: part.title })),
	);
}
