import type { Work, WorkFile } from '#protocol/api.ts';
import { askJson } from '../api/request.ts';

/** The learner's files, as the runner keeps them. */
export interface WorkApi {
	read(): Promise<Work>;
	save(path: string, text: string, baseVersion: string): Promise<WorkFile>;
	reset(): Promise<Work>;
}

export function workApi(lab: string): WorkApi {
	const address = `/api/labs/${encodeURIComponent(lab)}/work`;
	return {
		read: () => askJson<Work>(address),
		save: (path, text, baseVersion) =>
			askJson<WorkFile>(`${address}/files/${path.split('/').map(encodeURIComponent).join('/')}`, {
				method: 'PUT',
				body: { text, baseVersion },
			}),
		reset: () => askJson<Work>(`${address}/reset`, { method: 'POST' }),
	};
}
