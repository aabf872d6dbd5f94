/** Under the terminal: its tools, each with its key. */
import { useState } from 'preact/hooks';
import { usePane } from '../lab/pane-context.ts';
import { useStore } from '../use-store.ts';
import { isMac, keyNames } from './terminal-keys.ts';
import type { TerminalSeat } from './terminal-seat.ts';
import { fontLimits } from './terminal-settings.ts';
import { TouchKeys } from './touch-keys.tsx';

interface Props {
	readonly seat: TerminalSeat;
	readonly onFind: () => void;
}

export function TerminalTools({ seat, onFind }: Props) {
	const pane = usePane();
	const { fontSize, screenReader } = useStore(pane.settings.state);
	const marked = useStore(seat.marked);
	const [told, setTold] = useState('');
	const keys = keyNames(isMac(navigator.platform));
	const copy = async () => {
		if (!marked) return setTold('Mark some text first, by dragging over it.');
		const done = await seat.live.value?.screen.copy();
		setTold(done === true ? 'Copied.' : 'The browser does not let the page copy.');
		seat.live.value?.screen.focus();
	};
	const paste = async () => {
		try {
			seat.live.value?.screen.paste(await navigator.clipboard.readText());
			setTold('');
		} catch {
			setTold(`The browser does not let the page read the clipboard. ${keys.paste} does it.`);
		}
		seat.live.value?.screen.focus();
	};
	return (
		<div class="terminal-tools">
			<TouchKeys seat={seat} />
			<div class="terminal-tool-row" role="toolbar" aria-label="Tools of the terminal">
				<button type="button" class="button quiet small" onClick={() => void copy()}>
					Copy <kbd>{keys.copy}</kbd>
				</button>
				<button type="button" class="button quiet small" onClick={() => void paste()}>
					Paste <kbd>{keys.paste}</kbd>
				</button>
				<button type="button" class="button quiet small" onClick={onFind}>
					Find <kbd>{keys.find}</kbd>
				</button>
				<button
					type="button"
					class="button quiet small"
					title="Smaller text"
					aria-disabled={fontSize <= fontLimits.smallest ? 'true' : undefined}
					onClick={() => pane.settings.resize(-1)}
				>
					<span aria-hidden="true">A−</span>
					<span class="visually-hidden">Smaller text</span>
				</button>
				<button
					type="button"
					class="button quiet small"
					title="Larger text"
					aria-disabled={fontSize >= fontLimits.largest ? 'true' : undefined}
					onClick={() => pane.settings.resize(1)}
				>
					<span aria-hidden="true">A+</span>
					<span class="visually-hidden">Larger text</span>
				</button>
				<button
					type="button"
					class="button quiet small"
					aria-pressed={screenReader}
					title="Tells what the terminal prints to a screen reader"
					onClick={() => pane.settings.toggleScreenReader()}
				>
					Screen reader
				</button>
				<span id="terminal-keys" class="leave-key">
					<kbd>{keys.leave}</kbd> leaves the terminal
				</span>
			</div>
			<p class="tool-word" role="status">
				{told}
			</p>
		</div>
	);
}
