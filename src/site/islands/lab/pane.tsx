/** The lab beside the lesson: strip, tabs, panels. */
import { PreviewPanel } from '../session/preview-panel.tsx';
import { TerminalPanel } from '../session/terminal-panel.tsx';
import { TextContext } from '../text-context.ts';
import { FilesPanel } from './files-panel.tsx';
import { LayersPanel } from './layers-panel.tsx';
import { PaneContext, type PaneModel } from './pane-context.ts';
import { ResultsPanel } from './results-panel.tsx';
import { Strip } from './strip.tsx';
import { Panel, Tabs } from './tabs.tsx';

export function Pane({ model }: { readonly model: PaneModel }) {
	return (
		<TextContext.Provider value={model.text}>
			<PaneContext.Provider value={model}>
				<Strip />
				<Tabs />
				<Panel name="files">
					<FilesPanel />
				</Panel>
				<Panel name="terminal">
					<TerminalPanel />
				</Panel>
				<Panel name="preview">
					<PreviewPanel />
				</Panel>
				<Panel name="results">
					<ResultsPanel />
				</Panel>
				<Panel name="layers">
					<LayersPanel />
				</Panel>
			</PaneContext.Provider>
		</TextContext.Provider>
	);
}
