import { memoryContext } from '#engine/client/memory-context.ts';
import type { Engine } from '#engine/engine.ts';
import { sessionLabels } from '#gateway/own/session-labels.ts';
import { testOwner } from './gateway.ts';

/** Puts an image into a session as its build would: under its engine-side name, with its labels. Gives its id. */
export async function addSessionImage(engine: Engine, session: string, name: string, base: string): Promise<string> {
	const result = await engine.build({
		context: memoryContext({}),
		dockerfile: `FROM ${base}\nENV MADE_BY=${session}\n`,
		tags: [`stagecraft-${session}/${name}`],
		labels: sessionLabels(testOwner, session),
		sources: [`docker.io/${base}`],
	});
	if (result.imageId === undefined) throw new Error(result.error ?? 'no image was built');
	return result.imageId;
}
