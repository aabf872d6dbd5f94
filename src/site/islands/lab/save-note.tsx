/** How far the text of the open file has come. */
import { useText } from '../text-context.ts';
import { usePane } from './pane-context.ts';
import { ScrollText } from './scroll-text.tsx';
import type { FileState } from './work-state.ts';

export function SaveWord({ file }: { readonly file: FileState }) {
	const { files } = useText();
	if (!file.editable) return <span class="save-word">{files.readOnly}</span>;
	return (
		<span class={`save-word ${file.save.kind}`} role="status">
			{files[file.save.kind]}
		</span>
	);
}

export function SaveNote({ file }: { readonly file: FileState }) {
	const pane = usePane();
	const { files } = useText();
	if (file.save.kind === 'retrying') {
		return (
			<p class="save-note work" role="alert">
				{file.save.message} {files.kept}
			</p>
		);
	}
	if (file.save.kind !== 'conflict') return null;
	return (
		<div class="save-note problem" role="alert">
			<p>
				<strong>{files.elsewhere(file.path)}</strong> {files.whichCounts}
			</p>
			<details>
				<summary>{files.showOther}</summary>
				<ScrollText label={files.otherText(file.path)} text={file.save.theirs.text} />
			</details>
			<p class="choices">
				<button type="button" class="button" onClick={() => void pane.files.keepMine(file.path)}>
					{files.keepMine}
				</button>
				<button type="button" class="button" onClick={() => pane.files.takeTheirs(file.path)}>
					{files.takeOther}
				</button>
			</p>
		</div>
	);
}
