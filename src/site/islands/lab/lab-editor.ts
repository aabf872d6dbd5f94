/** CodeMirror behind four words: open, mark, reveal, destroy. */
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit, StreamLanguage } from '@codemirror/language';
import { dockerFile } from '@codemirror/legacy-modes/mode/dockerfile';
import { go } from '@codemirror/legacy-modes/mode/go';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, Transaction } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import type { LabText } from '../../text/en/lab.ts';
import { editorTheme } from './editor-theme.ts';
import { lineNotes, setLineNotes } from './line-notes.ts';
import type { LineMark } from './marks.ts';
import { difference } from './text-difference.ts';

function language(path: string): Extension {
	if (/dockerfile$/i.test(path)) return StreamLanguage.define(dockerFile);
	if (path.endsWith('.go')) return StreamLanguage.define(go);
	return path.endsWith('.md') ? EditorView.lineWrapping : [];
}

export interface OpenFile {
	readonly path: string;
	readonly text: string;
	readonly editable: boolean;
	/** Counts up when the text was replaced from outside. */
	readonly replaced: number;
	/** Whether undo brings the text before that back. */
	readonly undoable?: boolean;
}

type EditorWords = Pick<LabText['files'], 'text' | 'textForReading' | 'editor'>;

export class LabEditor {
	readonly #view: EditorView;
	readonly #onEdit: (path: string, text: string) => void;
	/** Undo history and cursor of each file, while another one is shown. */
	readonly #states = new Map<string, { state: EditorState; replaced: number }>();
	readonly #words: EditorWords;
	#open: OpenFile | undefined;

	constructor(parent: HTMLElement, onEdit: (path: string, text: string) => void, words: EditorWords) {
		this.#words = words;
		this.#onEdit = onEdit;
		this.#view = new EditorView({ parent });
	}

	open(file: OpenFile): void {
		const open = this.#open;
		if (open?.path === file.path && open.replaced === file.replaced) return;
		if (open !== undefined) this.#states.set(open.path, { state: this.#view.state, replaced: open.replaced });
		const kept = this.#states.get(file.path);
		this.#open = file;
		if (open?.path !== file.path) this.#view.setState(kept?.state ?? this.#newState(file));
		if (kept !== undefined && kept.replaced !== file.replaced) this.#replace(file);
	}

	/** Only what differs is exchanged, so that cursor, scrolling and the learner's own undo history stay. */
	#replace({ text, undoable = false }: OpenFile): void {
		const change = difference(this.#view.state.doc.toString(), text);
		if (change === undefined) return;
		const history = undoable ? isolateHistory.of('full') : Transaction.addToHistory.of(false);
		this.#view.dispatch({ changes: change, annotations: history });
	}

	/** Shows marks in the gutter, and notes under the lines that they point to. */
	mark(marks: readonly LineMark[]): void {
		const { doc } = this.#view.state;
		const diagnostics: Diagnostic[] = marks.map((mark) => {
			const first = doc.line(Math.min(mark.line, doc.lines));
			const last = doc.line(Math.min(Math.max(mark.endLine, mark.line), doc.lines));
			const message = mark.hint === '' ? mark.message : `${mark.message}\n${mark.hint}`;
			return { from: first.from, to: last.to, severity: mark.severity, message };
		});
		this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics), { effects: setLineNotes.of(marks) });
	}

	/** Brings a line into view and puts the cursor there. */
	reveal(line: number, focus: boolean): void {
		const { doc } = this.#view.state;
		const target = doc.line(Math.min(Math.max(line, 1), doc.lines));
		this.#view.dispatch({
			selection: { anchor: target.from },
			effects: EditorView.scrollIntoView(target.from, { y: 'center' }),
		});
		if (focus) this.#view.focus();
	}

	destroy(): void {
		this.#view.destroy();
	}

	#newState(file: OpenFile): EditorState {
		return EditorState.create({
			doc: file.text,
			extensions: [
				lineNumbers(),
				lintGutter(),
				lineNotes,
				highlightActiveLineGutter(),
				highlightActiveLine(),
				history(),
				indentOnInput(),
				bracketMatching(),
				highlightSelectionMatches(),
				EditorState.phrases.of(this.#words.editor),
				EditorState.tabSize.of(4),
				indentUnit.of(file.path.endsWith('.go') ? '\t' : '    '),
				keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap, indentWithTab]),
				language(file.path),
				editorTheme,
				EditorState.readOnly.of(!file.editable),
				EditorView.contentAttributes.of({
					tabindex: '0',
					'aria-label': this.#words[file.editable ? 'text' : 'textForReading'](file.path),
					'aria-describedby': 'editor-keys',
				}),
				EditorView.updateListener.of((update) => {
					if (update.docChanged) this.#onEdit(file.path, update.state.doc.toString());
				}),
			],
		});
	}
}
