/** Start over, with a question first: it replaces all files of the lab. */
import { AskFirst } from './ask-first.tsx';
import { usePane } from './pane-context.ts';

export function StartOver() {
	const pane = usePane();
	return (
		<AskFirst
			label="Start over"
			question="Start this lab over?"
			confirm="Start over"
			decline="Keep my files"
			run={() => pane.files.reset()}
		>
			<p>
				All files go back to what they were at the beginning. What you have now is kept in a backup folder beside them.
			</p>
		</AskFirst>
	);
}
