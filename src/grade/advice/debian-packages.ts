/** Advice about apt and apk. What they leave behind counts only in stages whose layers are in the image. */
import { plainArguments, programOf, type ShellCommand, scriptOf } from '#dockerfile/run-commands.ts';
import { listText } from '../rule.ts';
import { type AdviceRule, at, runsWith, versionsOfTheDay } from './advice.ts';

function isApt(command: ShellCommand): boolean {
	return ['apt-get', 'apt'].includes(programOf(command));
}

function isAptTo(verb: string): (command: ShellCommand) => boolean {
	return (command) => isApt(command) && plainArguments(command)[0] === verb;
}

const isAptInstall = isAptTo('install');
const isApkAdd = (command: ShellCommand) => programOf(command) === 'apk' && plainArguments(command)[0] === 'add';

/** Packages that an install names. */
function packages(command: ShellCommand): readonly string[] {
	return plainArguments(command)
		.slice(1)
		.filter((word) => !word.startsWith('$') && !/[./]/.test(word.slice(0, 1)));
}

function hasOption(commands: readonly ShellCommand[], ...options: readonly string[]): boolean {
	return commands.every(({ words }) => words.some((word) => options.includes(word)));
}

const updateAlone: AdviceRule = {
	id: 'package-list-in-a-step-of-its-own',
	level: 'essential',
	find: ({ builtRuns }) =>
		runsWith(builtRuns, isAptTo('update'))
			.filter(({ commands }) => !commands.some(isAptInstall) && commands.every(isApt))
			.map(({ instruction }) =>
				at(
					instruction,
					'The list of packages is fetched in a step of its own. That step stays in the cache, and one day the list is too old to install from.',
					'Do both in one step: RUN apt-get update && apt-get install -y --no-install-recommends …',
				),
			),
};

const noQuestion: AdviceRule = {
	id: 'install-that-asks',
	level: 'essential',
	hadolint: ['DL3014'],
	find: ({ builtRuns }) =>
		runsWith(builtRuns, isAptInstall)
			.filter(
				({ found }) =>
					!found.every(({ words }) => words.some((word) => /^(-[a-z]*y[a-z]*|-q?q=2|--yes|--assume-yes)$/.test(word))),
			)
			.map(({ instruction }) =>
				at(instruction, 'apt-get install asks before it installs, and nobody can answer in a build.', 'Add -y.'),
			),
};

const recommends: AdviceRule = {
	id: 'recommended-packages',
	level: 'actionable',
	hadolint: ['DL3015'],
	find: ({ keptRuns }) =>
		runsWith(keptRuns, isAptInstall)
			.filter(({ found }) => !hasOption(found, '--no-install-recommends'))
			.map(({ instruction, found }) =>
				at(
					instruction,
					`Besides ${listText(found.flatMap(packages).slice(0, 3)) || 'the packages'}, apt installs what they recommend, and all of it is in the image.`,
					'Add --no-install-recommends to apt-get install.',
				),
			),
};

const lists: AdviceRule = {
	id: 'package-lists-left',
	level: 'actionable',
	hadolint: ['DL3009'],
	find: ({ keptRuns }) =>
		runsWith(keptRuns, isAptTo('update'))
			.filter(({ instruction }) => !/\/var\/lib\/apt(\/lists)?/.test(scriptOf(instruction)))
			.map(({ instruction }) =>
				at(
					instruction,
					'The lists of packages that apt-get update fetches stay in this layer.',
					'End the same step with && rm -rf /var/lib/apt/lists/*',
				),
			),
};

const apkIndex: AdviceRule = {
	id: 'apk-index-left',
	level: 'actionable',
	hadolint: ['DL3019'],
	find: ({ keptRuns }) =>
		runsWith(keptRuns, isApkAdd)
			.filter(
				({ found, instruction }) => !hasOption(found, '--no-cache') && !/\/var\/cache\/apk/.test(scriptOf(instruction)),
			)
			.map(({ instruction }) =>
				at(instruction, 'The index that apk fetches stays in this layer.', 'Write apk add --no-cache …'),
			),
};

const upgrade: AdviceRule = {
	id: 'upgrade-of-the-base',
	level: 'actionable',
	hadolint: ['DL3005', 'DL3017'],
	find: ({ keptRuns }) =>
		runsWith(
			keptRuns,
			(command) =>
				(isApt(command) && /^(dist-|full-)?upgrade$/.test(plainArguments(command)[0] ?? '')) ||
				(programOf(command) === 'apk' && plainArguments(command)[0] === 'upgrade'),
		).map(({ instruction }) =>
			at(
				instruction,
				'An upgrade stores changed files of the base a second time, and gives another image on each day.',
				'Take a newer tag of the base in FROM, where the updates are in already.',
			),
		),
};

const aptForPeople: AdviceRule = {
	id: 'apt-for-scripts',
	level: 'informative',
	hadolint: ['DL3027'],
	find: ({ builtRuns }) =>
		runsWith(builtRuns, (command) => programOf(command) === 'apt').map(({ instruction }) =>
			at(
				instruction,
				'apt is made for people at a terminal, and its options may change.',
				'Write apt-get in place of apt.',
			),
		),
};

const versions: AdviceRule = {
	id: 'package-versions',
	level: 'informative',
	hadolint: ['DL3008', 'DL3018'],
	find: ({ keptRuns }) =>
		versionsOfTheDay(
			runsWith(keptRuns, (command) => isAptInstall(command) || isApkAdd(command)),
			(command) => packages(command).filter((name) => !/[=~<>]/.test(name)),
			'Where the same image must come out again, name versions (curl=8.14.*) or a base by its digest.',
		),
};

export const debianAdvice: readonly AdviceRule[] = [
	updateAlone,
	noQuestion,
	recommends,
	lists,
	apkIndex,
	upgrade,
	aptForPeople,
	versions,
];
