/** Keys that the keyboard of a phone does not have. */
import type { LabText } from '../../text/en/lab.ts';
import { useText } from '../text-context.ts';
import type { TerminalSeat } from './terminal-seat.ts';

const keys: readonly {
	readonly name: string;
	readonly label: keyof LabText['session']['keys'];
	readonly bytes: string;
}[] = [
	{ name: 'Esc', label: 'escape', bytes: '\x1b' },
	{ name: 'Tab', label: 'tab', bytes: '\t' },
	{ name: 'Ctrl+C', label: 'interrupt', bytes: '\x03' },
	{ name: 'Ctrl+D', label: 'endInput', bytes: '\x04' },
	{ name: '↑', label: 'up', bytes: '\x1b[A' },
	{ name: '↓', label: 'down', bytes: '\x1b[B' },
	{ name: '←', label: 'left', bytes: '\x1b[D' },
	{ name: '→', label: 'right', bytes: '\x1b[C' },
];

export function TouchKeys({ seat }: { readonly seat: TerminalSeat }) {
	const words = useText().session.keys;
	return (
		<div class="touch-keys" role="toolbar" aria-label={words.title}>
			{keys.map(({ name, label, bytes }) => (
				<button key={name} type="button" onClick={() => seat.live.value?.press(bytes)}>
					<span aria-hidden="true">{name}</span>
					<span class="visually-hidden">{words[label]}</span>
				</button>
			))}
		</div>
	);
}
