/** Finding text in the terminal that is shown. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LabText } from '../../text/en/lab.ts';
import { Store } from '../store.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import type { Found } from './screen-search.ts';
import type { TerminalSeat } from './terminal-seat.ts';

const nothing = new Store<Found | undefined>(undefined);

function words(found: Found | undefined, { find }: LabText['session']): string {
	if (found === undefined) return '';
	if (found.count === 0) return find.none;
	return found.at === 0 ? find.count(found.count) : find.at(found.at, found.count);
}

export function FindBar({ seat, onClose }: { readonly seat: TerminalSeat; readonly onClose: () => void }) {
	const { session } = useText();
	const { find, tools } = session;
	const live = useStore(seat.live);
	const search = live?.screen.search;
	const found = useStore(search?.found ?? nothing);
	const input = useRef<HTMLInputElement>(null);
	const [text, setText] = useState('');
	useEffect(() => {
		input.current?.focus();
		return () => search?.end();
	}, [search]);
	const close = () => {
		onClose();
		live?.screen.focus();
	};
	const keys = (event: KeyboardEvent) => {
		if (event.key === 'Escape') close();
		else if (event.key === 'Enter' && event.target === input.current) {
			event.preventDefault();
			search?.look(text, event.shiftKey ? 'previous' : 'next');
		}
	};
	return (
		<search class="find-bar" onKeyDown={keys}>
			<input
				ref={input}
				type="text"
				aria-label={find.inTerminal(seat.title)}
				placeholder={find.find}
				spellcheck={false}
				autocomplete="off"
				value={text}
				onInput={(event) => {
					setText(event.currentTarget.value);
					search?.look(event.currentTarget.value, 'previous', true);
				}}
			/>
			<span class="found numbers" role="status">
				{words(found, session)}
			</span>
			<button type="button" class="button quiet small" onClick={() => search?.look(text, 'previous')}>
				{find.up}{' '}
				<kbd>
					{tools.shift}+{find.enter}
				</kbd>
			</button>
			<button type="button" class="button quiet small" onClick={() => search?.look(text, 'next')}>
				{find.down} <kbd>{find.enter}</kbd>
			</button>
			<button type="button" class="button quiet small" onClick={close}>
				{find.close} <kbd>Esc</kbd>
			</button>
		</search>
	);
}
