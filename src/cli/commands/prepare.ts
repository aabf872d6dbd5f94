/** `stagecraft prepare`: an engine, and the bases of the labs on it. */
import { resolve } from 'node:path';
import { loadCatalogue } from '#engine/bases/load-catalogue.ts';
import { keepWheels, type PackagesOutcome } from '#engine/bases/packages.ts';
import type { Engine } from '#engine/engine.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import { labImages } from '#lab/lab-images.ts';
import { durationText, sizeText } from '#protocol/size-text.ts';
import { type Command, engineOptions, textOption } from '../command.ts';
import type { CliContext } from '../context.ts';
import { workFigures } from '../progress-rows.ts';
import { basesDir, dataDirOf } from '../project.ts';
import { selectLabs } from '../select-labs.ts';
import { openWorkEngine, prepareForWork } from '../workbench.ts';

export const prepareCommand: Command = {
	name: 'prepare',
	summary: 'make the images that the labs and their terminals need present on the engine',
	arguments: [
		{
			name: 'LAB',
			description: 'only the bases of these labs (default: all bases, and the image of the terminals)',
			optional: true,
			repeated: true,
		},
	],
	options: [
		{ flags: '--offline', description: 'make them here from Debian packages, without asking a registry' },
		{ flags: '--mirror <host>', description: 'registry mirror that is asked first, e.g. mirror.school.example:5000' },
		{
			flags: '--prebuild',
			description:
				'also build and measure what the labs compare submissions with, which the first check else waits for',
		},
		{
			flags: '--wheels <folder>',
			description: 'Python packages to keep for where PyPI cannot be reached, as pip download wrote them',
		},
		{ flags: '--format <format>', description: 'how to print the result', choices: ['text', 'json'], default: 'text' },
		...engineOptions,
	],
	examples: ['stagecraft prepare go', 'stagecraft prepare --prebuild', 'stagecraft prepare --offline'],
	async run(context, input) {
		const dataDir = dataDirOf(context, input);
		const names = input.arguments['lab'] ?? [];
		const labs = await selectLabs(names);
		await using engine = await openWorkEngine(context, dataDir);
		const wheels = textOption(input, 'wheels');
		if (wheels !== undefined) {
			const folder = resolve(context.cwd, wheels);
			await keepWheels({ engine, catalogue: await loadCatalogue(basesDir), signal: context.signal }, folder);
		}
		let packages: PackagesOutcome = { kind: 'idle' };
		const states = await prepareForWork(context, {
			engine,
			dataDir,
			wanted: names.length === 0 ? undefined : [...new Set(labs.flatMap(({ lab }) => labImages(lab)))],
			offline: input.options['offline'] === true,
			mirror: textOption(input, 'mirror'),
			onPackages: (outcome) => {
				packages = outcome;
			},
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
		const said = packagesText(packages);
		if (said !== undefined) context.note(said);
		if (states.some((base) => base.state !== 'present')) return 3;
		if (input.options['prebuild'] === true) await prebuild(context, { engine, dataDir, labs });
		return 0;
	},
};

interface PrebuildInput {
	readonly engine: Engine;
	readonly dataDir: string;
	readonly labs: readonly LoadedLab[];
}

async function prebuild({ progress, signal }: CliContext, { engine, dataDir, labs }: PrebuildInput): Promise<void> {
	// Loaded here, so that the command starts quickly without it.
	const { Grader } = await import('#submission/grader.ts');
	await using grader = await Grader.open({ engine, dataDir });
	for (const lab of labs) {
		const { id, images } = lab.lab;
		if (images.before.from !== 'starter') continue;
		const began = performance.now();
		const show = (state: 'running' | 'done', step: string): void => {
			const figures = workFigures(undefined, performance.now() - began);
			progress.show([{ key: id, label: `image to compare with (${id})`, state, step, figures }]);
		};
		show('running', 'look for it');
		await grader.prebuild({
			lab,
			// A learner who builds the starter finds its steps done.
			keepCache: true,
			onEvent: (event) => {
				if (event.kind === 'phase') show('running', event.phase);
				else if (event.kind === 'step' && event.step.status === 'running') show('running', event.step.name);
			},
			signal,
		});
		show('done', 'present');
	}
	progress.finish();
}

function packagesText(outcome: PackagesOutcome): string | undefined {
	switch (outcome.kind) {
		case 'idle':
		case 'fetched':
			return undefined;
		case 'added':
			return 'PyPI does not answer: the Python bases bring the packages of the labs along. When it does, run stagecraft prepare again.';
		case 'missing':
			return [
				`PyPI does not answer, and no packages are kept here: ${outcome.reason}`,
				'Hint: Run stagecraft prepare once where PyPI can be reached, or bring the packages along with --wheels.',
			].join('\n');
	}
}
