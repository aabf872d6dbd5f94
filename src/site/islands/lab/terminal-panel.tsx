/** The terminal's place. It says what there is instead. */
import { useStore } from '../use-store.ts';
import { usePane } from './pane-context.ts';
import { ScrollText } from './scroll-text.tsx';

export function TerminalPanel() {
	const pane = usePane();
	const work = useStore(pane.files.state);
	const view = useStore(pane.view);
	const folder = work.kind === 'ready' ? work.folder : undefined;
	return (
		<div class="panel-text">
			<h3>The terminal is not part of this version yet</h3>
			<p>
				Build and Check do the work of the lab. The commands of the lesson run in a terminal of your own, where Docker
				is installed.
			</p>
			{folder !== undefined && (
				<>
					<p>Your files lie in this folder:</p>
					<ScrollText label="Go to the folder" text={`cd ${folder}`} />
					<p>The same checks, from the folder of the course:</p>
					<ScrollText label="Check from a terminal" text={`npx stagecraft grade ${pane.lab} ${folder}`} />
				</>
			)}
			{view !== undefined && (
				<>
					<p>The commands of this lab:</p>
					<ol class="commands">
						{view.steps.map((step) => (
							<li key={step.id}>
								{step.title}
								<ScrollText label={step.title} text={step.command} />
							</li>
						))}
					</ol>
				</>
			)}
		</div>
	);
}
