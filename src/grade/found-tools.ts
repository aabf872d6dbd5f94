import type { FoundTool, ToolCategory } from '#image/analysis.ts';
import { bottomStage } from './dockerfile-places.ts';
import type { LayerOrigin } from './layer-origin.ts';
import {
	type Facts,
	fail,
	finalBases,
	inDockerfile,
	isOneFile,
	lineText,
	listText,
	noEvidence,
	pass,
	type Rule,
	type RuleOutcome,
} from './rule.ts';

type ToolKind = 'no-shell' | 'no-package-manager' | 'no-build-tools';

/** The rule of one category of tools: none of them is in the final file tree, under whatever name. */
export function noTools<Kind extends ToolKind>(category: ToolCategory, noun: string): Rule<Kind> {
	const expected = `No ${noun} in the image.`;
	return {
		needs: () => ['engine', 'after', 'image'],
		judge: (_check, facts) => {
			const analysis = facts.evidence.images.after?.analysis;
			if (analysis === undefined) return noEvidence(expected, 'the image');
			const found = analysis.tools.filter((tool) => tool.category === category);
			return found.length === 0 ? pass(expected, 'There is none.') : toolsFound(facts, found, expected);
		},
	};
}

function toolsFound(facts: Facts, found: readonly FoundTool[], expected: string): RuleOutcome {
	const first = new Map(found.toReversed().map(({ name, path }) => [name, path]));
	const actual = `There is ${listText([...first].reverse().map(([name, path]) => `${name} (/${path})`))}.`;
	const origins = found.map(({ layer }) => facts.layers.after[layer]);
	const own = origins.find((origin) => origin !== undefined && !origin.fromBase);
	if (own !== undefined) {
		const isPackage = found.some(({ path, layer }) => layer === own.index && /(^|\/)node_modules\//.test(path));
		return fail(
			expected,
			actual,
			`${lineText(own)} brings it. ${instead(facts, own, isPackage)}`,
			inDockerfile(facts, own),
		);
	}
	const bottom = bottomStage(facts);
	const base = bottom === undefined ? 'The base image' : `Line ${bottom.line}: ${bottom.base.resolved}`;
	return fail(
		expected,
		actual,
		`${base} brings it. Let the final stage start from ${finalBases(facts)}.`,
		inDockerfile(facts, bottom === undefined ? {} : { line: bottom.line }),
	);
}

function instead(facts: Facts, { instruction }: LayerOrigin, isPackage: boolean): string {
	if (isPackage) {
		return 'It is a package for development. Copy node_modules as npm prune --omit=dev or npm ci --omit=dev leaves it.';
	}
	if (!instruction.startsWith('COPY')) return 'Do this step in the build stage, and copy only its result.';
	return `Copy only ${isOneFile(facts) ? 'the file that the program needs' : 'what the program needs when it runs'}.`;
}
