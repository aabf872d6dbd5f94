/**
 * Cache mounts that begin with what every submission of a lab compiles alike, such as the standard library of a language.
 * An image that the lab describes holds it; each grading gets a copy in cache mounts of its own, so that nothing that one
 * submission writes there is ever seen by another.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DockerfileAnalysis } from '#dockerfile/analysis.ts';
import { parseDockerfile } from '#dockerfile/parse.ts';
import type { WarmCache } from '#lab/schema.ts';
import { doesNotBuild } from './build/build-failure.ts';
import { buildImage, type ImageToBuild } from './build/build-image.ts';
import { allowedSources } from './build/policy.ts';
import { runBuild } from './build/run-build.ts';
import type { Leases } from './cleanup/leases.ts';
import type { GradingContext } from './context.ts';
import { collectStarter, type LabImage, labImage, removeOlder } from './lab-image.ts';

/** Builds the image when it is not there; nothing for a lab without one. Throws UserError `build-failed`, `cancelled`. */
export async function makeWarmCache(context: GradingContext, leases: Leases): Promise<void> {
	const { warm } = context.loaded.lab;
	if (warm === undefined) return;
	await using wanted = await warmImage(context, warm);
	const { image } = wanted;
	using _lease = await leases.take(`warm ${image.key}`, context.signal);
	if (await isThere(context, image)) return;
	context.onEvent({ kind: 'phase', phase: 'Compile what all have in common', detail: 'Only needed once' });
	const { evidence, imageId } = await buildImage(context, wanted.build);
	if (imageId === undefined) {
		const what = join(context.loaded.dir, warm.dockerfile);
		throw doesNotBuild(what, evidence, 'Mend it, or take "warm" out of the lab.');
	}
	await removeOlder(context, 'warm', image);
}

/** Fills those cache mounts that the Dockerfile uses, when the image is there. Throws UserError `cancelled`. */
export async function fillCacheMounts(context: GradingContext, analysis: DockerfileAnalysis): Promise<void> {
	const { loaded, engine, cacheScope, job, signal } = context;
	const { warm, limits, bases } = loaded.lab;
	// A cache that is kept between builds gets warm by itself.
	if (warm === undefined || cacheScope !== job) return;
	const mounts = warm.mounts.filter((path) => usesCacheMount(analysis, path));
	if (mounts.length === 0) return;
	await using wanted = await warmImage(context, warm);
	const { image, build } = wanted;
	if (!(await isThere(context, image))) return;
	const base = build.dockerfile.analysis.externalImages[0]?.resolved ?? '';
	// A build that fails here leaves the mounts cold, or in part so: what uses them compiles the rest itself.
	await runBuild({
		engine,
		request: {
			context: { entries: async () => [], read: noFile },
			dockerfile: copyingDockerfile(base, image.tag, mounts),
			tags: [],
			labels: build.labels,
			sources: [...allowedSources(bases), ...allowedSources([image.tag])],
			cacheScope,
		},
		limits,
		isLeftOut: () => false,
		onEvent: () => undefined,
		signal,
	});
}

function noFile(path: string): never {
	throw new Error(`${path} is not a file of an empty build context`);
}

function usesCacheMount({ stages }: DockerfileAnalysis, path: string): boolean {
	return stages.some(({ mounts }) =>
		mounts.some(({ type, id, target }) => type === 'cache' && (id ?? target) === path),
	);
}

/** One step: its mounts are named as BuildKit names those of a `RUN --mount=type=cache,target=<path>`. */
function copyingDockerfile(base: string, image: string, paths: readonly string[]): string {
	const mounts = paths.map((path, index) => `--mount=type=cache,id=${path},target=/cache/${index}`);
	const copies = paths.map((path, index) => `cp -a /warm${path}/. /cache/${index}/`);
	return `FROM ${base}\nRUN --mount=type=bind,from=${image},target=/warm ${mounts.join(' ')} ${copies.join(' && ')}\n`;
}

async function isThere({ engine, signal }: GradingContext, { tag }: LabImage): Promise<boolean> {
	return (await engine.images.inspect(tag, { signal })) !== undefined;
}

interface WarmImage extends AsyncDisposable {
	readonly image: LabImage;
	readonly build: ImageToBuild;
}

/** From the starter's files and a Dockerfile that lies beside them. */
async function warmImage(context: GradingContext, { dockerfile }: WarmCache): Promise<WarmImage> {
	const { dir } = context.loaded;
	await using stack = new AsyncDisposableStack();
	const collected = stack.use(await collectStarter(context, 'warm', []));
	const text = await readFile(join(dir, dockerfile), 'utf8');
	const analysis = parseDockerfile(text, { platform: context.engine.facts.platform });
	const image = await labImage(context, { kind: 'warm', analysis, madeFrom: [text, collected.hash] });
	const { tag, labels } = image;
	const resources = stack.move();
	return {
		image,
		build: {
			...{ image: 'before', tag, engineTag: tag, labels, collected },
			dockerfile: { text, analysis },
			ignoreText: undefined,
			target: undefined,
		},
		[Symbol.asyncDispose]: () => resources.disposeAsync(),
	};
}
