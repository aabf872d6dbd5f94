/** Advice about FROM: names, platforms, and how words are written. */
import type { Stage } from '#dockerfile/analysis.ts';
import { type AdviceRule, type AdviceScope, at, type Finding } from './advice.ts';
import { problems } from './arguments.ts';

/** A FROM as it is written: the analysis keeps names in lower case. */
interface FromLine {
	readonly stage: Stage;
	/** `FROM` or `from`. */
	readonly keyword: string;
	readonly platform?: string;
	/** `AS` or `as`. */
	readonly as?: string;
	readonly name?: string;
	readonly text: string;
}

function fromLines({ text, built }: AdviceScope): readonly FromLine[] {
	const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
	return built.flatMap((stage) => {
		const line = (lines[stage.line - 1] ?? '').trim();
		const [, keyword, platform, , as, name] =
			/^(from)\s+(?:--platform=(\S+)\s+)?(\S+)(?:\s+(as)\s+(\S+))?\s*$/i.exec(line) ?? [];
		if (keyword === undefined) return [];
		return {
			...{ stage, keyword, text: line },
			...(platform === undefined ? {} : { platform }),
			...(as === undefined || name === undefined ? {} : { as, name }),
		};
	});
}

function found(from: FromLine, message: string, hint: string): Finding {
	return at({ line: from.stage.line, endLine: from.stage.line }, message, hint);
}

const duplicateName: AdviceRule = {
	id: 'two-stages-of-one-name',
	level: 'essential',
	hadolint: ['DL3024'],
	buildCheck: ['DuplicateStageName'],
	find: (scope) => problems(scope, 'duplicate-stage-name'),
};

/** Names that FROM or `COPY --from` take for something else (BuildKit: rule ReservedStageName). */
const reserved: ReadonlySet<string> = new Set(['scratch', 'context']);

const reservedName: AdviceRule = {
	id: 'reserved-stage-name',
	level: 'actionable',
	buildCheck: ['ReservedStageName'],
	find: (scope) =>
		fromLines(scope)
			.filter(({ name }) => name !== undefined && reserved.has(name.toLowerCase()))
			.map((from) =>
				found(
					from,
					`A stage is named ${from.name}, a word that Docker needs for itself.`,
					'Name it build, for example.',
				),
			),
};

const nameCase: AdviceRule = {
	id: 'stage-name-in-capitals',
	level: 'informative',
	buildCheck: ['StageNameCasing'],
	find: (scope) =>
		fromLines(scope)
			.filter(({ name }) => name !== undefined && name !== name.toLowerCase())
			.map((from) =>
				found(
					from,
					`The stage is named ${from.name}. FROM finds it again in small letters only.`,
					`Write AS ${from.name?.toLowerCase()}`,
				),
			),
};

const asCase: AdviceRule = {
	id: 'from-and-as-in-one-case',
	level: 'informative',
	buildCheck: ['FromAsCasing'],
	find: (scope) =>
		fromLines(scope)
			.filter(({ keyword, as }) => as !== undefined && isUpper(keyword) !== isUpper(as))
			.map((from) =>
				found(
					from,
					`${from.keyword} and ${from.as} are written in two ways on one line.`,
					`Write both alike: ${from.text.replace(from.keyword, 'FROM').replace(/\sas\s/i, ' AS ')}`,
				),
			),
};

function isUpper(word: string): boolean {
	return word === word.toUpperCase();
}

const keywordCase: AdviceRule = {
	id: 'instructions-in-one-case',
	level: 'informative',
	buildCheck: ['ConsistentInstructionCasing'],
	find: (scope) => {
		const written = [
			...fromLines(scope).map(({ keyword, stage }) => ({ word: keyword, line: stage.line, endLine: stage.line })),
			...scope.built.flatMap(({ instructions }) =>
				instructions.map(({ text, line, endLine }) => ({ word: /^\S+/.exec(text)?.[0] ?? '', line, endLine })),
			),
		].toSorted((a, b) => a.line - b.line);
		const capitals = written.filter(({ word }) => isUpper(word)).length;
		const wantsCapitals = capitals * 2 >= written.length;
		const form = (word: string) => (wantsCapitals ? word.toUpperCase() : word.toLowerCase());
		return written
			.filter(({ word }) => word !== form(word))
			.map(({ word, ...span }) =>
				at(
					span,
					`${word} is written in another way than most instructions of the file.`,
					`Write ${form(word)}; most people write all of them in capitals.`,
				),
			);
	},
};

const fixedPlatform: AdviceRule = {
	id: 'fixed-platform',
	level: 'actionable',
	hadolint: ['DL3029'],
	buildCheck: ['FromPlatformFlagConstDisallowed'],
	find: (scope) =>
		fromLines(scope)
			.filter(({ platform }) => platform !== undefined && !platform.includes('$'))
			.map((from) =>
				found(
					from,
					`FROM --platform=${from.platform} ties the image to one kind of processor.`,
					'Leave --platform out, and choose when you build: docker build --platform …',
				),
			),
};

const redundantPlatform: AdviceRule = {
	id: 'redundant-platform',
	level: 'informative',
	buildCheck: ['RedundantTargetPlatform'],
	find: (scope) =>
		fromLines(scope)
			.filter(({ platform }) => platform !== undefined && /^\$\{?TARGETPLATFORM\}?$/.test(platform))
			.map((from) => found(from, `--platform=${from.platform} is what FROM does without it.`, 'Leave --platform out.')),
};

const unpinned: AdviceRule = {
	id: 'base-without-a-version',
	level: 'actionable',
	hadolint: ['DL3006', 'DL3007'],
	saidBy: ['allowed-bases'],
	find: ({ built }) =>
		built
			.filter(({ base }) => base.pinned === 'none' || base.pinned === 'latest')
			// Distroless images of one Debian release have no tags but these.
			.filter(({ base }) => !base.resolved.startsWith('gcr.io/distroless/'))
			.map(({ base, line }) =>
				at(
					{ line, endLine: line },
					`${base.resolved} is another image next month: it names no version.`,
					`Name one: FROM ${base.resolved.replace(/:latest$/, '')}:<version>`,
				),
			),
};

export const stageAdvice: readonly AdviceRule[] = [
	duplicateName,
	reservedName,
	unpinned,
	fixedPlatform,
	redundantPlatform,
	nameCase,
	asCase,
	keywordCase,
];
