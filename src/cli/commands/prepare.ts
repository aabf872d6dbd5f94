/** `stagecraft prepare`: an engine, and the bases of the labs on it. */
import { labImages } from '#lab/lab-images.ts';
import { durationText, sizeText } from '#protocol/size-text.ts';
import { type Command, engineOptions, textOption } from '../command.ts';
import { dataDirOf } from '../project.ts';
import { selectLabs } from '../select-labs.ts';
import { openWorkEngine, prepareForWork } from '../workbench.ts';

export const prepareCommand: Command = {
	name: 'prepare',
	summary: 'make the base images of the labs present on the engine',
	arguments: [
		{ name: 'LAB', description: 'only the bases of these labs (default: all bases)', optional: true, repeated: true },
	],
	options: [
		{ flags: '--offline', description: 'make them here from Debian packages, without asking a registry' },
		{ flags: '--mirror <host>', description: 'registry mirror that is asked first, e.g. mirror.school.example:5000' },
		{ flags: '--format <format>', description: 'how to print the result', choices: ['text', 'json'], default: 'text' },
		...engineOptions,
	],
	examples: ['stagecraft prepare go', 'stagecraft prepare --offline'],
	async run(context, input) {
		const dataDir = dataDirOf(context, input);
		const names = input.arguments['lab'] ?? [];
		const labs = await selectLabs(names);
		await using engine = await openWorkEngine(context, dataDir);
		const states = await prepareForWork(context, {
			engine,
			dataDir,
			wanted: names.length === 0 ? [] : [...new Set(labs.flatMap(({ lab }) => labImages(lab)))],
			offline: input.options['offline'] === true,
			mirror: textOption(input, 'mirror'),
		});
		if (input.options['format'] === 'json') {
			context.out(`${JSON.stringify(states, null, 2)}\n`);
		} else {
			const width = Math.max(...states.map((base) => base.reference.length));
			for (const base of states) {
				const what =
					base.state === 'present'
						? `${sizeText(base.bytes).padStart(8)}  ${base.origin}  ${durationText(base.milliseconds)}`
						: `${base.state}: ${base.problem?.message ?? base.step}\n  Hint: ${base.problem?.hint ?? 'Run the command again.'}`;
				context.out(`${base.reference.padEnd(width)}  ${what}\n`);
			}
		}
		return states.every((base) => base.state === 'present') ? 0 : 3;
	},
};
