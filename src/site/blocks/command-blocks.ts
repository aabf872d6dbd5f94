/** The command blocks of a lesson: what their Run buttons may have typed. */
import { fenceInfo } from './fence-info.ts';

export interface CommandBlock {
	readonly command: string;
}

const opening = /^([ \t]*)```sh\b(.*)$/;
const labCommand = /<LabCommand\s([^>]*)\/>/g;

function attribute(attributes: string, name: string): string | undefined {
	return new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
}

interface Fence {
	readonly info: string;
	readonly line: number;
	readonly text: string;
}

function fences(lesson: string): readonly Fence[] {
	const lines = lesson.split('\n');
	const found: Fence[] = [];
	for (let at = 0; at < lines.length; at += 1) {
		const [, indent = '', info] = opening.exec(lines[at] ?? '') ?? [];
		if (info === undefined) continue;
		const end = lines.findIndex((line, index) => index > at && line.trim() === '```');
		if (end < 0) throw new Error(`line ${at + 1}: a fence without an end`);
		const text = lines.slice(at + 1, end).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
		found.push({ info, line: at + 1, text: text.join('\n') });
		at = end;
	}
	return found;
}

/**
 * All blocks of a lesson by their id. `lesson`: its MDX. `stepCommand` gives the command of a step of a lab.
 *
 * Throws when a command block has no id, or two have the same one: then a button would run something else than is shown.
 */
export function commandBlocks(
	lesson: string,
	stepCommand: (lab: string, step: string) => string,
): Readonly<Record<string, CommandBlock>> {
	const blocks = new Map<string, CommandBlock>();
	const add = (id: string | undefined, command: string, where: string) => {
		if (id === undefined) throw new Error(`${where}: a command block needs an id: \`\`\`sh id=some-words`);
		if (blocks.has(id)) throw new Error(`${where}: there are two command blocks "${id}"`);
		blocks.set(id, { command });
	};
	for (const { info, line, text } of fences(lesson)) {
		const { id, inside } = fenceInfo(info);
		if (!inside) add(id, text, `line ${line}`);
	}
	for (const [use, attributes = ''] of lesson.matchAll(labCommand)) {
		const [lab, step] = [attribute(attributes, 'lab'), attribute(attributes, 'step')];
		if (lab === undefined || step === undefined) throw new Error(`${use} names no lab or no step`);
		add(step, stepCommand(lab, step), use);
	}
	return Object.fromEntries(blocks);
}
