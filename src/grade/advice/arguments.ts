/** Advice about ARG, ENV and the variables that they make. */
import { stageChain } from '#dockerfile/stage-chain.ts';
import type { AdviceRule, AdviceScope, Finding } from './advice.ts';
import { at } from './advice.ts';

const secretInArgument: AdviceRule = {
	id: 'secret-in-argument',
	level: 'essential',
	buildCheck: ['SecretsUsedInArgOrEnv'],
	find: ({ analysis, built }) =>
		analysis.secretsAsArgs
			.filter(({ line }) => built.some((stage) => line >= stage.line && line <= stage.endLine))
			.map(({ keyword, name, line, hasValue }) =>
				at(
					{ line, endLine: line },
					hasValue
						? `${keyword} ${name} puts what looks like a secret into the Dockerfile, and into the history of the image.`
						: `${keyword} ${name} looks like a secret, and its value stays in the history of the image.`,
					`Remove it, and mount the secret in the one step that needs it: RUN --mount=type=secret,id=${name.toLowerCase()} …`,
				),
			),
};

const outOfScope: AdviceRule = {
	id: 'argument-out-of-scope',
	level: 'essential',
	buildCheck: ['UndefinedVar'],
	find: (scope) => problems(scope, 'arg-out-of-scope'),
};

/** Instructions in which BuildKit itself replaces variables. */
const replacing: ReadonlySet<string> = new Set('ADD COPY ENV EXPOSE LABEL STOPSIGNAL USER VOLUME WORKDIR'.split(' '));

/** Variables that the usual bases set, by their names or how these begin. */
const ofBases =
	/^(PATH|HOME|LANG|LC_\w+|GO\w+|PYTHON\w*|PIP_\w+|NODE_\w+|NPM_\w+|YARN_\w+|JAVA_\w+|SSL_\w+|GPG_KEY|DEBIAN_\w+)$/;

/** `$NAME` and `${NAME}`: with a default (`${NAME:-x}`) or an alternative nothing is wrong with it. */
const variable = /(?<!\\)\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g;

const undefinedVariable: AdviceRule = {
	id: 'undefined-variable',
	level: 'essential',
	buildCheck: ['UndefinedVar'],
	find: ({ built, analysis, facts }) => {
		const config = facts.evidence.images.after?.analysis.config;
		const ofImage = new Set((config?.env ?? []).map((pair) => pair.split('=', 1)[0]));
		const globals = new Set(analysis.globalArgs.map(({ name }) => name));
		return built.flatMap((stage) => {
			const below = stageNames(stage.index, analysis);
			return stage.instructions
				.filter(({ keyword }) => replacing.has(keyword))
				.flatMap((instruction) => {
					const names = [...withoutSingleQuotes(instruction.text).matchAll(variable)].map(
						([, braced, plain]) => braced ?? plain ?? '',
					);
					const missing = names.find(
						// Those above the first FROM are told by `argument-out-of-scope`.
						(name) => ![below, ofImage, globals].some((known) => known.has(name)) && !ofBases.test(name),
					);
					if (missing === undefined) return [];
					return at(
						instruction,
						`${instruction.keyword} uses $${missing}, which nothing sets, so it becomes an empty text.`,
						`Set it above: ARG ${missing}=… or ENV ${missing}=…; for a dollar sign itself write \\$.`,
					);
				});
		});
	},
};

/** What a stage and those that it stands on declare. */
function stageNames(index: number, { stages }: AdviceScope['analysis']): ReadonlySet<string> {
	const names = new Set<string>();
	for (const stage of stageChain(stages[index], stages)) {
		for (const { name } of stage.args) names.add(name);
		for (const name of Object.keys(stage.env)) names.add(name);
	}
	return names;
}

function withoutSingleQuotes(text: string): string {
	return text.replace(/'[^']*'/g, '');
}

const ownValue: AdviceRule = {
	id: 'variable-in-its-own-line',
	level: 'essential',
	hadolint: ['DL3044'],
	find: ({ built }) =>
		built.flatMap((stage) =>
			stage.instructions
				.filter(({ keyword }) => keyword === 'ENV')
				.flatMap((instruction) => {
					const set = [...instruction.text.matchAll(/(?<=\s)([A-Za-z_]\w*)=/g)].map(([, name = '']) => name);
					const used = [...instruction.text.matchAll(variable)].map(([, braced, plain]) => braced ?? plain ?? '');
					const earlier = new Set(
						stage.instructions
							.filter(({ keyword, line }) => (keyword === 'ENV' || keyword === 'ARG') && line < instruction.line)
							.flatMap(({ text }) => [...text.matchAll(/(?<=\s)([A-Za-z_]\w*)(?==|\s|$)/g)].map(([, name]) => name)),
					);
					const name = used.find((one) => set.includes(one) && !earlier.has(one) && !ofBases.test(one));
					if (name === undefined) return [];
					return at(
						instruction,
						`This ENV sets ${name} and uses $${name}, which still has its value from before the line.`,
						`Set ${name} in an ENV of its own above.`,
					);
				}),
		),
};

const oldForm: AdviceRule = {
	id: 'name-and-value-with-a-blank',
	level: 'informative',
	buildCheck: ['LegacyKeyValueFormat'],
	find: ({ built }) =>
		built.flatMap(({ instructions }) =>
			instructions
				.filter(({ keyword, text }) => keyword === 'ENV' && !(text.split(/\s+/)[1] ?? '=').includes('='))
				.map((instruction) => {
					const [, name = '', value = ''] = /^\S+\s+(\S+)\s+(.*)$/s.exec(instruction.text) ?? [];
					const quoted = /[\s"'\\]/.test(value) ? JSON.stringify(value) : value;
					return at(
						instruction,
						`ENV ${name} has a blank before its value, an old form that takes one variable only.`,
						`Write ENV ${name}=${quoted}`,
					);
				}),
		),
};

/** What the reading of the Dockerfile has found already, in stages that are built. */
export function problems({ analysis, built }: AdviceScope, code: string): readonly Finding[] {
	return analysis.problems
		.filter((problem) => problem.code === code)
		.filter(({ line }) => built.some((stage) => line >= stage.line && line <= stage.endLine))
		.map((problem) => at(problem, problem.message, problem.hint));
}

export const argumentAdvice: readonly AdviceRule[] = [
	secretInArgument,
	outOfScope,
	undefinedVariable,
	ownValue,
	oldForm,
];
