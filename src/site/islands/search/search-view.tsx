/** The box, what was found, and the words in between. The same on its own page and over another one. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SearchText } from '../../text/en/search.ts';
import { useStore } from '../use-store.ts';
import { arrowTarget } from './arrow-target.ts';
import type { MarkedText } from './marked-text.ts';
import type { Hit } from './pagefind-index.ts';
import type { SearchModel, SearchState } from './search-model.ts';

interface Props {
	readonly text: SearchText;
	/** Address of the page that lists all lessons. */
	readonly home: string;
	readonly model: SearchModel;
	readonly initial?: string;
	readonly onWords?: (words: string) => void;
	/** Closes what the search is drawn in. */
	readonly onClose?: () => void;
}

function Marked({ text }: { readonly text: MarkedText }) {
	return <>{text.map((part, at) => (part.marked ? <mark key={at}>{part.text}</mark> : part.text))}</>;
}

function HitItem({ hit }: { readonly hit: Hit }) {
	return (
		<li>
			<a href={hit.path}>{hit.title}</a>
			{hit.sections.length === 0 && (
				<p>
					<Marked text={hit.excerpt} />
				</p>
			)}
			{hit.sections.length > 0 && (
				<ul>
					{hit.sections.map(({ path, title, excerpt }) => (
						<li key={path}>
							<a href={path}>{title}</a>
							<p>
								<Marked text={excerpt} />
							</p>
						</li>
					))}
				</ul>
			)}
		</li>
	);
}

function statusOf(state: SearchState, text: SearchText): string {
	if (state.kind === 'empty') return text.empty;
	if (state.kind === 'searching') return state.slow ? text.searching : '';
	if (state.kind === 'failed') return text.failed;
	const { count, hits } = state.found;
	if (count === 0) return text.nothing(state.words);
	return hits.length < count ? `${text.pages(count)} ${text.best(hits.length)}` : text.pages(count);
}

export function SearchView({ text, home, model, initial = '', onWords, onClose }: Props) {
	const state = useStore(model.state);
	const [words, setWords] = useState(initial);
	const root = useRef<HTMLElement>(null);
	const input = useRef<HTMLInputElement>(null);
	useEffect(() => {
		input.current?.focus();
		void model.look(initial);
	}, [model, initial]);
	const type = (typed: string) => {
		setWords(typed);
		onWords?.(typed);
		void model.look(typed);
	};
	const links = () => [...(root.current?.querySelectorAll<HTMLAnchorElement>('.search-hits a') ?? [])];
	const move = (event: KeyboardEvent) => {
		// A box of this kind would be emptied first.
		if (event.key === 'Escape' && onClose !== undefined) {
			event.preventDefault();
			onClose();
			return;
		}
		const places = input.current === null ? links() : [input.current, ...links()];
		const target = arrowTarget(event.key, places.indexOf(document.activeElement as HTMLAnchorElement), places.length);
		if (target === undefined) return;
		event.preventDefault();
		places[target]?.focus();
	};
	const submit = (event: Event) => {
		event.preventDefault();
		if (state.kind === 'found' && state.words === words.trim()) links()[0]?.click();
	};
	return (
		<search class="search" ref={root} onKeyDown={move}>
			<form class="search-box" onSubmit={submit}>
				<label class="visually-hidden" for="search-words">
					{text.label}
				</label>
				<input
					ref={input}
					id="search-words"
					type="search"
					name="q"
					placeholder={text.label}
					autocomplete="off"
					enterkeyhint="go"
					value={words}
					onInput={({ currentTarget }) => type(currentTarget.value)}
				/>
				{onClose !== undefined && (
					<button type="button" class="button quiet" onClick={onClose}>
						{text.close}
					</button>
				)}
			</form>
			<p class="search-status" role="status">
				{statusOf(state, text)}
			</p>
			{state.kind === 'failed' && (
				<p class="search-status">
					{text.why} <a href={home}>{text.home}</a>{' '}
					<button type="button" class="button" onClick={() => void model.look(words)}>
						{text.again}
					</button>
				</p>
			)}
			{state.kind === 'found' && (
				<ol class="search-hits">
					{state.found.hits.map((hit) => (
						<HitItem key={hit.path} hit={hit} />
					))}
				</ol>
			)}
		</search>
	);
}
