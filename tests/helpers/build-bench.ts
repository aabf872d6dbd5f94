import { randomUUID } from 'node:crypto';
import { memoryContext } from '#engine/client/memory-context.ts';
import type { BuildEvent, BuildOptions, BuildRequest, BuildResult, Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { testEngine } from './engine.ts';
import { type TinyImage, tinyImage } from './tiny-image.ts';

/** An engine with a base to build on. Disposing removes the images that were built, and the base. */
export class BuildBench implements AsyncDisposable {
	readonly engine: Engine;
	readonly tiny: TinyImage;
	readonly labels = { [labelNames.role]: 'helper', [labelNames.job]: randomUUID() };

	private constructor(engine: Engine, tiny: TinyImage) {
		this.engine = engine;
		this.tiny = tiny;
	}

	static async open(): Promise<BuildBench> {
		const engine = await testEngine();
		return new BuildBench(engine, await tinyImage(engine));
	}

	/** Builds for its effects only unless `tags` are given; `BASE` in the Dockerfile stands for the base. */
	build(request: Partial<BuildRequest> & { dockerfile: string }, options: BuildOptions = {}): Promise<BuildResult> {
		const defaults = { context: memoryContext({}), tags: [], labels: this.labels, sources: [this.tiny.source] };
		const dockerfile = request.dockerfile.replaceAll('BASE', this.tiny.ref);
		return this.engine.build({ ...defaults, ...request, dockerfile }, options);
	}

	/** Builds, and gives what the last step printed. */
	async logOf(request: Partial<BuildRequest> & { dockerfile: string }): Promise<string> {
		const events: BuildEvent[] = [];
		const result = await this.build(request, { onEvent: (event) => events.push(event) });
		if (result.outcome === 'failed') {
			throw new Error(result.error);
		}
		return events.map((event) => (event.kind === 'log' ? event.text : '')).join('');
	}

	freshTag(): string {
		return `stagecraft-test/built:${randomUUID()}`;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		for (const { id } of await this.engine.images.list(this.labels)) {
			await this.engine.images.remove(id);
		}
		await this.tiny[Symbol.asyncDispose]();
		await this.engine[Symbol.asyncDispose]();
	}
}
