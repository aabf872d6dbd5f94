/** Advice about the shell commands of RUN. */
import { programOf } from '#dockerfile/run-commands.ts';
import { shortened } from '../rule.ts';
import { type AdviceRule, at, type Run } from './advice.ts';

const pipefail: AdviceRule = {
	id: 'pipe-that-hides-failures',
	level: 'actionable',
	hadolint: ['DL4006'],
	find: ({ builtRuns }) =>
		builtRuns
			.filter(({ commands }) => commands.some(({ isPiped }) => isPiped))
			.filter((run) => !setsPipefail(run))
			.map(({ instruction }) =>
				at(
					instruction,
					'Only the last command of a pipe decides whether the step fails. When an earlier one fails, the build goes on.',
					'Put SHELL ["/bin/bash", "-o", "pipefail", "-c"] above, or save to a file and read it in a second command.',
				),
			),
};

function setsPipefail({ stage, instruction, commands }: Run): boolean {
	if (commands.some(({ words }) => words[0] === 'set' && words.includes('pipefail'))) return true;
	const shell = stage.instructions.findLast(({ keyword, line }) => keyword === 'SHELL' && line < instruction.line);
	return shell?.args.some((word) => word.includes('pipefail')) === true;
}

const changeFolder: AdviceRule = {
	id: 'cd-in-place-of-workdir',
	level: 'informative',
	hadolint: ['DL3003'],
	find: ({ builtRuns }) =>
		builtRuns.flatMap(({ instruction, commands }) => {
			const [first] = commands;
			const folder = first?.words[1];
			if (first === undefined || programOf(first) !== 'cd' || folder === undefined) return [];
			return at(
				instruction,
				`cd ${shortened(folder)} holds for this one step.`,
				commands.length === 1
					? `It changes nothing for the next steps. Write WORKDIR ${shortened(folder)}`
					: `Write WORKDIR ${shortened(folder)} above, where a reader sees it.`,
			);
		}),
};

const sudo: AdviceRule = {
	id: 'sudo',
	level: 'actionable',
	hadolint: ['DL3004'],
	find: ({ builtRuns }) =>
		builtRuns
			.filter(({ commands }) => commands.some(({ hasSudo }) => hasSudo))
			.map(({ instruction }) =>
				at(
					instruction,
					'sudo is not needed: steps run as root until a USER line says otherwise.',
					'Leave sudo out, and put USER below the steps that need root.',
				),
			),
};

/** Programs that do nothing useful in a build. */
const pointless: ReadonlySet<string> = new Set(
	'ssh vim nano shutdown service systemctl ps free top kill mount'.split(' '),
);

const pointlessCommand: AdviceRule = {
	id: 'command-of-a-machine',
	level: 'informative',
	hadolint: ['DL3001'],
	find: ({ builtRuns }) =>
		builtRuns.flatMap(({ instruction, commands }) => {
			const found = commands.map(programOf).find((name) => pointless.has(name));
			if (found === undefined) return [];
			return at(
				instruction,
				`${found} acts on a machine that runs, and a build step is over before the image is there.`,
				'Leave it out; what has to run when the container starts belongs into ENTRYPOINT or CMD.',
			);
		}),
};

const twoFetchers: AdviceRule = {
	id: 'wget-and-curl',
	level: 'informative',
	hadolint: ['DL4001'],
	find: ({ builtRuns }) => {
		const using = (name: string) => builtRuns.find(({ commands }) => commands.some((one) => programOf(one) === name));
		const [wget, curl] = [using('wget'), using('curl')];
		if (wget === undefined || curl === undefined) return [];
		const later = wget.instruction.line > curl.instruction.line ? wget : curl;
		return [at(later.instruction, 'Both wget and curl are used, though one can do it all.', 'Keep one of them.')];
	},
};

/** RUN steps one after the other, from which on a reader asks for one. */
const manySteps = 3;

const manyRuns: AdviceRule = {
	id: 'steps-that-belong-together',
	level: 'informative',
	hadolint: ['DL3059'],
	find: ({ kept }) =>
		kept.flatMap(({ instructions }) => {
			for (let start = 0; start < instructions.length; start++) {
				const end = instructions.findIndex(({ keyword }, index) => index >= start && keyword !== 'RUN');
				const row = instructions.slice(start, end === -1 ? undefined : end);
				const [first] = row;
				const last = row.at(-1);
				if (row.length < manySteps || first === undefined || last === undefined) continue;
				return [
					at(
						{ line: first.line, endLine: last.endLine },
						`${row.length} RUN steps follow one another, each with a layer of its own. What a later one deletes stays in the earlier one.`,
						'Join those that belong together with && in one RUN.',
					),
				];
			}
			return [];
		}),
};

export const shellAdvice: readonly AdviceRule[] = [
	pipefail,
	sudo,
	changeFolder,
	pointlessCommand,
	twoFetchers,
	manyRuns,
];
