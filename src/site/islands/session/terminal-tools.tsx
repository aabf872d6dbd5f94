/** Under the terminal: its tools, each with its key. */
import { useState } from 'preact/hooks';
import { usePane } from '../lab/pane-context.ts';
import { useText } from '../text-context.ts';
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
	const { tools } = useText().session;
	const { fontSize, screenReader } = useStore(pane.settings.state);
	const marked = useStore(seat.marked);
	const [told, setTold] = useState('');
	const keys = keyNames(isMac(navigator.platform), tools);
	const copy = async () => {
		if (!marked) return setTold(tools.markFirst);
		const done = await seat.live.value?.screen.copy();
		setTold(done === true ? tools.copied : tools.mayNotCopy);
		seat.live.value?.screen.focus();
	};
	const paste = async () => {
		try {
			seat.live.value?.screen.paste(await navigator.clipboard.readText());
			setTold('');
		} catch {
			setTold(tools.mayNotPaste(keys.paste));
		}
		seat.live.value?.screen.focus();
	};
	return (
		<div class="terminal-tools">
			<TouchKeys seat={seat} />
			<div class="terminal-tool-row" role="toolbar" aria-label={tools.title}>
				<button type="button" class="button quiet small" onClick={() => void copy()}>
					{tools.copy} <kbd>{keys.copy}</kbd>
				</button>
				<button type="button" class="button quiet small" onClick={() => void paste()}>
					{tools.paste} <kbd>{keys.paste}</kbd>
				</button>
				<button type="button" class="button quiet small" onClick={onFind}>
					{tools.find} <kbd>{keys.find}</kbd>
				</button>
				<button
					type="button"
					class="button quiet small"
					title={tools.smaller}
					aria-disabled={fontSize <= fontLimits.smallest ? 'true' : undefined}
					onClick={() => pane.settings.resize(-1)}
				>
					<span aria-hidden="true">A−</span>
					<span class="visually-hidden">{tools.smaller}</span>
				</button>
				<button
					type="button"
					class="button quiet small"
					title={tools.larger}
					aria-disabled={fontSize >= fontLimits.largest ? 'true' : undefined}
					onClick={() => pane.settings.resize(1)}
				>
					<span aria-hidden="true">A+</span>
					<span class="visually-hidden">{tools.larger}</span>
				</button>
				<button
					type="button"
					class="button quiet small"
					aria-pressed={screenReader}
					title={tools.screenReaderHelp}
					onClick={() => pane.settings.toggleScreenReader()}
				>
					{tools.screenReader}
				</button>
				<span id="terminal-keys" class="leave-key">
					<kbd>{keys.leave}</kbd> {tools.leaves}
				</span>
			</div>
			<p class="tool-word" role="status">
				{told}
			</p>
		</div>
	);
}
