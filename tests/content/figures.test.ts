/** Figures say what is so: their data fits its schema, and what draws a Dockerfile agrees with it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { DockerfileAnalysis, Stage } from '#dockerfile/analysis.ts';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { figureSchema, type StageData } from '../../src/site/figures/figure-data.ts';
import { itemHeight, layOutNarrow, layOutWide } from '../../src/site/figures/stages-layout.ts';
import { figureFiles } from '../helpers/course-text.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const figures = [...figureFiles()].map(([id, data]) => ({ id, data }));

/** Mean width of a character in pixels at the size of the drawing, from the widest of the usual system fonts. */
const characterWidth = 7.3;
const textMargin = 16;
/** Room that a clock, or the word "again", takes at the end of a mark. */
const endMark = { cached: itemHeight, again: 44 } as Readonly<Record<string, number>>;

it.each(figures)('$id fits its schema', ({ data }) => {
	expect(figureSchema.safeParse(data).error).toBeUndefined();
});

const stageFigures = figures.flatMap(({ id, data }) => {
	const figure = figureSchema.parse(data);
	return figure.kind === 'stages' ? [{ id, figure }] : [];
});

describe.each(stageFigures)('$id', ({ figure }) => {
	it.each([
		['wide', layOutWide],
		['narrow', layOutNarrow],
	] as const)('has words that fit into their marks, %s', (_, layOut) => {
		for (const { items } of layOut(figure.stages).stages) {
			for (const { item, width } of items) {
				const needed = item.text.length * characterWidth + textMargin + (endMark[item.kind] ?? 0);
				expect(needed, item.text).toBeLessThanOrEqual(width);
			}
		}
	});
});

const drawn = stageFigures.filter(({ figure }) => figure.dockerfile !== undefined);

it.each(drawn)('$id draws the Dockerfile that it names', ({ figure }) => {
	const text = readFileSync(join(root, figure.dockerfile ?? ''), 'utf8');
	const analysis = parseDockerfile(text, figure.target === undefined ? {} : { target: figure.target });
	for (const stage of figure.stages) {
		const real = stageCalled(analysis, stage.name);
		if (real === undefined) throw new Error(`${figure.dockerfile} has no stage "${stage.name}"`);
		expect(baseName(analysis, real), stage.name).toBe(stage.base);
		expect(new Set(stage.items.flatMap(({ from }) => from ?? [])), stage.name).toEqual(copiedFrom(analysis, real));
		expect(stage.state, stage.name).toBe(fate(analysis, real));
	}
});

/** The target is drawn as "the image", whatever its name in the file. */
function stageCalled({ stages, target }: DockerfileAnalysis, name: string): Stage | undefined {
	return name === 'the image' ? stages[target ?? -1] : stages.find((stage) => stage.name === name);
}

/** As a figure has it: distroless images by their kind, other stages by their name. */
function baseName({ stages }: DockerfileAnalysis, { base }: Stage): string | undefined {
	if (base.kind === 'stage') return stages[base.stageIndex ?? -1]?.name;
	return base.resolved.replace(/^gcr\.io\/distroless\/(\w+)-debian\d+(:.*)?$/, 'distroless $1');
}

function copiedFrom({ stages }: DockerfileAnalysis, { copies }: Stage): ReadonlySet<string> {
	return new Set(
		copies.flatMap(({ stageIndex }) => (stageIndex === undefined ? [] : (stages[stageIndex]?.name ?? []))),
	);
}

function fate({ target, reachable }: DockerfileAnalysis, { index }: Stage): StageData['state'] {
	if (index === target) return 'final';
	return reachable.includes(index) ? 'built' : 'skipped';
}
