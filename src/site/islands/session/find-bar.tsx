/** Finding text in the terminal that is shown. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Store } from '../store.ts';
import { useStore } from '../use-store.ts';
import type { Found } from './screen-search.ts';
import type { TerminalSeat } from './terminal-seat.ts';

const nothing = new Store<Found | undefined>(undefined);

function words(found: Found | undefined): string {
	if (found === undefined) return '';
	if (found.count === 0) return 'Not found';
	return found.at === 0 ? `${found.count} found` : `${found.at} of ${found.count}`;
}

export function FindBar({ seat, onClose }: { readonly seat: TerminalSeat; readonly onClose: () => void }) {
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
				aria-label={`Find in ${seat.title}`}
				placeholder="Find"
				spellcheck={false}
				autocomplete="off"
				value={text}
				onInput={(event) => {
					setText(event.currentTarget.value);
					search?.look(event.currentTarget.value, 'previous', true);
				}}
			/>
			<span class="found numbers" role="status">
				{words(found)}
			</span>
			<button type="button" class="button quiet small" onClick={() => search?.look(text, 'previous')}>
				Up <kbd>Shift+Enter</kbd>
			</button>
			<button type="button" class="button quiet small" onClick={() => search?.look(text, 'next')}>
				Down <kbd>Enter</kbd>
			</button>
			<button type="button" class="button quiet small" onClick={close}>
				Close <kbd>Esc</kbd>
			</button>
		</search>
	);
}
