/** `blocks.json`: lesson → block → command. The runner types from here, so a page can only name what a lesson shows. */
import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import { type CommandBlock, commandBlocks } from '../blocks/command-blocks.ts';
import { labCommand } from '../labs.ts';
import { lessonSlug } from '../lessons.ts';

export const GET: APIRoute = async () => {
	const lessons: Record<string, Readonly<Record<string, CommandBlock>>> = {};
	for (const { id, body = '' } of await getCollection('lessons')) {
		const found = blocksOf(id, body);
		if (Object.keys(found).length > 0) lessons[lessonSlug(id)] = found;
	}
	return Response.json(lessons);
};

function blocksOf(lesson: string, body: string): Readonly<Record<string, CommandBlock>> {
	try {
		return commandBlocks(body, (lab, step) => labCommand(lab, step).command);
	} catch (error) {
		throw new Error(`content/${lesson}.mdx, ${error instanceof Error ? error.message : error}`, { cause: error });
	}
}
