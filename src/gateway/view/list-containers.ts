import { type Filters, filtersText, labelTerms } from '../own/label-query.ts';
import type { SessionParts } from '../session-parts.ts';
import { ContainerView } from './containers.ts';
import { asPlain, type Plain } from './plain.ts';

interface ListRequest {
	readonly all?: boolean | undefined;
	readonly limit?: number | undefined;
	readonly size?: boolean | undefined;
	/** Engine-side; the session's labels are added. */
	readonly filters?: Filters;
	readonly version: string;
	readonly signal: AbortSignal;
}

/** The session's containers, as `docker ps` shows them. */
export async function listContainers(parts: SessionParts, request: ListRequest): Promise<readonly Plain[]> {
	const { all, limit, size, filters = {}, version, signal } = request;
	const label = [...(filters['label'] ?? []), ...labelTerms(parts.labels)];
	const listed = await parts.engine.json({
		method: 'GET',
		path: '/containers/json',
		query: { all, limit, size, filters: filtersText({ ...filters, label }) },
		version,
		signal,
	});
	const view = new ContainerView(parts.names);
	return (Array.isArray(listed) ? listed : []).map((container) => view.listed(asPlain(container)));
}
