/** How far the text of the open file has come. */
import { usePane } from './pane-context.ts';
import { ScrollText } from './scroll-text.tsx';
import type { FileState, SaveState } from './work-state.ts';

const words: Readonly<Record<Exclude<SaveState['kind'], 'retrying'>, string>> = {
	saved: 'Saved',
	waiting: 'Not saved yet',
	saving: 'Saving',
	conflict: 'Changed in two places',
};

export function SaveWord({ file }: { readonly file: FileState }) {
	if (!file.editable) return <span class="save-word">For reading only</span>;
	const text = file.save.kind === 'retrying' ? 'Not saved: trying again' : words[file.save.kind];
	return (
		<span class={`save-word ${file.save.kind}`} role="status">
			{text}
		</span>
	);
}

export function SaveNote({ file }: { readonly file: FileState }) {
	const pane = usePane();
	if (file.save.kind === 'retrying') {
		return (
			<p class="save-note work" role="alert">
				{file.save.message} Your text is kept in this browser and saved as soon as the course answers.
			</p>
		);
	}
	if (file.save.kind !== 'conflict') return null;
	return (
		<div class="save-note problem" role="alert">
			<p>
				<strong>{file.path} was changed elsewhere,</strong> in another window or by another program, since you began
				this text. Which one counts?
			</p>
			<details>
				<summary>Show the other text</summary>
				<ScrollText label={`The other text of ${file.path}`} text={file.save.theirs.text} />
			</details>
			<p class="choices">
				<button type="button" class="button" onClick={() => void pane.files.keepMine(file.path)}>
					Keep mine
				</button>
				<button type="button" class="button" onClick={() => pane.files.takeTheirs(file.path)}>
					Take the other
				</button>
			</p>
		</div>
	);
}
