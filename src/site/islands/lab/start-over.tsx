/** Start over, with a question first: it replaces all files of the lab. */
import { useRef, useState } from 'preact/hooks';
import { usePane } from './pane-context.ts';
import { asProblem } from './work-files.ts';

export function StartOver() {
	const pane = usePane();
	const dialog = useRef<HTMLDialogElement>(null);
	const [failure, setFailure] = useState<string | undefined>(undefined);
	const close = () => dialog.current?.close();
	const reset = async () => {
		try {
			await pane.files.reset();
			setFailure(undefined);
			close();
		} catch (error) {
			const { detail, hint } = asProblem(error);
			setFailure(`${detail} ${hint}`);
		}
	};
	return (
		<>
			<button type="button" class="button quiet small" onClick={() => dialog.current?.showModal()}>
				Start over
			</button>
			<dialog ref={dialog} class="question" aria-labelledby="start-over-title">
				<h3 id="start-over-title">Start this lab over?</h3>
				<p>
					All files go back to what they were at the beginning. What you have now is kept in a backup folder beside
					them.
				</p>
				{failure !== undefined && (
					<p class="failure" role="alert">
						{failure}
					</p>
				)}
				<p class="choices">
					<button type="button" class="button" onClick={close}>
						Keep my files
					</button>
					<button type="button" class="button primary" onClick={() => void reset()}>
						Start over
					</button>
				</p>
			</dialog>
		</>
	);
}
