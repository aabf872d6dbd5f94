/** How to do the lab in a terminal outside the page. */
import { usePane } from '../lab/pane-context.ts';
import { ScrollText } from '../lab/scroll-text.tsx';
import { useStore } from '../use-store.ts';

export function OwnTerminal() {
	const pane = usePane();
	const work = useStore(pane.files.state);
	const view = useStore(pane.view);
	const folder = work.kind === 'ready' ? work.folder : undefined;
	if (folder === undefined || view === undefined) return null;
	return (
		<details class="own-terminal">
			<summary>Use a terminal of your own</summary>
			<p>It needs Docker. Your files lie in this folder:</p>
			<ScrollText label="Go to the folder" text={`cd ${folder}`} />
			<p>The commands of this lab:</p>
			<ol class="commands">
				{view.steps.map((step) => (
					<li key={step.id}>
						{step.title}
						<ScrollText label={step.title} text={step.command} />
					</li>
				))}
			</ol>
			<p>The same checks, from the folder of the course:</p>
			<ScrollText label="Check from a terminal" text={`npx stagecraft grade ${pane.lab} ${folder}`} />
		</details>
	);
}
