/** How to do the lab in a terminal outside the page. */

import { runnerLang } from '../../text/locales.ts';
import { usePane } from '../lab/pane-context.ts';
import { ScrollText } from '../lab/scroll-text.tsx';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';

export function OwnTerminal() {
	const pane = usePane();
	const { own } = useText().session;
	const work = useStore(pane.files.state);
	const view = useStore(pane.view);
	const folder = work.kind === 'ready' ? work.folder : undefined;
	if (folder === undefined || view === undefined) return null;
	return (
		<details class="own-terminal">
			<summary>{own.title}</summary>
			<p>{own.folder}</p>
			<ScrollText label={own.go} text={`cd ${folder}`} />
			<p>{own.commands}</p>
			<ol class="commands">
				{view.steps.map((step) => (
					<li key={step.id} lang={runnerLang}>
						{step.title}
						<ScrollText label={step.title} text={step.command} />
					</li>
				))}
			</ol>
			<p>{own.checks}</p>
			<ScrollText label={own.check} text={`npx stagecraft grade ${pane.lab} ${folder}`} />
		</details>
	);
}
