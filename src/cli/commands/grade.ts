/** `stagecraft grade`: rebuilds a submission and reports. */
import { stat, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { UserError } from '#errors';
import { reportsJson } from '#grade/formats/json.ts';
import { reportText } from '#grade/formats/text.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { JobEvent } from '#protocol/api.ts';
import type { Report } from '#protocol/report.ts';
import { durationText } from '#protocol/size-text.ts';
import type { Grader } from '#submission/grader.ts';
import { argument, type Command, type ExitStatus, engineOptions, textOption } from '../command.ts';
import type { CliContext } from '../context.ts';
import type { ProgressRow } from '../progress.ts';
import { dataDirOf } from '../project.ts';
import { selectLabs } from '../select-labs.ts';
import { openWorkEngine, prepareForWork, requireBases } from '../workbench.ts';

/** Widest report: longer lines are hard to read. */
const widest = 110;

async function submissionFolder(context: CliContext, path: string): Promise<string> {
	const folder = resolve(context.cwd, path);
	const found = await stat(folder).catch(() => undefined);
	if (found === undefined) {
		throw new UserError(
			'submission-not-found',
			`There is no folder ${path}.`,
			'Check the path, then run the command again.',
		);
	}
	if (!found.isDirectory()) {
		throw new UserError(
			'submission-invalid',
			`${path} is not a folder.`,
			'Name the folder that holds the Dockerfile; unpack an archive first.',
		);
	}
	return folder;
}

function floorOf(value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	const floor = Number(value);
	if (value.trim() !== '' && Number.isFinite(floor) && floor >= 0) return floor;
	throw new UserError(
		'usage-invalid',
		`--fail-under is "${value}".`,
		'Give a number of points, such as --fail-under 60.',
	);
}

function stepRow(event: JobEvent, name: string): ProgressRow | undefined {
	if (event.kind === 'phase') {
		const step = event.detail === '' ? event.phase : `${event.phase}: ${event.detail}`;
		return { key: 'grade', label: name, state: 'running', step };
	}
	if (event.kind === 'step' && event.step.status === 'running') {
		return {
			key: 'grade',
			label: name,
			state: 'running',
			step: event.step.name,
			figures: durationText(event.step.milliseconds),
		};
	}
	return undefined;
}

function statusOf(report: Report, floor: number | undefined): ExitStatus {
	if (report.status === 'ungradable') return 3;
	return floor !== undefined && report.score < floor ? 1 : 0;
}

async function gradeOne(context: CliContext, grader: Grader, lab: LoadedLab, path: string): Promise<Report> {
	const name = basename(path);
	const report = await grader.grade({
		lab,
		path,
		name,
		signal: context.signal,
		onEvent: (event) => {
			const row = stepRow(event, name);
			if (row !== undefined) context.progress.show([row]);
		},
	});
	context.progress.finish();
	return report;
}

export const gradeCommand: Command = {
	name: 'grade',
	summary: 'rebuild a submission on the engine, check it, and report',
	arguments: [
		{ name: 'LAB', description: 'id of the lab, as `stagecraft labs` lists it' },
		{ name: 'PATH', description: 'folder with the submission' },
	],
	options: [
		{ flags: '--format <format>', description: 'form of the report', choices: ['text', 'json'], default: 'text' },
		{ flags: '--out <file>', description: 'write the report to a file instead of standard output' },
		{ flags: '--fail-under <points>', description: 'exit with status 1 below this many points' },
		{ flags: '--offline', description: 'make missing bases here from Debian packages, without asking a registry' },
		...engineOptions,
	],
	examples: [
		'stagecraft grade go ./submission',
		'stagecraft grade go ./submission --format json --out report.json --fail-under 60',
	],
	async run(context, input) {
		const floor = floorOf(textOption(input, 'failUnder'));
		const [lab] = await selectLabs([argument(input, 'lab')]);
		const path = await submissionFolder(context, argument(input, 'path'));
		const dataDir = dataDirOf(context, input);
		if (lab === undefined) return 2;
		await using engine = await openWorkEngine(context, dataDir);
		const offline = input.options['offline'] === true;
		requireBases(await prepareForWork(context, { engine, dataDir, wanted: lab.lab.bases, offline }));
		// The grader is loaded here, so that the other commands start quickly and stay small.
		const { Grader } = await import('#submission/grader.ts');
		await using grader = await Grader.open({ engine, dataDir });
		const report = await gradeOne(context, grader, lab, path);
		const out = textOption(input, 'out');
		const color = context.color && out === undefined;
		const text =
			input.options['format'] === 'json'
				? reportsJson(lab.lab.id, [report])
				: reportText(report, { columns: Math.min(widest, context.columns), color });
		if (out === undefined) context.out(text);
		else await writeFile(resolve(context.cwd, out), text);
		return statusOf(report, floor);
	},
};
