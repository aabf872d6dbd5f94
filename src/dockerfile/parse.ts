/** The way into this module: text -> analysis. */
import type { DockerfileAnalysis, SecretHint } from './analysis.ts';
import { assembleStage } from './assemble-stage.ts';
import { checkArguments } from './check-arguments.ts';
import {
	checkDuplicateNames,
	checkEmpty,
	checkRepeatedCommands,
	checkSize,
	condense,
	findTarget,
} from './check-file.ts';
import { checkFlags } from './check-flags.ts';
import { detectSyntax } from './directives.ts';
import { evaluateStages } from './evaluate-stages.ts';
import { evaluateGlobalArgs, type GlobalArgs } from './global-args.ts';
import { groupStages } from './group-stages.ts';
import { lintInstruction } from './lint.ts';
import { multiStageFacts } from './multi-stage.ts';
import { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';
import { readFile } from './read-file.ts';
import { Expander } from './scope.ts';
import { isSecretName } from './secrets.ts';
import { Sources } from './sources.ts';
import { resolveBase } from './stage-base.ts';
import { checkOrder, checkWays, linkStages, reachableStages } from './stage-links.ts';
import { StageNames } from './stage-names.ts';
import { externalImages, stageEdges } from './stage-uses.ts';

/** How the file would be built. */
export interface ParseOptions {
	/** `--target`: the name of a stage. */
	readonly target?: string | undefined;
	/** `--build-arg`. */
	readonly buildArgs?: Readonly<Record<string, string>>;
	/** `--platform`, which also stands for the machine that builds. Default `linux/amd64`. */
	readonly platform?: string;
}

/**
 * Analyses a Dockerfile as BuildKit would read it. Takes any string, binary ones included, and never throws: what is wrong
 * stands in `problems`, and the rest of the analysis covers what could still be read.
 */
export function parseDockerfile(text: string, options: ParseOptions = {}): DockerfileAnalysis {
	const problems = new Problems();
	const parts = readFile(checkSize(text, problems), problems);
	checkEmpty(parts, problems);
	const instructions = parts.instructions.map((instruction) => checkInstruction(instruction, problems));
	const grouped = groupStages(instructions, problems);
	const buildArgs = options.buildArgs ?? {};
	const expander = new Expander(parts.escape);
	const platform = options.platform ?? 'linux/amd64';
	const globals = evaluateGlobalArgs(grouped.globalArgs, buildArgs, platform, expander, problems);
	const names = new StageNames(grouped.stages);
	const bases = grouped.stages.map((stage) => resolveBase(stage, names, globals, expander, problems));
	const sources = new Sources(grouped.stages, names, problems);
	const links = linkStages(grouped.stages, sources, problems);
	const target = findTarget(options.target, grouped.stages, names, problems);
	const reached = reachableStages(target, bases, links);
	checkOrder(bases, links, reached, problems);
	checkWays(target, grouped.stages, bases, links, problems);
	checkDuplicateNames(grouped.stages, names, problems);
	for (const stage of grouped.stages) checkRepeatedCommands(stage, problems);
	const setting = { globals, buildArgs, links, sources, expander, problems };
	const evaluated = evaluateStages(grouped.stages, bases, reached, setting);
	const stages = evaluated.map((stage) => assembleStage(stage, globals, expander, problems));
	return {
		problems: condense(text, problems.sorted()),
		directives: parts.directives,
		globalArgs: globals.declared,
		stages,
		...(target === undefined ? {} : { target }),
		reachable: [...reached].toSorted((a, b) => a - b),
		edges: stageEdges(stages),
		externalImages: externalImages(stages, reached),
		remoteSources: evaluated.flatMap(({ raw, evaluator }) => (reached.has(raw.index) ? evaluator.remotes : [])),
		usesSyntaxLine: detectSyntax(text) !== undefined,
		secretsAsArgs: [...globalSecrets(globals), ...evaluated.flatMap(({ evaluator }) => evaluator.secrets)],
		multiStage: multiStageFacts(stages, target),
	};
}

function checkInstruction(instruction: RawInstruction, problems: Problems): RawInstruction {
	if (!checkArguments(instruction, problems)) return { ...instruction, valid: false };
	lintInstruction(instruction, problems);
	return { ...instruction, valid: checkFlags(instruction, problems) };
}

function globalSecrets(globals: GlobalArgs): readonly SecretHint[] {
	return globals.declared.flatMap(({ name, line, defaultValue }) =>
		isSecretName(name) ? [{ keyword: 'ARG', name, line, hasValue: (defaultValue ?? '') !== '' }] : [],
	);
}
