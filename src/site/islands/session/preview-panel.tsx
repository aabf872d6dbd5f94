/** What a container serves on a port that it publishes, in a frame of an origin of its own. */
import { useEffect, useState } from 'preact/hooks';
import { previewAddress } from '#protocol/preview-address.ts';
import type { Preview } from '#protocol/session-view.ts';
import { usePane } from '../lab/pane-context.ts';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';

/** The frame has another origin than the course, so its scripts reach nothing here; it may not lead this page away. */
const sandbox = 'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads';

interface Shown {
	readonly preview: Preview;
	readonly others: readonly Preview[];
	/** Path that was asked for; undefined for the address as the course gives it. */
	readonly path: string | undefined;
}

function addressOf(preview: Preview, path: string | undefined): string {
	return path === undefined ? preview.url : previewAddress(preview.url, path);
}

function PreviewFrame({ preview, others, path }: Shown) {
	const pane = usePane();
	const words = useText().session.preview;
	const [typed, setTyped] = useState(path ?? '/');
	/** Counts loads, so that the same address is loaded again. */
	const [load, setLoad] = useState(0);
	useEffect(() => setTyped(path ?? '/'), [path, preview.url]);
	const address = addressOf(preview, path);
	const go = (event: Event) => {
		event.preventDefault();
		pane.showPreview(preview, typed.startsWith('/') ? typed : `/${typed}`);
		setLoad(load + 1);
	};
	return (
		<>
			<form class="preview-bar" onSubmit={go}>
				{others.length > 1 ? (
					<select
						aria-label={words.port}
						value={preview.url}
						onChange={({ currentTarget }) => {
							const chosen = others.find(({ url }) => url === currentTarget.value);
							if (chosen !== undefined) pane.showPreview(chosen);
						}}
					>
						{others.map(({ url, container, port }) => (
							<option key={url} value={url}>
								{words.containerPort(container, port)}
							</option>
						))}
					</select>
				) : (
					<span class="preview-name">{preview.container}</span>
				)}
				<label class="preview-address">
					<span class="numbers">localhost:{preview.port}</span>
					<input
						type="text"
						aria-label={words.path}
						spellcheck={false}
						value={typed}
						onInput={({ currentTarget }) => setTyped(currentTarget.value)}
					/>
				</label>
				<button type="button" class="button small" onClick={() => setLoad(load + 1)}>
					{words.reload}
				</button>
				<a class="button small" href={address} target="_blank" rel="noopener noreferrer">
					{words.newTab}
				</a>
			</form>
			<iframe
				key={`${address} ${load}`}
				class="preview-frame"
				src={address}
				sandbox={sandbox}
				referrerpolicy="no-referrer"
				title={words.frame(preview.port, preview.container)}
			/>
		</>
	);
}

export function PreviewPanel() {
	const pane = usePane();
	const words = useText().session.preview;
	const state = useStore(pane.session.state);
	const chosen = useStore(pane.preview);
	const shown = useStore(pane.tab) === 'preview';
	const previews = state.kind === 'known' ? state.session.previews : [];
	const preview = previews.find(({ url }) => url === chosen?.url) ?? previews[0];
	if (preview === undefined) {
		return (
			<div class="terminal-place" role="status">
				<h3>{words.none}</h3>
				<p>{words.startOne(<code>-p</code>, <code>docker run -d -p 5000:5000 my-app-after</code>)}</p>
			</div>
		);
	}
	// What nobody looks at need not run.
	if (!shown) return null;
	return (
		<PreviewFrame
			key={preview.url}
			preview={preview}
			others={previews}
			path={preview.url === chosen?.url ? chosen.path : undefined}
		/>
	);
}
