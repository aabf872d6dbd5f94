/** Puts the sessions of this course together, on the engine that is there. */
import { join } from 'node:path';
import { engineHazard } from '#dockerfile/engine-hazard.ts';
import { parseDockerfile } from '#dockerfile/parse.ts';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import type { GatewayOptions } from '#gateway/options.ts';
import { Environment, type EnvironmentRequest } from '#session/environment.ts';
import { EnvironmentPool } from '#session/environment-pool.ts';
import { SessionBook } from '#session/session-book.ts';
import { defaultSessionLimits, type SessionLimits } from '#session/session-limits.ts';
import type { SessionFiles } from '#session/session-parts.ts';
import { type SessionRecord, SessionStore, storedLabs } from '#session/session-store.ts';
import type { SessionShelf } from '../dependencies.ts';
import { SessionPreviews } from '../preview/session-previews.ts';
import { deadOwners, takeSlot } from './session-slot.ts';
import { sweepOwner } from './sweep.ts';
import { type WorkspaceImage, workspaceImage } from './workspace-image.ts';

/** In this mode there is one person, who does not log in. */
const person = 'local';

export interface SessionsRequest {
	readonly engine: Engine;
	/** Folder of all runners' sessions in the data folder. */
	readonly folder: string;
	/** In the order of the course. */
	readonly labs: readonly { readonly id: string; readonly bases: readonly string[] }[];
	/** The learner's files of a lab. Throws UserError `lab-not-found`. */
	readonly filesOf: (lab: string) => SessionFiles;
	readonly image: WorkspaceImage;
	readonly courseOrigins: () => readonly string[];
	readonly limits?: SessionLimits;
	readonly onFault: (error: unknown) => void;
}

/** The sessions of one run. Disposing suspends them: files and what terminals show are kept, nothing stays on the engine. */
export interface OpenSessions extends AsyncDisposable {
	readonly shelf: SessionShelf;
	/** The files of a lab are the same in the runner's folder and in its terminal. */
	settle(lab: string): Promise<void>;
}

/** Why the engine may not be asked to build a file; which images it may start from the gateway's policy says. */
const inspectDockerfile: GatewayOptions['inspectDockerfile'] = (text) => {
	const hazard = engineHazard(parseDockerfile(text));
	return hazard && { message: `${hazard.message} ${hazard.hint}`, line: hazard.line };
};

/** Removes what earlier runs left, and goes on with the sessions whose workspaces still run. */
export async function openSessions(request: SessionsRequest): Promise<OpenSessions> {
	const { engine, labs, image, filesOf, onFault } = request;
	const slot = await takeSlot(request.folder);
	try {
		const left = await leftBehind(engine, slot.folder, slot.owner);
		await sweepOwner(engine, slot.owner, new Set(left.map(({ session }) => session)));
		for (const owner of await deadOwners(request.folder)) await sweepOwner(engine, owner, new Set());
		const basesOf = (lab: string) => labs.find(({ id }) => id === lab)?.bases ?? [];
		const open = (lab: string, earlier?: EnvironmentRequest['earlier']) =>
			Environment.open({
				engine,
				owner: slot.owner,
				image: workspaceImage,
				bases: basesOf(lab),
				inspectDockerfile,
				onFault,
				...(earlier && { earlier }),
			});
		const pool = new EnvironmentPool<Environment>({ open, onFault });
		const previews = { host: '127.0.0.1', courseOrigins: request.courseOrigins, onFault };
		const book = new SessionBook({
			partsOf: ({ lab }) => ({
				lab,
				files: filesOf(lab),
				store: new SessionStore(join(slot.folder, 'labs', lab)),
				limits: request.limits ?? defaultSessionLimits,
				take: async (onStep, signal) => {
					await image.whenPresent(onStep, signal);
					onStep('starting the workspace');
					return await pool.take(lab);
				},
				adopt: (earlier) => open(lab, earlier),
				openPreviews: (dial) => new SessionPreviews({ ...previews, dial }),
				onFault,
			}),
		});
		for (const { lab } of left) book.open({ owner: person, lab });
		const stop = new AbortController();
		const first = labs[0]?.id;
		const warming = image
			.whenPresent(() => undefined, stop.signal)
			.then(() => (first === undefined ? undefined : pool.warm(first)))
			// The session that is opened tells why there is no image.
			.catch(() => undefined);
		return {
			shelf: shelfOf(book),
			settle: (lab) => book.settle({ owner: person, lab }),
			[Symbol.asyncDispose]: async () => {
				stop.abort();
				await warming;
				await book[Symbol.asyncDispose]();
				await pool[Symbol.asyncDispose]();
				slot[Symbol.dispose]();
			},
		};
	} catch (error) {
		slot[Symbol.dispose]();
		throw error;
	}
}

function shelfOf(book: SessionBook): SessionShelf {
	return {
		open: (lab) => book.open({ owner: person, lab }),
		find: (lab) => book.find({ owner: person, lab }),
		list: () => book.list(person),
		end: (lab) => book.end({ owner: person, lab }),
	};
}

/** Sessions that were not ended, whose workspaces still run on this engine. */
async function leftBehind(
	engine: Engine,
	folder: string,
	owner: string,
): Promise<readonly (Pick<SessionRecord, 'session'> & { readonly lab: string })[]> {
	const labels = { [labelNames.role]: 'workspace', [labelNames.owner]: owner };
	const running = (await engine.containers.list(labels)).filter(({ state }) => state === 'running');
	const ids = new Set(running.map(({ id }) => id));
	const records = (await storedLabs(join(folder, 'labs'))).map(async (lab) => {
		const record = await new SessionStore(join(folder, 'labs', lab)).load();
		return record && ids.has(record.container) ? [{ lab, session: record.session }] : [];
	});
	return (await Promise.all(records)).flat();
}
