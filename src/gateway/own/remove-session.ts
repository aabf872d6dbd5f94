import { z } from 'zod';
import { EngineRefusal } from '#engine/client/engine-refusal.ts';
import { labelNames } from '#engine/labels.ts';
import type { EngineApi } from '../http/engine-api.ts';
import { SessionNames } from '../names.ts';
import { filtersText, labelTerms } from './label-query.ts';
import { sessionLabels, sessionPrefix } from './session-labels.ts';

const idsSchema = z.array(z.object({ Id: z.string() }));
const imagesSchema = z.array(z.object({ Id: z.string(), RepoTags: z.array(z.string()).nullish() }));

/** Statuses of an object that is gone already, or that is going just now. */
const goneStatuses: ReadonlySet<number> = new Set([404, 409]);

async function remove(engine: EngineApi, path: string, query: Readonly<Record<string, boolean>> = {}): Promise<void> {
	try {
		await engine.run({ method: 'DELETE', path, query });
	} catch (error) {
		if (!(error instanceof EngineRefusal) || !goneStatuses.has(error.status)) throw error;
	}
}

async function list<S extends z.ZodType>(
	engine: EngineApi,
	schema: S,
	path: string,
	filters?: string,
): Promise<z.infer<S>> {
	return schema.parse(
		await engine.json({ method: 'GET', path, query: { all: filters === undefined ? undefined : true, filters } }),
	);
}

/**
 * Removes everything that a session made: containers with their volumes, then images, then its network. Images by name, so
 * that a base to which the learner gave a name of their own stays; those that lost their names by label.
 *
 * @throws what the engine says when something stays.
 */
export async function removeSession(engine: EngineApi, owner: string, session: string): Promise<void> {
	const filters = filtersText({ label: labelTerms(sessionLabels(owner, session)) });
	const names = new SessionNames(sessionPrefix(session));
	for (const { Id } of await list(engine, idsSchema, '/containers/json', filters))
		await remove(engine, `/containers/${Id}`, { force: true, v: true });
	for (const { RepoTags } of await list(engine, imagesSchema, '/images/json')) {
		for (const tag of RepoTags ?? []) {
			if (names.imageOut(tag) !== undefined) await remove(engine, `/images/${tag}`, { force: true });
		}
	}
	for (const { Id, RepoTags } of await list(engine, imagesSchema, '/images/json', filters)) {
		const named = (RepoTags ?? []).some((tag) => tag !== '<none>:<none>');
		if (!named) await remove(engine, `/images/${Id}`, { force: true });
	}
	for (const { Id } of await list(engine, idsSchema, '/networks', filters)) await removeNetwork(engine, Id);
}

/** A workspace may still be in it, whose end somebody else sees to. */
async function removeNetwork(engine: EngineApi, id: string): Promise<void> {
	const network = z
		.object({ Containers: z.record(z.string(), z.unknown()).nullish() })
		.parse(await engine.json({ method: 'GET', path: `/networks/${id}` }).catch(ifRefused({})));
	for (const container of Object.keys(network.Containers ?? {})) {
		const json = { Container: container, Force: true };
		await engine.run({ method: 'POST', path: `/networks/${id}/disconnect`, json }).catch(ifRefused(undefined));
	}
	await remove(engine, `/networks/${id}`);
}

/** For `catch`: gives `value` where the engine says no. That it does not answer goes on. */
function ifRefused<Value>(value: Value): (error: unknown) => Value {
	return (error) => {
		if (error instanceof EngineRefusal) return value;
		throw error;
	};
}

/** Sessions of which something is on the engine. */
export async function sessionsOf(engine: EngineApi, owner: string): Promise<ReadonlySet<string>> {
	const labels = { [labelNames.role]: 'session', [labelNames.owner]: owner };
	const filters = filtersText({ label: labelTerms(labels) });
	const labelled = z.array(z.object({ Labels: z.record(z.string(), z.string()).nullish() }));
	const found = await Promise.all(
		['/containers/json', '/images/json', '/networks'].map((path) => list(engine, labelled, path, filters)),
	);
	const jobs = found.flat().map(({ Labels }) => Labels?.[labelNames.job]);
	return new Set(jobs.filter((job) => job !== undefined && /^[a-z0-9]{16}$/.test(job)) as string[]);
}
