import { describe, expect, it } from 'vitest';
import { CourseRun } from './course-run.ts';
import { readLesson } from './read-lesson.ts';
import type { Came } from './workplace.ts';

/** Follows a lesson whose commands print `prints`; gives all that was done, and stops at the first failure. */
async function follow(text: string, came: Partial<Came> = {}): Promise<readonly string[]> {
	const done: string[] = [];
	const answer = (where: string, command: string): Promise<Came> => {
		done.push(`${where}: ${command}`);
		return Promise.resolve({ text: '', exitCode: 0, ...came });
	};
	const place = {
		write: async (folder: string, files: ReadonlyMap<string, Uint8Array>) =>
			void done.push(`${folder} has ${[...files.keys()].join(' ')}`),
		type: answer,
		typeInside: (command: string) => answer('inside', command),
		onOwnMachine: (command: string) => answer('own machine', command),
		onEngine: (command: string) => answer('engine', command),
	};
	const run = new CourseRun(place, [], []);
	const lesson = readLesson({ path: 'content/a/b.mdx', slug: 'a/b', text });
	for (const piece of lesson.pieces) await run.follow(lesson, piece);
	return done;
}

const fence = (info: string, ...lines: string[]) => [`\`\`\`${info}`, ...lines, '```', ''].join('\n');

describe('following a lesson', () => {
	it('types what it shows where it belongs, in notes too', async () => {
		const text = [
			fence('sh id=a', 'docker run -it a sh'),
			fence('sh inside', 'ls'),
			'<Note title="Also">',
			fence('sh id=b', 'npx stagecraft image a'),
			'</Note>',
		].join('\n');
		expect(await follow(text)).toEqual([
			'theory: docker run -it a sh',
			'inside: ls',
			'own machine: npx stagecraft image a',
		]);
	});

	it('wants a command to end as the fence says', async () => {
		const failed = { exitCode: 3, text: 'no such image' };
		await expect(follow(fence('sh id=a', 'docker run a'), failed)).rejects.toThrow(
			'Wanted: exit status 0. Came: 3.\n\nTyped:\ndocker run a\n\nCame:\nno such image',
		);
		await follow(fence('sh id=a fails', 'docker run a'), failed);
		await expect(follow(fence('sh id=a fails', 'docker run a'))).rejects.toThrow(
			'Wanted: exit status failed. Came: 0.',
		);
	});

	it('compares the output that is shown', async () => {
		const shown = fence('sh id=a', 'docker images') + fence('text', 'IMAGE   SIZE', 'a   …');
		await follow(shown, { text: 'IMAGE    SIZE\na        1MB' });
		await expect(follow(shown, { text: 'IMAGE    SIZE\nb        1MB' })).rejects.toThrow(
			'Shown in the lesson:\nIMAGE   SIZE\na   …\n\nTyped:\ndocker images\n\nCame:\nIMAGE    SIZE\nb        1MB',
		);
		await expect(follow(fence('text', 'a'))).rejects.toThrow('There is no command before this output.');
	});

	it('builds a Dockerfile, and wants the file of a part of one', async () => {
		expect(await follow(fence('dockerfile', 'FROM scratch'))).toEqual([
			'theory has fence.Dockerfile',
			'theory: docker build -f fence.Dockerfile .',
		]);
		await expect(follow(fence('dockerfile', 'USER 1'))).rejects.toThrow('This is a part of a Dockerfile.');
		await follow(fence('dockerfile from=labs/go/solution/Dockerfile', 'USER 65532:65532'));
		await expect(follow(fence('dockerfile from=labs/go/solution/Dockerfile', 'USER 1'))).rejects.toThrow(
			'labs/go/solution/Dockerfile does not have these lines, one after the other.',
		);
	});

	it('fails at a fence that nobody runs, unless it says why', async () => {
		await expect(follow(fence('json', '{}'))).rejects.toThrow('Nobody runs a fence of "json"');
		expect(await follow(fence('sh id=a not-run="needs a registry"', 'docker push a'))).toEqual([]);
	});

	it('fails at a step that is not there', async () => {
		await expect(follow('<ExperimentCommand id="none" step="a" />')).rejects.toThrow('There is no experiment none.');
		await expect(follow('<LabCommand lab="none" step="a" />')).rejects.toThrow('There is no lab none.');
	});
});
