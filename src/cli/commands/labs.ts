/** `stagecraft labs`: what there is. */
import { loadLabs } from '#lab/load.ts';
import { maxScore } from '#lab/public-view.ts';
import type { Command } from '../command.ts';
import { labsDir } from '../project.ts';

export const labsCommand: Command = {
	name: 'labs',
	summary: 'list the labs, their points and their bases',
	arguments: [],
	options: [{ flags: '--format <format>', description: 'how to print', choices: ['text', 'json'], default: 'text' }],
	examples: ['stagecraft labs', 'stagecraft labs --format json'],
	async run(context, input) {
		const labs = (await loadLabs(labsDir)).map(({ lab }) => ({
			id: lab.id,
			title: lab.title,
			summary: lab.summary,
			points: maxScore(lab),
			bases: lab.bases,
		}));
		if (input.options['format'] === 'json') {
			context.out(`${JSON.stringify(labs, null, 2)}\n`);
			return 0;
		}
		for (const lab of labs) {
			context.out(
				`${lab.id}  ${lab.title} (${lab.points} points)\n    ${lab.summary}\n    bases: ${lab.bases.join(', ')}\n`,
			);
		}
		return 0;
	},
};
