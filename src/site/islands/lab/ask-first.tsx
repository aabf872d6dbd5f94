/** A button that asks before it does something that cannot be taken back by a click. */
import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { asProblem } from '../api/as-problem.ts';
import { useText } from '../text-context.ts';

interface Props {
	readonly label: string;
	readonly buttonClass?: string;
	/** Ends with a question mark. */
	readonly question: string;
	/** What happens, and what is kept. */
	readonly children: ComponentChildren;
	readonly confirm: string;
	readonly decline: string;
	/** Rejects with what went wrong; the dialog then tells it and stays. */
	readonly run: () => Promise<void>;
	/** When that was done and the dialog, which gives the keyboard back to the button, is closed. */
	readonly after?: () => void;
}

export function AskFirst(props: Props) {
	const text = useText();
	const { label, buttonClass = 'button quiet small', question, children, confirm, decline, run, after } = props;
	const dialog = useRef<HTMLDialogElement>(null);
	const title = useId();
	const [failure, setFailure] = useState<string | undefined>(undefined);
	const close = () => dialog.current?.close();
	const go = async () => {
		try {
			await run();
			setFailure(undefined);
			close();
			after?.();
		} catch (error) {
			const { detail, hint } = asProblem(error, text);
			setFailure(`${detail} ${hint}`);
		}
	};
	return (
		<>
			<button type="button" class={buttonClass} onClick={() => dialog.current?.showModal()}>
				{label}
			</button>
			<dialog ref={dialog} class="question" aria-labelledby={title}>
				<h3 id={title}>{question}</h3>
				{children}
				{failure !== undefined && (
					<p class="failure" role="alert">
						{failure}
					</p>
				)}
				<p class="choices">
					<button type="button" class="button" onClick={close}>
						{decline}
					</button>
					<button type="button" class="button primary" onClick={() => void go()}>
						{confirm}
					</button>
				</p>
			</dialog>
		</>
	);
}
