/** The common wrong answers of a lab: `labs/<id>/wrong/<name>/` with `expect.json`. */
import { join } from 'node:path';
import { UserError } from '#errors';
import { issueText } from './issue-text.ts';
import { type LoadedLab, namedFolders } from './lab-folder.ts';
import type { LabFile } from './read-folder.ts';
import { type WrongAnswer, wrongAnswerSchema } from './schema.ts';

const expectFile = 'expect.json';

export interface LoadedWrongAnswer extends WrongAnswer {
	readonly name: string;
	/** The files that differ from the solution. */
	readonly files: readonly LabFile[];
}

/** Throws UserError `lab-invalid` for an `expect.json` that is missing or says something else than its schema. */
export async function wrongAnswers(loaded: LoadedLab): Promise<readonly LoadedWrongAnswer[]> {
	const folder = join(loaded.dir, 'wrong');
	const named = await namedFolders(folder);
	return named.map(({ name, files }) => {
		const expected = files.find((file) => file.path === expectFile);
		const answer = readExpectation(join(folder, name, expectFile), expected);
		return { name, ...answer, files: files.filter((file) => file !== expected) };
	});
}

function readExpectation(path: string, file: LabFile | undefined): WrongAnswer {
	if (file === undefined) {
		throw new UserError(
			'lab-invalid',
			`${path} is missing.`,
			'Say in it which check must fail and what its hint must say.',
		);
	}
	const parsed = wrongAnswerSchema.safeParse(parseJson(path, file));
	if (parsed.success) return parsed.data;
	throw new UserError('lab-invalid', `${path}: ${issueText(parsed.error)}`, 'Correct this field.', parsed.error);
}

function parseJson(path: string, file: LabFile): unknown {
	try {
		return JSON.parse(new TextDecoder().decode(file.bytes));
	} catch (error) {
		throw new UserError('lab-invalid', `${path} is not JSON: ${String(error)}`, 'Correct it.', error);
	}
}
