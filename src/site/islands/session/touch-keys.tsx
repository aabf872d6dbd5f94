/** Keys that the keyboard of a phone does not have. */
import type { TerminalSeat } from './terminal-seat.ts';

const keys: readonly { readonly name: string; readonly label: string; readonly bytes: string }[] = [
	{ name: 'Esc', label: 'Escape', bytes: '\x1b' },
	{ name: 'Tab', label: 'Tab', bytes: '\t' },
	{ name: 'Ctrl+C', label: 'Control C, interrupts', bytes: '\x03' },
	{ name: 'Ctrl+D', label: 'Control D, ends the input', bytes: '\x04' },
	{ name: '↑', label: 'Up', bytes: '\x1b[A' },
	{ name: '↓', label: 'Down', bytes: '\x1b[B' },
	{ name: '←', label: 'Left', bytes: '\x1b[D' },
	{ name: '→', label: 'Right', bytes: '\x1b[C' },
];

export function TouchKeys({ seat }: { readonly seat: TerminalSeat }) {
	return (
		<div class="touch-keys" role="toolbar" aria-label="Keys">
			{keys.map(({ name, label, bytes }) => (
				<button key={name} type="button" onClick={() => seat.live.value?.press(bytes)}>
					<span aria-hidden="true">{name}</span>
					<span class="visually-hidden">{label}</span>
				</button>
			))}
		</div>
	);
}
