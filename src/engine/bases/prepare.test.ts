import { describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import { eventually } from '../../../tests/helpers/eventually.ts';
import { builtResult, FakeEngine } from '../../../tests/helpers/fake-engine.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { labelNames } from '../labels.ts';
import { type Catalogue, defineCatalogue } from './catalogue.ts';
import { type PrepareRequest, prepareBases } from './prepare.ts';
import type { BaseState } from './state.ts';

function base(reference: string, needs: string[], published = true) {
	const recipe = { kind: 'dockerfile' as const, dockerfile: 'a/Dockerfile', target: 'made', folders: ['a'], needs };
	return { reference, published, certificateVariables: ['PIP_CERT'], recipe };
}

/** `steps` stands on `root`; `python` on `steps`; `node` on `root`. */
const catalogue: Catalogue = defineCatalogue({
	helper: 'root:1',
	bases: [
		base('root:1', []),
		base('steps:1', ['root:1'], false),
		base('python:3', ['steps:1']),
		base('node:24', ['root:1']),
	],
});

class Setup implements AsyncDisposable {
	readonly engine = new FakeEngine();
	readonly stop = new AbortController();
	readonly built: string[] = [];
	readonly folder: TempFolder;
	#images = 0;

	private constructor(folder: TempFolder) {
		this.folder = folder;
		this.engine.onBuild = async ({ tags }) => {
			this.built.push(...tags);
			// A tag moves to the new image.
			for (const tag of tags) await this.engine.images.remove(tag);
			return builtResult({ imageId: `sha256:${++this.#images}` });
		};
	}

	static async create(): Promise<Setup> {
		return new Setup(await TempFolder.create({ 'recipes/a/Dockerfile': 'FROM scratch AS made\n' }));
	}

	prepare(wanted: string[], more: Partial<PrepareRequest> = {}): Promise<readonly BaseState[]> {
		return prepareBases({
			engine: this.engine,
			catalogue,
			recipesDir: this.folder.join('recipes'),
			wanted,
			mode: 'offline',
			dataDir: this.folder.join('data'),
			certificates: [],
			signal: this.stop.signal,
			onProgress: () => undefined,
			...more,
		});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.folder[Symbol.asyncDispose]();
	}
}

const stateOf = (states: readonly BaseState[]) =>
	Object.fromEntries(states.map(({ reference, state }) => [reference, state]));

describe('prepareBases', () => {
	it('makes what is missing, in order, with labels that name the recipe', async () => {
		await using setup = await Setup.create();
		setup.engine.addImage('sha256:own', ['node:24']);
		const states = await setup.prepare(['python:3', 'node:24']);
		expect(setup.built).toEqual(['root:1', 'steps:1', 'python:3']);
		expect(stateOf(states)).toEqual({
			'python:3': 'present',
			'node:24': 'present',
			'root:1': 'present',
			'steps:1': 'present',
		});
		expect(states.map(({ origin }) => origin)).toEqual(['offline', 'user', 'offline', 'offline']);
		const { labels = {} } = (await setup.engine.images.inspect('python:3')) ?? {};
		expect(labels).toMatchObject({ [labelNames.role]: 'base', [labelNames.baseOrigin]: 'offline' });
		expect(labels[labelNames.baseRecipe]).toMatch(/^[0-9a-f]{16}$/);
	});

	it('does nothing the second time, and makes anew what has another recipe', async () => {
		await using setup = await Setup.create();
		await setup.prepare(['node:24']);
		setup.built.length = 0;
		expect(stateOf(await setup.prepare(['node:24']))).toEqual({ 'node:24': 'present' });
		expect(setup.built).toEqual([]);
		await setup.folder.write({ 'recipes/a/Dockerfile': 'FROM scratch AS made\nLABEL a=b\n' });
		await setup.prepare(['node:24']);
		expect(setup.built).toEqual(['root:1', 'node:24']);
	});

	it('puts the variables for certificates in a last stage', async () => {
		await using setup = await Setup.create();
		await setup.prepare(['root:1'], { certificates: ['PEM'] });
		expect(setup.engine.requests[0]).toMatchObject({ target: 'stagecraft-base', sources: 'any' });
		expect(setup.engine.requests[0]?.dockerfile).toContain('ENV PIP_CERT="/etc/ssl/certs/ca-certificates.crt"');
	});

	it('goes on when a base fails, says why, and skips what stands on it', async () => {
		await using setup = await Setup.create();
		const succeed = setup.engine.onBuild;
		setup.engine.onBuild = async (request, options) => {
			if (!request.tags.includes('steps:1')) return await succeed(request, options);
			options.onEvent?.({ kind: 'log', stepId: 'x', stream: 'stdout', text: 'E: Unable to locate package gccc\n' });
			const step = {
				id: 'x',
				name: '[1/1] RUN install gccc',
				status: 'error' as const,
				cached: false,
				milliseconds: 1,
			};
			return builtResult({ outcome: 'failed', error: 'exit code: 100', steps: [step] });
		};
		const states = await setup.prepare(['python:3', 'node:24']);
		expect(stateOf(states)).toEqual({
			'python:3': 'failed',
			'node:24': 'present',
			'root:1': 'present',
			'steps:1': 'failed',
		});
		expect(states.map(({ problem }) => problem).filter(Boolean)).toMatchInlineSnapshot(`
			[
			  {
			    "hint": "Mend what is said of steps:1, then run stagecraft prepare again.",
			    "message": "python:3 builds on steps:1, which could not be made.",
			  },
			  {
			    "hint": "Check that the engine reaches its Debian mirror, then run stagecraft prepare again: what is done is kept.",
			    "message": "steps:1 could not be made: the step "[1/1] RUN install gccc" failed: exit code: 100
			E: Unable to locate package gccc",
			  },
			]
		`);
	});

	it('stops when it is cancelled, and goes on from there the next time', async () => {
		await using setup = await Setup.create();
		const succeed = setup.engine.onBuild;
		setup.engine.onBuild = async (request, options) => {
			if (request.tags.includes('steps:1')) {
				setup.stop.abort();
				throw new UserError('cancelled', 'The build was cancelled.', 'Start it again.');
			}
			return await succeed(request, options);
		};
		await expect(setup.prepare(['python:3'])).rejects.toMatchObject({ code: 'cancelled' });
		expect(setup.built).toEqual(['root:1']);
		setup.engine.onBuild = succeed;
		await setup.prepare(['python:3'], { signal: new AbortController().signal });
		expect(setup.built).toEqual(['root:1', 'steps:1', 'python:3']);
	});

	it('is shared by callers that come meanwhile', async () => {
		await using setup = await Setup.create();
		const { promise: go, resolve: letGo } = Promise.withResolvers<void>();
		const succeed = setup.engine.onBuild;
		setup.engine.onBuild = async (request, options) => {
			await go;
			return await succeed(request, options);
		};
		const first = setup.prepare(['python:3']);
		const told: BaseState['state'][] = [];
		const second = setup.prepare(['root:1'], { onProgress: ([state]) => state && told.push(state.state) });
		await eventually(() => expect(told).not.toEqual([]));
		letGo();
		expect(stateOf(await second)).toEqual({ 'root:1': 'present' });
		await first;
		expect(setup.built).toEqual(['root:1', 'steps:1', 'python:3']);
	});

	it('pulls first, and labels what it pulled', async () => {
		await using setup = await Setup.create();
		setup.engine.images.pull = async (ref) => setup.engine.addImage(`sha256:pulled-${ref}`, [ref]);
		const states = await setup.prepare(['python:3'], { mode: 'auto' });
		expect(states).toMatchObject([{ reference: 'python:3', state: 'present' }]);
		expect(setup.engine.requests).toMatchObject([
			{ dockerfile: 'FROM python:3 AS stagecraft-base\n', labels: { [labelNames.baseOrigin]: 'registry' } },
		]);
	});

	it('makes what no registry gives', async () => {
		await using setup = await Setup.create();
		let asked = 0;
		setup.engine.images.pull = async () => {
			asked++;
			throw new UserError('base-unavailable', 'no such host', 'Check the network.');
		};
		const states = await setup.prepare(['python:3', 'node:24'], { mode: 'auto' });
		expect(states.every(({ state, origin }) => state === 'present' && origin === 'offline')).toBe(true);
		expect(asked).toBe(1);
	});

	it('refuses a base that is not in the catalogue', async () => {
		await using setup = await Setup.create();
		await expect(setup.prepare(['perl:5'])).rejects.toMatchObject({ code: 'base-unavailable' });
	});
});
