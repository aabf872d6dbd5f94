/**
 * Whether dependencies are installed before the sources are copied, told from the Dockerfile alone: for a program that the
 * judge does not know, and so cannot change to see what is built again.
 */
import { basename, matchesGlob } from 'node:path';
import { copiesBefore, copyText, findInstalls, listsFirst } from './install-steps.ts';
import {
	type CheckOf,
	cannotTell,
	type Facts,
	fail,
	inDockerfile,
	lineText,
	listText,
	noEvidence,
	pass,
	type RuleOutcome,
} from './rule.ts';

/** Files that list dependencies, or say how to get them; `*` within a name. */
const lists = [
	...[
		'package.json',
		'package-lock.json',
		'npm-shrinkwrap.json',
		'yarn.lock',
		'.yarnrc*',
		'pnpm-lock.yaml',
		'pnpm-workspace.yaml',
	],
	...[
		'.npmrc',
		'bun.lock*',
		'requirements*.txt',
		'requirements*.in',
		'constraints*.txt',
		'pyproject.toml',
		'poetry.lock',
		'uv.lock',
	],
	...[
		'setup.py',
		'setup.cfg',
		'Pipfile',
		'Pipfile.lock',
		'.python-version',
		'go.mod',
		'go.sum',
		'go.work',
		'go.work.sum',
	],
	...[
		'Gemfile',
		'Gemfile.lock',
		'*.gemspec',
		'.ruby-version',
		'Cargo.toml',
		'Cargo.lock',
		'composer.json',
		'composer.lock',
	],
	...[
		'pom.xml',
		'mvnw',
		'.mvn',
		'gradlew',
		'gradle',
		'*.gradle',
		'*.gradle.kts',
		'gradle.properties',
		'libs.versions.toml',
	],
	...[
		'*.csproj',
		'*.fsproj',
		'*.sln',
		'*.slnx',
		'nuget.config',
		'Directory.*.props',
		'mix.exs',
		'mix.lock',
		'deno.json',
		'deno.lock',
	],
];

const expected = 'Dependencies are installed before the sources are copied.';

export function orderInText({ commands }: CheckOf<'cache-order'>, facts: Facts): RuleOutcome {
	const analysis = facts.evidence.dockerfile?.analysis;
	if (analysis === undefined) return noEvidence(expected, 'the Dockerfile');
	const installs = findInstalls(commands, analysis);
	if (installs.length === 0) {
		const why = `no step runs ${listText(commands)}.`;
		return cannotTell(expected, why, 'Change one source file, build again, and look which steps are not CACHED.');
	}
	const all = installs.map(({ instruction, stage }) => ({
		instruction,
		copies: copiesBefore(stage, instruction.line, analysis),
	}));
	for (const { instruction, copies } of all) {
		const early = copies.find((copy) => copy.from === 'context' && copy.sources.some((source) => !isList(source)));
		if (early === undefined) continue;
		const text = lineText({ line: instruction.line, instruction: instruction.text });
		return fail(
			expected,
			`${copyText(early)} comes before ${text}: a change in what it copies installs everything again.`,
			listsFirst,
			inDockerfile(facts, early),
		);
	}
	const fromStage = all.find(({ copies }) => copies.some(({ from }) => from === 'stage'));
	if (fromStage !== undefined) {
		const why = `line ${fromStage.instruction.line} installs after something of another stage was copied, which may come from the sources.`;
		return cannotTell(expected, why, 'Change one source file, build again, and look whether this step is CACHED.');
	}
	const lines = all.map(({ instruction }) => `line ${instruction.line}`);
	return pass(expected, `Only lists of dependencies are copied before ${listText(lines)}.`);
}

/** A source of a COPY that brings nothing but lists of dependencies, by its name. */
function isList(source: string): boolean {
	const name = basename(source);
	if (name === '' || matchesGlob('main.any', name)) return false;
	return lists.some((list) => matchesGlob(name, list) || (!list.includes('*') && matchesGlob(list, name)));
}
