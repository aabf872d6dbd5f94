/** The place of the editor. Its code comes when the pane is drawn; until then the text is shown plain. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../text-context.ts';
import { useStore } from '../use-store.ts';
import type { LabEditor } from './lab-editor.ts';
import { marksOfBuild, marksOfReport } from './marks.ts';
import { usePane } from './pane-context.ts';
import type { FileState } from './work-state.ts';

export function EditorView({ file }: { readonly file: FileState }) {
	const pane = usePane();
	const text = useText();
	const host = useRef<HTMLDivElement>(null);
	const [editor, setEditor] = useState<LabEditor | undefined>(undefined);
	const place = useStore(pane.place);
	const job = useStore(pane.jobs.current);
	const report = useStore(pane.report);

	useEffect(() => {
		let gone = false;
		let made: LabEditor | undefined;
		void import('./lab-editor.ts').then(({ LabEditor }) => {
			if (gone || host.current === null) return;
			made = new LabEditor(host.current, (path, typed) => pane.files.edit(path, typed), text.files);
			setEditor(made);
		});
		return () => {
			gone = true;
			made?.destroy();
		};
	}, [pane]);

	const builds = marksOfBuild(job, pane.dockerfile, text);
	// A build that was started after the check says more about the text that is there now.
	const all = job?.kind === 'build' ? builds : [...builds, ...marksOfReport(report, text, place.check)];
	const marks = all.filter((mark) => mark.path === file.path);
	const marksKey = JSON.stringify(marks);

	useEffect(() => {
		editor?.open(file);
	}, [editor, file.path, file.replaced]);
	useEffect(() => {
		editor?.mark(marks);
	}, [editor, file.path, file.replaced, marksKey]);
	useEffect(() => {
		const first = builds[0];
		if (editor !== undefined && first?.path === file.path) editor.reveal(first.line, false);
	}, [editor, job?.built]);
	useEffect(() => {
		if (place.wish > 0 && place.path === file.path && place.line !== undefined) editor?.reveal(place.line, true);
	}, [editor, place, file.path]);

	return (
		<div class="editor">
			<div ref={host} class="editor-host" />
			{editor === undefined && (
				// biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must take the keyboard (WCAG 2.1.1)
				<pre class="editor-plain" role="group" tabIndex={0} aria-label={file.path}>
					{file.text}
				</pre>
			)}
		</div>
	);
}
