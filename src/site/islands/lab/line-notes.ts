/** What is said about a line, under that line: nobody has to find it by hovering. */
import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { LineMark } from './marks.ts';

export const setLineNotes = StateEffect.define<readonly LineMark[]>();

class NoteWidget extends WidgetType {
	readonly #mark: LineMark;

	constructor(mark: LineMark) {
		super();
		this.#mark = mark;
	}

	override eq(other: NoteWidget): boolean {
		return other.#mark.message === this.#mark.message && other.#mark.hint === this.#mark.hint;
	}

	override toDOM(): HTMLElement {
		const note = document.createElement('div');
		note.className = `line-note ${this.#mark.severity}`;
		const box = note.appendChild(document.createElement('div'));
		const message = document.createElement('strong');
		message.textContent = this.#mark.message;
		box.append(message);
		if (this.#mark.hint !== '') {
			const hint = document.createElement('span');
			hint.textContent = this.#mark.hint;
			box.append(hint);
		}
		return note;
	}
}

function decorations(marks: readonly LineMark[], view: { readonly doc: EditorView['state']['doc'] }): DecorationSet {
	const builder = new RangeSetBuilder<Decoration>();
	for (const mark of marks.toSorted((a, b) => a.line - b.line)) {
		const last = Math.min(mark.endLine, view.doc.lines);
		const name = mark.severity === 'error' ? 'cm-failing' : 'cm-pointed';
		for (let number = Math.min(mark.line, last); number <= last; number += 1) {
			const line = view.doc.line(number);
			builder.add(line.from, line.from, Decoration.line({ class: name }));
			if (number < last) continue;
			builder.add(line.to, line.to, Decoration.widget({ widget: new NoteWidget(mark), block: true, side: 1 }));
		}
	}
	return builder.finish();
}

/** Keeps notes with their lines while the text changes; an overlapping pair of marks keeps the first only. */
export const lineNotes = StateField.define<DecorationSet>({
	create: () => Decoration.none,
	update(notes, transaction) {
		for (const effect of transaction.effects) {
			if (effect.is(setLineNotes))
				return decorations(withoutOverlap(effect.value.filter(({ note }) => note)), transaction.state);
		}
		return notes.map(transaction.changes);
	},
	provide: (field) => EditorView.decorations.from(field),
});

function withoutOverlap(marks: readonly LineMark[]): readonly LineMark[] {
	const kept: LineMark[] = [];
	for (const mark of marks.toSorted((a, b) => a.line - b.line)) {
		if ((kept.at(-1)?.endLine ?? 0) < mark.line) kept.push(mark);
	}
	return kept;
}
