/** Where the boxes, marks and arrows of a row of stages stand: for wide pages in columns, for narrow ones in one column. */
import type { StageData, StageItem } from './figure-data.ts';

export interface PlacedItem {
	readonly item: StageItem;
	readonly x: number;
	readonly y: number;
	readonly width: number;
}

export interface PlacedStage {
	readonly stage: StageData;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly items: readonly PlacedItem[];
}

export interface StagesLayout {
	readonly width: number;
	readonly height: number;
	readonly stages: readonly PlacedStage[];
	/** Paths of arrows, from a copied thing to its copy. */
	readonly arrows: readonly string[];
}

/** Pixels of the drawing at its own size; the wide one is the measure of the text, the narrow one a small phone. */
export const wideWidth = 640;
export const narrowWidth = 330;
export const itemHeight = 30;

const itemGap = 6;
const padding = 12;
const nameHeight = 34;
const baseHeight = 20;
const columnGap = 56;
const rowGap = 18;
/** Room for arrows beside the only column, and between two of them. */
const laneWidth = 40;
const laneGap = 8;
const arrowHead = 7;

/** Stages in columns: a stage stands right of everything that it copies from. */
export function layOutWide(stages: readonly StageData[]): StagesLayout {
	const columns = stageColumns(stages);
	const width = (wideWidth - (columns.length - 1) * columnGap) / columns.length;
	const placed = columns.flatMap((column, index) => placeDown(column, index * (width + columnGap), width));
	return finish(wideWidth, inOrder(stages, placed), betweenColumns);
}

/** Stages one under the other, with the arrows at their right. */
export function layOutNarrow(stages: readonly StageData[]): StagesLayout {
	const copies = stages.some(({ items }) => items.some(({ from }) => from !== undefined));
	return finish(narrowWidth, placeDown(stages, 0, narrowWidth - (copies ? laneWidth : 0)), besideColumn);
}

function stageColumns(stages: readonly StageData[]): readonly (readonly StageData[])[] {
	const levels = new Map<string, number>();
	for (const { name, items } of stages) {
		const sources = items.flatMap(({ from }) => (from === undefined ? [] : [levels.get(from) ?? 0]));
		levels.set(name, sources.length === 0 ? 0 : 1 + Math.max(...sources));
	}
	const last = Math.max(...levels.values());
	// Without a copy nothing is before anything else: the stages are compared side by side.
	if (last === 0) return stages.map((stage) => [stage]);
	return Array.from({ length: last + 1 }, (_, level) => stages.filter(({ name }) => levels.get(name) === level));
}

function placeDown(stages: readonly StageData[], x: number, width: number): readonly PlacedStage[] {
	let y = 1;
	return stages.map((stage) => {
		const top = y + nameHeight + (stage.base === undefined ? 0 : baseHeight);
		const items = stage.items.map((item, index) => ({
			item,
			x: x + padding,
			y: top + index * (itemHeight + itemGap),
			width: width - 2 * padding,
		}));
		const height = top - y + items.length * (itemHeight + itemGap) + padding - itemGap;
		const placed = { stage, x, y, width, height, items };
		y += height + rowGap;
		return placed;
	});
}

const inOrder = (stages: readonly StageData[], placed: readonly PlacedStage[]) =>
	stages.flatMap((stage) => placed.filter((each) => each.stage === stage));

type DrawArrow = (source: PlacedItem, copy: PlacedItem, index: number) => string;

function finish(width: number, stages: readonly PlacedStage[], draw: DrawArrow): StagesLayout {
	const copies = stages.flatMap(({ items }) => items.filter(({ item }) => item.from !== undefined));
	const arrows = copies.map((copy, index) => draw(sourceOf(copy, stages), copy, index));
	return { width, height: Math.max(...stages.map(({ y, height }) => y + height)) + 1, stages, arrows };
}

/** The mark of the same text in the stage that is copied from, or else its last one. */
function sourceOf(copy: PlacedItem, stages: readonly PlacedStage[]): PlacedItem {
	const source = stages.find(({ stage }) => stage.name === copy.item.from);
	const items = source?.items ?? [];
	const found = items.find(({ item }) => item.text === copy.item.text) ?? items.at(-1);
	if (found === undefined) throw new Error(`the stage "${copy.item.from}" has nothing to copy`);
	return found;
}

const middle = ({ y }: PlacedItem) => y + itemHeight / 2;

function betweenColumns(source: PlacedItem, copy: PlacedItem): string {
	const [startX, endX] = [source.x + source.width, copy.x - arrowHead];
	const bend = (endX - startX) / 2;
	return `M${startX} ${middle(source)}C${startX + bend} ${middle(source)} ${endX - bend} ${middle(copy)} ${endX} ${middle(copy)}`;
}

function besideColumn(source: PlacedItem, copy: PlacedItem, index: number): string {
	const lane = narrowWidth - laneWidth + laneGap * (index + 1);
	return `M${source.x + source.width} ${middle(source)}H${lane}V${middle(copy)}H${copy.x + copy.width + arrowHead}`;
}
