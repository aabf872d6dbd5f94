/** What the page asks of the runner about one session. */
import type { SessionView } from '#protocol/session-view.ts';
import { ask, askJson } from '../api/request.ts';

export interface SessionApi {
	/** Gives the session that is there, or starts one. */
	open(): Promise<SessionView>;
	read(): Promise<SessionView>;
	end(): Promise<void>;
	extend(): Promise<void>;
	reset(): Promise<void>;
	openTerminal(): Promise<void>;
	closeTerminal(id: string): Promise<void>;
	/** Path of the events. */
	readonly events: string;
	/** Address of a terminal's line, from a position on or with the whole screen. */
	terminal(id: string, from: number | undefined): string;
}

export function sessionApi(lab: string): SessionApi {
	const path = `/api/labs/${encodeURIComponent(lab)}/session`;
	const post = async (address: string) => void (await ask(address, { method: 'POST' }));
	return {
		open: async () => {
			// Asking for the one session would be an error on the console whenever there is none yet.
			const there = (await askJson<readonly SessionView[]>('/api/sessions')).find((session) => session.lab === lab);
			const alive = there?.state === 'ready' || there?.state === 'starting';
			return alive ? there : askJson<SessionView>(path, { method: 'POST' });
		},
		read: () => askJson<SessionView>(path),
		end: async () => void (await ask(path, { method: 'DELETE' })),
		extend: () => post(`${path}/extend`),
		reset: () => post(`${path}/reset`),
		openTerminal: () => post(`${path}/terminals`),
		closeTerminal: async (id) => void (await ask(`${path}/terminals/${encodeURIComponent(id)}`, { method: 'DELETE' })),
		events: `${path}/events`,
		terminal: (id, from) => {
			const address = new URL(`${path}/terminals/${encodeURIComponent(id)}/socket`, location.href);
			address.protocol = address.protocol.replace('http', 'ws');
			if (from !== undefined) address.searchParams.set('from', String(from));
			return address.href;
		},
	};
}
