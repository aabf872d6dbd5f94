/** What of a lab is shown, kept as long as the browser's tab: a reload, or another lesson and back, leaves the lab as it was. */
import { type PaneModel, type TabName, tabNames } from './pane-context.ts';

export interface KeptView {
	readonly tab: TabName;
	/** The file that is open. */
	readonly path: string;
	/** Key of the terminal that is shown; one of a session that is over names none. */
	readonly terminal?: string;
	readonly logOpen: boolean;
}

/** What was stored; undefined for anything else that lies there. */
export function parseView(text: string | null): KeptView | undefined {
	try {
		const value = JSON.parse(text ?? 'null') as Partial<Record<keyof KeptView, unknown>> | null;
		if (typeof value !== 'object' || value === null) return undefined;
		const tab = tabNames.find((name) => name === value.tab);
		const { path, terminal, logOpen } = value;
		if (tab === undefined || typeof path !== 'string' || typeof logOpen !== 'boolean') return undefined;
		return { tab, path, logOpen, ...(typeof terminal === 'string' ? { terminal } : {}) };
	} catch {
		return undefined;
	}
}

/** Puts the model where it was left, and keeps where it goes. A browser that stores nothing begins anew each time. */
export function keepView(model: PaneModel, storage: () => Pick<Storage, 'getItem' | 'setItem'>): void {
	const key = `stagecraft-view-${model.lab}`;
	const { tab, place, logOpen, terminals } = model;
	const kept = readKept(key, storage);
	const keep = () => {
		// As long as nobody knows which terminals there are, the one of before is the one.
		const terminal = terminals.active.value?.key ?? kept?.terminal;
		const view: KeptView = {
			tab: tab.value,
			path: place.value.path,
			logOpen: logOpen.value,
			...(terminal === undefined ? {} : { terminal }),
		};
		try {
			storage().setItem(key, JSON.stringify(view));
		} catch {
			// Storage is off: the view holds for this page.
		}
	};
	if (kept !== undefined) {
		tab.set(kept.tab);
		place.update((now) => ({ ...now, path: kept.path }));
		logOpen.set(kept.logOpen);
		if (kept.terminal !== undefined) terminals.prefer(kept.terminal);
	}
	for (const store of [tab, place, logOpen, terminals.active]) store.subscribe(keep);
}

function readKept(key: string, storage: () => Pick<Storage, 'getItem'>): KeptView | undefined {
	try {
		return parseView(storage().getItem(key));
	} catch {
		return undefined;
	}
}
