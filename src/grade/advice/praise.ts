/** What was done well beyond what the checks ask for. Only for a program that works. */
import { programOf, runCommands } from '#dockerfile/run-commands.ts';
import { countText, sizeText } from '#protocol/size-text.ts';
import { finalStage } from '../dockerfile-places.ts';
import { parBand } from '../report-images.ts';
import { type AdviceRule, at } from './advice.ts';

const bestBand: AdviceRule = {
	id: 'best-band',
	level: 'celebratory',
	find: ({ facts, works }) => {
		const [best] = facts.lab.par;
		const size = facts.evidence.images.after?.sizes.unpacked;
		if (!works || best === undefined || size === undefined || parBand(facts.lab, facts, new Map()) !== best.name)
			return [];
		return [{ message: `${sizeText(size)} is in the best band, ${best.name}: no common way gets smaller.`, hint: '' }];
	},
};

const nothingElse: AdviceRule = {
	id: 'nothing-but-your-files',
	level: 'celebratory',
	find: ({ facts, works }) => {
		const image = facts.evidence.images.after;
		const stage = finalStage(facts);
		if (!works || image === undefined || stage?.base.kind !== 'scratch') return [];
		const files = image.analysis.files.filter(({ type }) => type !== 'directory').length;
		return [
			at(
				{ line: stage.line, endLine: stage.line },
				`The image starts from nothing and holds ${countText(files, 'file')}. What is not there needs no update.`,
				'',
			),
		];
	},
};

const cacheMount: AdviceRule = {
	id: 'cache-mount',
	level: 'celebratory',
	find: ({ built, works }) => {
		const mount = built.flatMap(({ mounts }) => mounts).find(({ type }) => type === 'cache');
		if (!works || mount === undefined) return [];
		return [
			at(
				mount,
				'A cache mount keeps what the tools downloaded or compiled for the next build, and out of every layer.',
				'',
			),
		];
	},
};

const digest: AdviceRule = {
	id: 'base-by-digest',
	level: 'celebratory',
	find: ({ built, works }) => {
		const images = built.filter(({ base }) => base.kind === 'image');
		const [first] = images;
		if (!works || first === undefined || images.some(({ base }) => base.pinned !== 'digest')) return [];
		return [
			at(
				{ line: first.line, endLine: first.line },
				'Every base is named by its digest: the build starts from the same bytes on any day.',
				'',
			),
		];
	},
};

/** Programs that run tests, by their first words. */
const testing =
	/^(go test|npm (run )?test|npx (vitest|jest)|(\S*\/)?pytest|(\S*\/)?python[\d.]* -m (unittest|pytest)|node --test|make test)\b/;

const testStage: AdviceRule = {
	id: 'tests-in-a-stage',
	level: 'celebratory',
	find: ({ analysis, works }) => {
		if (!works) return [];
		const others = analysis.stages.filter(({ index }) => !analysis.multiStage.chain.includes(index));
		const runs = others.flatMap(({ instructions }) => instructions.filter(({ keyword }) => keyword === 'RUN'));
		const found = runs.find((run) =>
			runCommands(run).some((command) => testing.test([programOf(command), ...command.words.slice(1)].join(' '))),
		);
		if (found === undefined) return [];
		return [at(found, 'The tests run in a stage of their own, and nothing of them is in the image.', '')];
	},
};

export const praise: readonly AdviceRule[] = [bestBand, nothingElse, cacheMount, digest, testStage];
