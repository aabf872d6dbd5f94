/** `stagecraft measure`: the numbers that lessons show, from builds on this engine. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ZodError } from 'zod';
import { ifMissing, messageOf, UserError } from '#errors';
import { judgeExpectation } from '#lab/expectation.ts';
import { type LoadedExperiment, loadExperiments } from '#lab/experiments.ts';
import { issueText } from '#lab/issue-text.ts';
import { hasProgram } from '#lab/lab-folder.ts';
import { labImages } from '#lab/lab-images.ts';
import { loadLabs } from '#lab/load.ts';
import { type Measured, measuredSchema, measuredSchemaName } from '#lab/measured.ts';
import { countText } from '#protocol/size-text.ts';
import { measureCourse } from '#submission/measure/measure-course.ts';
import { type Command, engineOptions, textOption } from '../command.ts';
import { dataDirOf, labsDir, projectDir } from '../project.ts';
import { openWorkEngine, prepareForWork, requireBases } from '../workbench.ts';

const measuredFile = join(labsDir, 'measured.json');

export const measureCommand: Command = {
	name: 'measure',
	summary: 'build the reference builds and experiments, and write the numbers that lessons show',
	arguments: [
		{ name: 'NAME', description: 'only these labs and experiments (default: all)', optional: true, repeated: true },
	],
	options: [
		{ flags: '--offline', description: 'make the bases here from Debian packages, without asking a registry' },
		{ flags: '--out <file>', description: 'where the numbers go (default: labs/measured.json)' },
		...engineOptions,
	],
	examples: ['stagecraft measure', 'stagecraft measure go cache-order'],
	async run(context, input) {
		const out = resolve(context.cwd, textOption(input, 'out') ?? measuredFile);
		const experiments = await loadExperiments(join(labsDir, 'experiments'));
		const labs = (await loadLabs(labsDir)).filter(hasProgram);
		const wanted = chosen(input.arguments['name'] ?? [], [
			...labs.map(({ lab }) => lab.id),
			...experiments.map(({ experiment }) => experiment.id),
		]);
		const request = {
			labs: labs.filter(({ lab }) => wanted.has(lab.id)),
			experiments: experiments.filter(({ experiment }) => wanted.has(experiment.id)),
		};
		const dataDir = dataDirOf(context, input);
		await using engine = await openWorkEngine(context, dataDir);
		const bases = [
			...request.labs.flatMap(({ lab }) => labImages(lab)),
			...request.experiments.flatMap(({ experiment }) => experiment.bases),
		];
		const offline = input.options['offline'] === true;
		requireBases(await prepareForWork(context, { engine, dataDir, wanted: [...new Set(bases)], offline }));
		const measured = await measureCourse({
			...request,
			engine,
			dataDir,
			checkout: projectDir,
			known: await readMeasured(out),
			now: new Date(),
			signal: context.signal,
			onProgress: (name, step) => context.progress.show([{ key: name, label: name, state: 'running', step }]),
		});
		context.progress.finish();
		await writeFile(out, `${JSON.stringify(measured, null, '\t')}\n`);
		context.out(`${countText(measured.measurements.length, 'measurement')} in ${out}\n`);
		return sayExpectations(request.experiments, measured, (line) => context.out(line)) ? 0 : 1;
	},
};

function chosen(names: readonly string[], known: readonly string[]): ReadonlySet<string> {
	const unknown = names.find((name) => !known.includes(name));
	if (unknown === undefined) return new Set(names.length === 0 ? known : names);
	throw new UserError(
		'lab-not-found',
		`There is no lab or experiment "${unknown}".`,
		`Name some of these: ${known.join(', ')}.`,
	);
}

async function readMeasured(file: string): Promise<Measured> {
	const text = await readFile(file, 'utf8').catch(ifMissing(undefined));
	if (text === undefined) return { schema: measuredSchemaName, runs: [], measurements: [] };
	try {
		return measuredSchema.parse(JSON.parse(text));
	} catch (error) {
		throw new UserError(
			'usage-invalid',
			`${file} does not hold measured numbers: ${error instanceof ZodError ? issueText(error) : messageOf(error)}`,
			'Name another file with --out, or remove this one to measure everything anew.',
			error,
		);
	}
}

/** Gives whether every expectation of these experiments holds. */
function sayExpectations(
	experiments: readonly LoadedExperiment[],
	measured: Measured,
	say: (line: string) => void,
): boolean {
	const words = { holds: 'holds', fails: 'FAILS', 'not-measured': 'was not measured' };
	let all = true;
	for (const { experiment } of experiments) {
		for (const expectation of experiment.expect) {
			const find = (id: string) => measured.measurements.find((each) => each.id === `${experiment.id}/${id}`);
			const verdict = judgeExpectation(expectation, find);
			if (verdict !== 'holds') all = false;
			say(`${experiment.id}: ${words[verdict]}: ${expectation.says}\n`);
		}
	}
	return all;
}
