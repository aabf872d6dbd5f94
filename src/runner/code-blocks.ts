/** The map that the build of the site leaves beside the pages: lesson, block, command. The runner types only what stands there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '#errors';
import type { RunBlock } from '#protocol/terminal.ts';
import type { CodeBlocks } from './dependencies.ts';

const file = 'blocks.json';
/** Longer than any command that a person is shown; far below what a shell takes. */
const longestCommand = 8192;

/** Text as it is shown: a control character would be a key that nobody sees. */
const isPlain = (command: string) => !/[^\P{Cc}\n\t]/u.test(command);
const commandSchema = z.string().min(1).max(longestCommand).refine(isPlain, 'has control characters');
const idSchema = z.string().min(1).max(200);
const blocksSchema = z.record(idSchema, z.record(idSchema, z.strictObject({ command: commandSchema })));

/** Reads the map of a built site. Throws UserError `code-blocks-invalid`. */
export async function loadCodeBlocks(siteDir: string): Promise<CodeBlocks> {
	const lessons = parsed(await readFile(join(siteDir, file), 'utf8').catch(notReadable));
	const commands = new Map<string, string>();
	for (const [lesson, blocks] of Object.entries(lessons)) {
		for (const [block, { command }] of Object.entries(blocks)) commands.set(keyOf({ lesson, block }), command);
	}
	return { command: (block) => commands.get(keyOf(block)) };
}

/** Names may hold any character, so they are kept apart by one that JSON puts around them. */
const keyOf = ({ lesson, block }: RunBlock) => JSON.stringify([lesson, block]);

function parsed(text: string): z.infer<typeof blocksSchema> {
	try {
		return blocksSchema.parse(JSON.parse(text));
	} catch (error) {
		throw invalid(error instanceof z.ZodError ? z.prettifyError(error) : String(error), error);
	}
}

function notReadable(error: unknown): never {
	throw invalid('it cannot be read', error);
}

function invalid(what: string, cause: unknown): UserError {
	return new UserError(
		'code-blocks-invalid',
		`The map of the lessons' code blocks, ${file}, is not as it should be: ${what}.`,
		'Remove the folder "site" from the data folder, and start the course again: the pages are built anew.',
		cause,
	);
}
