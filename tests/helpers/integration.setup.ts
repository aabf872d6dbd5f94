/** Holds the engine while the integration tests run, so that no file waits for a start; afterwards nothing may be left. */
import type { Engine } from '#engine/engine.ts';
import { labelNames, type Role } from '#engine/labels.ts';
import { testEngine } from './engine.ts';

const shortLived: readonly Role[] = ['grading', 'helper'];

async function leftovers(engine: Engine): Promise<readonly string[]> {
	const found: string[] = [];
	for (const role of shortLived) {
		const labels = { [labelNames.role]: role };
		for (const container of await engine.containers.list(labels)) found.push(`container ${container.name} (${role})`);
		for (const image of await engine.images.list(labels)) found.push(`image ${image.tags[0] ?? image.id} (${role})`);
	}
	return found;
}

export async function setup(): Promise<() => Promise<void>> {
	const engine = await testEngine();
	// Of a run that was killed, or of a course on the same engine.
	const before = new Set(await leftovers(engine));
	return async () => {
		const left = (await leftovers(engine)).filter((each) => !before.has(each));
		await engine[Symbol.asyncDispose]();
		if (left.length > 0) throw new Error(`The tests left on the engine: ${left.join(', ')}`);
	};
}
