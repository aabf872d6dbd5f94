/** Advice about single instructions other than RUN, ARG and ENV. */
import type { Copy, Stage } from '#dockerfile/analysis.ts';
import { stageChain } from '#dockerfile/stage-chain.ts';
import { execForm, startCommand } from '../dockerfile-places.ts';
import { type AdviceRule, at } from './advice.ts';
import { problems } from './arguments.ts';

const shellForm: AdviceRule = {
	id: 'command-in-shell-form',
	level: 'essential',
	hadolint: ['DL3025'],
	buildCheck: ['JSONArgsRecommended'],
	saidBy: ['stops-cleanly', 'behaves'],
	find: ({ facts }) => {
		const command = startCommand(facts);
		if (command === undefined || command.form === 'exec') return [];
		return [
			at(
				command,
				'The program starts in shell form: a shell is process 1, and the stop signal may not reach the program.',
				`Write ${execForm(facts, command)}`,
			),
		];
	},
};

const repeatedCommand: AdviceRule = {
	id: 'command-without-effect',
	level: 'essential',
	hadolint: ['DL4003', 'DL4004'],
	buildCheck: ['MultipleInstructionsDisallowed'],
	find: (scope) => ['duplicate-cmd', 'duplicate-entrypoint'].flatMap((code) => problems(scope, code)),
};

const repeatedHealthcheck: AdviceRule = {
	id: 'healthcheck-without-effect',
	level: 'essential',
	hadolint: ['DL3012'],
	buildCheck: ['MultipleInstructionsDisallowed'],
	find: ({ built }) =>
		built.flatMap(({ instructions }) => {
			const checks = instructions.filter(({ keyword }) => keyword === 'HEALTHCHECK');
			const last = checks.at(-1);
			return checks
				.slice(0, -1)
				.map((one) =>
					at(one, `This HEALTHCHECK has no effect: the one on line ${last?.line} replaces it.`, 'Keep one of them.'),
				);
		}),
};

const relativeWorkdir: AdviceRule = {
	id: 'relative-workdir',
	level: 'actionable',
	hadolint: ['DL3000'],
	buildCheck: ['WorkdirRelativePath'],
	find: (scope) => problems(scope, 'relative-workdir'),
};

const relativeCopy: AdviceRule = {
	id: 'copy-to-an-unknown-folder',
	level: 'actionable',
	hadolint: ['DL3045'],
	find: ({ built, analysis }) =>
		built.flatMap((stage) =>
			stage.copies
				.filter((copy) => isRelative(copy) && !hasWorkdirBefore(stage, copy.line, analysis.stages))
				.map((copy) =>
					at(
						copy,
						`${copy.keyword} writes to ${copy.destination}, and no WORKDIR of the file says where that is.`,
						'Put WORKDIR /app above it, or write the whole path.',
					),
				),
		),
};

function isRelative({ destination }: Copy): boolean {
	return !destination.startsWith('/') && !destination.startsWith('$');
}

function hasWorkdirBefore(stage: Stage, line: number, stages: readonly Stage[]): boolean {
	return stageChain(stage, stages)
		.flatMap(({ instructions }) => instructions)
		.some((one) => one.keyword === 'WORKDIR' && one.line < line);
}

/** Archives that ADD unpacks, which COPY does not. */
const archive = /\.(tar|tgz|tbz2?|txz|tar\.\w+|gz|bz2|xz)$/i;

const addForCopy: AdviceRule = {
	id: 'add-in-place-of-copy',
	level: 'informative',
	hadolint: ['DL3020'],
	find: ({ built }) =>
		built.flatMap(({ copies }) =>
			copies
				.filter(({ keyword, from, sources }) => keyword === 'ADD' && from === 'context' && !sources.some(isArchive))
				.map((copy) =>
					at(
						copy,
						'ADD unpacks archives and fetches addresses; here it only copies.',
						`Write COPY ${[...copy.sources, copy.destination].join(' ')}`,
					),
				),
		),
};

function isArchive(source: string): boolean {
	return archive.test(source) || source.endsWith('*');
}

const emptyContinuation: AdviceRule = {
	id: 'empty-line-in-a-command',
	level: 'actionable',
	buildCheck: ['NoEmptyContinuation'],
	find: (scope) => problems(scope, 'empty-continuation-line'),
};

const maintainer: AdviceRule = {
	id: 'maintainer',
	level: 'informative',
	hadolint: ['DL4000'],
	buildCheck: ['MaintainerDeprecated'],
	find: ({ built }) =>
		built.flatMap(({ instructions }) =>
			instructions
				.filter(({ keyword }) => keyword === 'MAINTAINER')
				.map((one) =>
					at(
						one,
						'MAINTAINER is out of use; a label says the same and is read by tools.',
						`Write LABEL org.opencontainers.image.authors=${JSON.stringify(one.text.replace(/^\S+\s+/, ''))}`,
					),
				),
		),
};

const protocolCase: AdviceRule = {
	id: 'protocol-in-capitals',
	level: 'informative',
	buildCheck: ['ExposeProtoCasing'],
	find: ({ built }) =>
		built.flatMap(({ instructions }) =>
			instructions
				.filter(({ keyword, args }) => keyword === 'EXPOSE' && args.some((arg) => /\/.*[A-Z]/.test(arg)))
				.map((one) =>
					at(
						one,
						`${one.args.join(' ')}: protocols are written in small letters.`,
						`Write EXPOSE ${one.args.join(' ').toLowerCase()}`,
					),
				),
		),
};

export const instructionAdvice: readonly AdviceRule[] = [
	shellForm,
	repeatedCommand,
	repeatedHealthcheck,
	relativeWorkdir,
	relativeCopy,
	emptyContinuation,
	addForCopy,
	maintainer,
	protocolCase,
];
