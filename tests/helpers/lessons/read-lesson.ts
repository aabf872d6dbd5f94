/** What of a lesson is typed, shown as output or shown as a file, in the order of the page, read by the parser of the pages. */
import { type MdastNode, mdxToMdast } from 'satteri';
import { type FenceInfo, fenceInfo } from '../../../src/site/blocks/fence-info.ts';
import type { LessonText } from '../course-text.ts';

interface Fence {
	readonly kind: 'fence';
	readonly language: string;
	readonly info: FenceInfo;
	readonly text: string;
}

interface Step {
	readonly kind: 'step';
	readonly of: 'lab' | 'experiment';
	readonly id: string;
	readonly step: string;
}

interface ShownFile {
	readonly kind: 'file';
	readonly of: 'lab' | 'experiment';
	readonly id: string;
	/** Of the lab: `starter`, `solution`, `variants/<name>`. Of an experiment: `files`. */
	readonly folder: string;
	readonly path: string;
}

export type Piece = (Fence | Step | ShownFile) & {
	/** 1-based, in the file of the lesson. */
	readonly line: number;
	/** As an author finds it in the file, e.g. `<LabCommand lab="go" step="compare" />`. */
	readonly name: string;
};

export interface ReadLesson extends LessonText {
	/** Lab whose files and terminal stand beside the text. */
	readonly lab: string | undefined;
	readonly pieces: readonly Piece[];
}

/** Throws where the text is no MDX, or a fence says what means nothing. */
export function readLesson(lesson: LessonText): ReadLesson {
	const tree = mdxToMdast(lesson.text);
	const lab = /^---\n[\s\S]*?^lab: (.+)$[\s\S]*?^---$/m.exec(lesson.text)?.[1];
	return { ...lesson, lab, pieces: [...pieces(tree)] };
}

function* pieces(node: MdastNode): Generator<Piece> {
	const line = node.position?.start.line ?? 0;
	if (node.type === 'code') {
		const meta = node.meta ?? '';
		const language = node.lang ?? '';
		const name = `\`\`\`${language} ${meta}`.trimEnd();
		yield { kind: 'fence', language, info: fenceInfo(meta), text: node.value, line, name };
	}
	if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
		const words = attributes(node);
		const shown = Object.entries(words).map(([name, value]) => ` ${name}="${value}"`);
		const name = `<${node.name}${shown.join('')} />`;
		const found = used(node.name ?? '', words);
		if (found !== undefined) yield { ...found, line, name };
	}
	if ('children' in node) for (const child of node.children) yield* pieces(child);
}

/** Those that are plain strings. */
function attributes(node: Extract<MdastNode, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>) {
	const plain = node.attributes.flatMap((each): [string, string][] =>
		each.type === 'mdxJsxAttribute' && typeof each.value === 'string' ? [[each.name, each.value]] : [],
	);
	return Object.fromEntries(plain) as Readonly<Record<string, string>>;
}

function used(component: string, words: Readonly<Record<string, string>>): Step | ShownFile | undefined {
	const { id = '', lab = '', step = '', path = '', folder = 'starter' } = words;
	switch (component) {
		case 'LabCommand':
			return { kind: 'step', of: 'lab', id: lab, step };
		case 'ExperimentCommand':
			return { kind: 'step', of: 'experiment', id, step };
		case 'LabFile':
			return { kind: 'file', of: 'lab', id: lab, folder, path };
		case 'ExperimentFile':
			return { kind: 'file', of: 'experiment', id, folder: 'files', path };
		default:
			return undefined;
	}
}
