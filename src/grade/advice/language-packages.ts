/** Advice about pip, npm and their kin. */
import { plainArguments, programOf, type ShellCommand } from '#dockerfile/run-commands.ts';
import { type AdviceRule, at, type Run, runsWith, versionsOfTheDay } from './advice.ts';

/** `pip install`, `pip3 install` and `python -m pip install`; options may stand between. */
function isPipInstall(command: ShellCommand): boolean {
	const { words } = command;
	const isModule = /^python[\d.]*$/.test(programOf(command)) && words[words.indexOf('-m') + 1] === 'pip';
	return (isModule || /^pip[\d.]*$/.test(programOf(command))) && words.includes('install');
}

/** What a pip install names itself: neither options and their values nor files. */
function pipNames({ words }: ShellCommand): readonly string[] {
	const names: string[] = [];
	for (let index = words.indexOf('install') + 1; index < words.length; index++) {
		const word = words[index] ?? '';
		if (
			/^(-r|--requirement|-c|--constraint|-t|--target|--prefix|--root|-i|--index-url|--extra-index-url|-f|--find-links|-e|--editable|--user-base|--python)$/.test(
				word,
			)
		)
			index++;
		else if (!word.startsWith('-') && !/^[.$/<>]|\.(whl|txt|zip|tar\.gz)$|:\/\//.test(word)) names.push(word);
	}
	return names;
}

/** `npm install left-pad`: the program with a verb. */
function isTo(program: string, verb: RegExp): (command: ShellCommand) => boolean {
	return (command) => programOf(command) === program && verb.test(plainArguments(command)[0] ?? '');
}

/** What stands behind the verb. */
function named(command: ShellCommand): readonly string[] {
	return plainArguments(command).slice(1);
}

/** True when the step keeps a package manager's cache out of the layer by a mount, or the whole stage by a variable. */
function isCacheAway({ stage, instruction }: Run, variable: RegExp): boolean {
	if (stage.mounts.some(({ type, line }) => (type === 'cache' || type === 'tmpfs') && line === instruction.line))
		return true;
	return Object.keys(stage.env).some((name) => variable.test(name));
}

const pipCache: AdviceRule = {
	id: 'pip-cache-left',
	level: 'actionable',
	hadolint: ['DL3042'],
	find: ({ keptRuns }) =>
		runsWith(keptRuns, isPipInstall)
			.filter(
				(run) =>
					!isCacheAway(run, /^PIP_NO_CACHE_DIR$/) && !run.found.every(({ words }) => words.includes('--no-cache-dir')),
			)
			.map(({ instruction }) =>
				at(instruction, 'pip keeps what it downloaded in this layer as well.', 'Write pip install --no-cache-dir …'),
			),
};

const pipVersions: AdviceRule = {
	id: 'python-package-versions',
	level: 'actionable',
	hadolint: ['DL3013'],
	find: ({ builtRuns }) =>
		versionsOfTheDay(
			runsWith(builtRuns, isPipInstall),
			(command) => pipNames(command).filter((name) => !/[=<>~@]/.test(name)),
			'List the packages with their versions in requirements.txt, and install with -r requirements.txt.',
		),
};

const isNpmInstall = isTo('npm', /^(install|i|add)$/);

const npmVersions: AdviceRule = {
	id: 'node-package-versions',
	level: 'actionable',
	hadolint: ['DL3016'],
	find: ({ builtRuns }) =>
		versionsOfTheDay(
			runsWith(builtRuns, isNpmInstall),
			(command) => named(command).filter((name) => !/^[.$/]|.@|:/.test(name)),
			'Put the packages into package.json and package-lock.json, and install with npm ci.',
		),
};

const npmCi: AdviceRule = {
	id: 'install-from-the-lock-file',
	level: 'actionable',
	find: ({ builtRuns, facts }) => {
		if (!facts.evidence.files.some(({ path }) => path === 'package-lock.json')) return [];
		return builtRuns
			.filter(({ commands }) => commands.some((command) => isNpmInstall(command) && named(command).length === 0))
			.map(({ instruction }) =>
				at(
					instruction,
					'npm install may change what the lock file says; npm ci installs exactly that, and fails where it cannot.',
					'Write npm ci in place of npm install.',
				),
			);
	},
};

const yarnCache: AdviceRule = {
	id: 'yarn-cache-left',
	level: 'actionable',
	hadolint: ['DL3060'],
	find: ({ keptRuns }) =>
		runsWith(
			keptRuns,
			(command) => programOf(command) === 'yarn' && (plainArguments(command)[0] ?? 'install') === 'install',
		)
			.filter((run) => !isCacheAway(run, /^YARN_CACHE_FOLDER$/) && !/yarn\s+cache\s+clean/.test(run.instruction.text))
			.map(({ instruction }) =>
				at(
					instruction,
					'yarn keeps what it downloaded in this layer as well.',
					'End the same step with && yarn cache clean',
				),
			),
};

const goVersions: AdviceRule = {
	id: 'go-program-versions',
	level: 'actionable',
	hadolint: ['DL3062'],
	find: ({ builtRuns }) =>
		versionsOfTheDay(
			runsWith(builtRuns, isTo('go', /^install$/)),
			(command) => named(command).filter((name) => name.endsWith('@latest')),
			'Name the version: go install example.org/tool@v1.2.3',
		),
};

export const languageAdvice: readonly AdviceRule[] = [pipCache, pipVersions, npmVersions, npmCi, yarnCache, goVersions];
