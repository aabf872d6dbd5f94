/** `stagecraft grade`: rebuilds submissions and reports. */
import { UserError } from '#errors';
import { formatNames } from '#grade/formats/emit.ts';
import { type Command, type CommandInput, engineOptions, textOption } from '../command.ts';
import { gradeMany } from '../grading/grade-many.ts';
import { readGradeOptions } from '../grading/grade-options.ts';
import { verifyBundle } from '../grading/verify.ts';
import { dataDirOf } from '../project.ts';
import { selectLab } from '../select-labs.ts';

export const gradeCommand: Command = {
	name: 'grade',
	summary: 'rebuild submissions on the engine, check them, and report',
	arguments: [
		{ name: 'LAB', description: 'id of the lab, as `stagecraft labs` lists it', optional: true },
		{
			name: 'PATH',
			description: 'a submission: a folder, .zip, .tar or .tar.gz; with --each a folder or an archive of them',
			optional: true,
			repeated: true,
		},
	],
	options: [
		{ flags: '--each', description: 'each PATH holds a folder or an archive for each learner (Moodle, Canvas)' },
		{ flags: '--format <format>', description: 'form of the reports (default: text)', choices: formatNames },
		{
			flags: '--out <file>',
			description: 'write the reports to a file, in the format of its ending; may be given more than once',
			repeated: true,
		},
		{ flags: '--column <title>', description: "column of Canvas' gradebook for --format canvas: 'Title (number)'" },
		{ flags: '--jobs <count>', description: 'submissions at once (default: what fits the engine)' },
		{ flags: '--resume', description: 'go on with the same command that was interrupted' },
		{ flags: '--fail-under <points>', description: 'exit with status 1 when one has fewer points' },
		{
			flags: '--map-base <from=to>',
			description: 'build with another base, such as python:3.9=python:3.13',
			repeated: true,
		},
		{
			flags: '--allow-base <pattern>',
			description: "allow other bases besides, such as 'golang:1.26-*'",
			repeated: true,
		},
		{ flags: '--bundle <dir>', description: 'keep each submission with its report in an archive' },
		{ flags: '--verify <bundle>', description: 'grade a bundle again and compare, in place of LAB and PATH' },
		{ flags: '--offline', description: 'make missing bases here from Debian packages, without asking a registry' },
		...engineOptions,
	],
	examples: [
		'stagecraft grade go ./submission',
		'stagecraft grade go ./submission.zip --format json --out report.json --fail-under 60',
		'stagecraft grade go --each ./moodle-download.zip --out class.html --out class.csv',
		'stagecraft grade go --each ./submissions --resume',
		'stagecraft grade --verify bundles/ada-1f2e3d4c.stagecraft.tar.gz',
	],
	async run(context, input) {
		const dataDir = dataDirOf(context, input);
		const options = readGradeOptions(input, context.cwd);
		const bundle = textOption(input, 'verify');
		if (bundle !== undefined) {
			if ((input.arguments['lab'] ?? []).length > 0) throw usage('--verify takes no LAB and no PATH.');
			return verifyBundle({ context, path: bundle, dataDir, offline: options.offline });
		}
		const { labId, paths } = requireArguments(input);
		return gradeMany({ context, lab: await selectLab(labId), paths, options, dataDir });
	},
};

function requireArguments(input: CommandInput): { readonly labId: string; readonly paths: readonly string[] } {
	const [labId] = input.arguments['lab'] ?? [];
	const paths = input.arguments['path'] ?? [];
	if (labId === undefined) throw usage('The lab is missing.');
	if (paths.length === 0) throw usage(`There is no submission to grade for the lab "${labId}".`);
	return { labId, paths };
}

function usage(message: string): UserError {
	return new UserError('usage-invalid', message, 'Name a lab and what to grade: stagecraft grade go ./submission');
}
