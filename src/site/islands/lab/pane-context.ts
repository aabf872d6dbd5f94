/** What the panels of one lab share. Made once by the pane, handed down. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { LabView } from '#protocol/lab-view.ts';
import type { Report } from '#protocol/report.ts';
import type { Preview } from '#protocol/session-view.ts';
import type { LabText } from '../../text/en/lab.ts';
import type { LabSession } from '../session/lab-session.ts';
import type { KeptSettings } from '../session/terminal-settings.ts';
import type { Terminals } from '../session/terminals.ts';
import { Store } from '../store.ts';
import type { CourseWatch } from './course-watch.ts';
import type { LabJobs } from './lab-jobs.ts';
import type { WorkFiles } from './work-files.ts';

export const tabNames = ['files', 'terminal', 'preview', 'results', 'layers'] as const;
export type TabName = (typeof tabNames)[number];

/** A place in a file that the editor shall show. `wish` tells two wishes for the same place apart. */
export interface Place {
	readonly path: string;
	readonly line?: number;
	/** Id of the check that the line is shown for. */
	readonly check?: string;
	readonly wish: number;
}

export interface PaneParts {
	readonly lab: string;
	readonly text: LabText;
	readonly course: CourseWatch;
	readonly files: WorkFiles;
	readonly jobs: LabJobs;
	readonly session: LabSession;
	readonly terminals: Terminals;
	readonly settings: KeptSettings;
}

export class PaneModel {
	readonly lab: string;
	readonly text: LabText;
	readonly course: CourseWatch;
	readonly files: WorkFiles;
	readonly jobs: LabJobs;
	readonly session: LabSession;
	readonly terminals: Terminals;
	readonly settings: KeptSettings;
	readonly view = new Store<LabView | undefined>(undefined);
	readonly report = new Store<Report | undefined>(undefined);
	readonly tab = new Store<TabName>('files');
	readonly place = new Store<Place>({ path: 'Dockerfile', wish: 0 });
	readonly logOpen = new Store(true);
	/** The preview that was asked for last. */
	readonly preview = new Store<{ readonly url: string; readonly path: string | undefined } | undefined>(undefined);

	constructor(parts: PaneParts) {
		this.lab = parts.lab;
		this.text = parts.text;
		this.course = parts.course;
		this.files = parts.files;
		this.jobs = parts.jobs;
		this.session = parts.session;
		this.terminals = parts.terminals;
		this.settings = parts.settings;
	}

	/** Opens a file in the editor, at a line when there is one, for a check when it is about one. */
	show(path: string, line?: number, check?: string): void {
		this.tab.set('files');
		this.place.update(({ wish }) => ({
			path,
			...(line === undefined ? {} : { line }),
			...(check === undefined ? {} : { check }),
			wish: wish + 1,
		}));
	}

	/** Shows what a container serves; at a path when there is one. */
	showPreview({ url }: Preview, path?: string): void {
		this.preview.set({ url, path });
		this.tab.set('preview');
	}

	/** Containers, images, terminals and files as at the beginning. Rejects with ApiProblem or Unreachable. */
	async resetSession(): Promise<void> {
		this.terminals.focusNext();
		await this.session.api.reset();
		await this.files.reload();
	}

	get dockerfile(): string {
		return this.view.value?.images.after.dockerfile ?? 'Dockerfile';
	}
}

export const PaneContext = createContext<PaneModel | undefined>(undefined);

export function usePane(): PaneModel {
	const model = useContext(PaneContext);
	if (model === undefined) throw new Error('a panel was drawn outside its pane');
	return model;
}
