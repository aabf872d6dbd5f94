/** The files of the lab: which there are, the one that is open, and the build output below. */
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import { BuildLog } from './build-log.tsx';
import { EditorView } from './editor-view.tsx';
import { usePane } from './pane-context.ts';
import { ProblemNote } from './problem-note.tsx';
import { SaveNote, SaveWord } from './save-note.tsx';
import { StartOver } from './start-over.tsx';
import { findFile, type WorkState } from './work-state.ts';

function FileTabs({ work, open }: { readonly work: Extract<WorkState, { kind: 'ready' }>; readonly open: string }) {
	const pane = usePane();
	const { files } = useText();
	return (
		<nav class="file-tabs" aria-label={files.title}>
			{work.files.map((file) => (
				<button
					key={file.path}
					type="button"
					aria-current={file.path === open ? 'true' : undefined}
					class={file.save.kind === 'saved' ? '' : 'unsaved'}
					onClick={() => pane.show(file.path)}
				>
					{file.path}
				</button>
			))}
		</nav>
	);
}

function Files() {
	const pane = usePane();
	const { files, tryAgain } = useText();
	const work = useStore(pane.files.state);
	const place = useStore(pane.place);
	if (work.kind === 'loading') return <p class="panel-empty late">{files.loading}</p>;
	if (work.kind === 'failed') {
		return (
			<ProblemNote
				message={work.problem.detail}
				hint={work.problem.hint}
				action={{ label: tryAgain, run: () => void pane.files.load() }}
			/>
		);
	}
	const file = findFile(work, place.path) ?? work.files[0];
	if (file === undefined) return <p class="panel-empty">{files.none}</p>;
	return (
		<>
			<FileTabs work={work} open={file.path} />
			<SaveNote file={file} />
			<EditorView file={file} />
			<p class="editor-foot">
				<SaveWord file={file} />
				<span id="editor-keys">
					<kbd>Tab</kbd>
					{files.keys.tab}
					<kbd>Esc</kbd>
					{files.keys.after}
					<kbd>Tab</kbd>
					{files.keys.leave}
				</span>
				<StartOver />
			</p>
		</>
	);
}

export function FilesPanel() {
	return (
		<>
			<div class="files">
				<Files />
			</div>
			<BuildLog />
		</>
	);
}
