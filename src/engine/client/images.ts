import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ByteStream, CallOptions, EngineImages, ImageFacts, Labels, PullProgress } from '../engine.ts';
import { imageListSchema, imageSchema } from './api-schemas.ts';
import type { EngineHttp } from './engine-http.ts';
import { callFailed, engineCall, isNotFound } from './engine-refusal.ts';
import { imageNotFound, pullFailed } from './image-errors.ts';
import { labelFilter } from './label-filter.ts';
import { followProgress } from './progress-lines.ts';
import { PullMeter } from './pull-meter.ts';
import { pathOf, splitReference } from './reference.ts';

/** Images that are inspected at a time when a list is asked for: enough to hide the latency, few enough for a small engine. */
const inspectedAtOnce = 8;

function factsOf(image: z.infer<typeof imageSchema>): ImageFacts {
	const config = image.Config;
	return {
		id: image.Id,
		// Untagged images are listed under this name by API 1.42 and older.
		tags: image.RepoTags.filter((tag) => tag !== '<none>:<none>'),
		engineSize: image.Size,
		createdAt: image.Created ?? '',
		layers: image.RootFS?.Layers ?? [],
		labels: config?.Labels ?? {},
		user: config?.User ?? '',
		entrypoint: config?.Entrypoint ?? [],
		cmd: config?.Cmd ?? [],
		env: config?.Env ?? [],
		workdir: config?.WorkingDir ?? '',
	};
}

/** Images over the engine's HTTP API. */
export class HttpImages implements EngineImages {
	readonly #http: EngineHttp;

	constructor(http: EngineHttp) {
		this.#http = http;
	}

	async inspect(ref: string, { signal }: CallOptions = {}): Promise<ImageFacts | undefined> {
		const path = `/images/${pathOf(ref)}/json`;
		return await engineCall(`inspect the image ${ref}`, signal, async () => {
			try {
				return factsOf(await this.#http.json(imageSchema, { method: 'GET', path, signal }));
			} catch (error) {
				if (isNotFound(error)) {
					return undefined;
				}
				throw error;
			}
		});
	}

	async list(labels: Labels, { signal }: CallOptions = {}): Promise<readonly ImageFacts[]> {
		const listed = await engineCall('list images', signal, () =>
			this.#http.json(imageListSchema, {
				method: 'GET',
				path: '/images/json',
				query: { filters: labelFilter(labels) },
				signal,
			}),
		);
		const ids = [...new Set(listed.map((image) => image.Id))];
		const facts: ImageFacts[] = [];
		for (let index = 0; index < ids.length; index += inspectedAtOnce) {
			const batch = ids.slice(index, index + inspectedAtOnce);
			const inspected = await Promise.all(batch.map((id) => this.inspect(id, signal && { signal })));
			// One that is gone since it was listed is no image any more.
			facts.push(...inspected.filter((image) => image !== undefined));
		}
		return facts;
	}

	async tag(ref: string, newRef: string): Promise<void> {
		const { repository, tag } = splitReference(newRef);
		const path = `/images/${pathOf(ref)}/tag`;
		await engineCall(`tag the image ${ref} as ${newRef}`, undefined, async () => {
			try {
				await this.#http.send({ method: 'POST', path, query: { repo: repository, tag } });
			} catch (error) {
				throw isNotFound(error) ? imageNotFound(ref, error) : error;
			}
		});
	}

	async remove(ref: string): Promise<void> {
		const path = `/images/${pathOf(ref)}`;
		await engineCall(`remove the image ${ref}`, undefined, async () => {
			try {
				await this.#http.send({ method: 'DELETE', path, query: { force: true } });
			} catch (error) {
				if (!isNotFound(error)) {
					throw error;
				}
			}
		});
	}

	async save(ref: string, { signal }: CallOptions = {}): Promise<ByteStream> {
		// The engine starts to answer before it has looked for the image, so its 404 is not to be relied on.
		if (!(await this.inspect(ref, signal && { signal }))) {
			throw imageNotFound(ref);
		}
		const path = `/images/${pathOf(ref)}/get`;
		return await engineCall(`save the image ${ref}`, signal, () => this.#http.download(path, signal));
	}

	async import(tar: Readable, ref: string, changes: readonly string[], { signal }: CallOptions = {}): Promise<void> {
		const { repository, tag } = splitReference(ref);
		await engineCall(`import the image ${ref}`, signal, async () => {
			const answer = await this.#http.stream({
				method: 'POST',
				path: '/images/create',
				query: { fromSrc: '-', repo: repository, tag, changes },
				stream: tar,
				signal,
			});
			for await (const line of followProgress(answer)) {
				if (line.error !== undefined) {
					throw new Error(line.errorDetail?.message ?? line.error);
				}
			}
		});
	}

	async pull(ref: string, onProgress: (progress: PullProgress) => void, { signal }: CallOptions = {}): Promise<void> {
		const { repository, tag } = splitReference(ref);
		const meter = new PullMeter();
		const query = { fromImage: repository, tag };
		try {
			const answer = await this.#http.stream({ method: 'POST', path: '/images/create', query, signal });
			for await (const line of followProgress(answer)) {
				if (line.error !== undefined) {
					throw new Error(line.errorDetail?.message ?? line.error);
				}
				onProgress(meter.add(line));
			}
		} catch (error) {
			throw signal?.aborted ? callFailed(error, `pull ${ref}`, signal) : pullFailed(ref, error);
		}
	}
}
