/** Apply: puts the text of a block into the learner's file, and back. */
import { useState } from 'preact/hooks';
import { usePane } from '../lab/pane-context.ts';
import { findFile } from '../lab/work-state.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';

export function ApplyTools({ path, text }: { readonly path: string; readonly text: string }) {
	const pane = usePane();
	const words = useText().session.blocks;
	const work = useStore(pane.files.state);
	/** What the file held before; undefined while there is nothing to take back. */
	const [before, setBefore] = useState<string | undefined>(undefined);
	const file = findFile(work, path);
	if (file === undefined || !file.editable) return null;
	const there = file.text === text;
	const put = (wanted: string) => {
		const was = pane.files.apply(path, wanted);
		pane.show(path);
		return was;
	};
	const undo = () => {
		if (before !== undefined) put(before);
		setBefore(undefined);
	};
	return (
		<>
			<span class="block-word" role="status">
				{there && words.isThis(path)}
			</span>
			{there && before !== undefined ? (
				<button type="button" class="block-button" onClick={undo}>
					{words.undo}
				</button>
			) : (
				!there && (
					<button type="button" class="block-button" title={words.applyHelp(path)} onClick={() => setBefore(put(text))}>
						{words.apply(path)}
					</button>
				)
			)}
		</>
	);
}
