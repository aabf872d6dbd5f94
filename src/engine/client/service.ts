import type { ServiceRequest } from '../service.ts';
import { createdSchema } from './api-schemas.ts';
import { removeContainer } from './container-handle.ts';
import { serviceBody } from './create-body.ts';
import type { EngineHttp } from './engine-http.ts';
import { isNotFound } from './engine-refusal.ts';
import { imageNotFound } from './image-errors.ts';

/**
 * Creates and starts a container that runs until somebody removes it; when it cannot be started nothing is left.
 *
 * @throws UserError `image-not-found`; EngineRefusal or the network's errors otherwise.
 */
export async function startService(http: EngineHttp, request: ServiceRequest, signal?: AbortSignal): Promise<string> {
	signal?.throwIfAborted();
	const id = await create(http, request);
	try {
		signal?.throwIfAborted();
		await http.send({ method: 'POST', path: `/containers/${id}/start` });
		return id;
	} catch (error) {
		await removeContainer(http, id);
		throw error;
	}
}

/** Not abortable: a request that is cut off may still make a container, which nobody would remove. */
async function create(http: EngineHttp, request: ServiceRequest): Promise<string> {
	const call = { method: 'POST', path: '/containers/create', query: { name: request.name } } as const;
	try {
		return (await http.json(createdSchema, { ...call, json: serviceBody(request) })).Id;
	} catch (error) {
		throw isNotFound(error) ? imageNotFound(request.image, error) : error;
	}
}
