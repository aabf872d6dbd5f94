/** Holds the engine while the integration tests run, so that no file waits for a start. */
import { testEngine } from './engine.ts';

export async function setup(): Promise<() => Promise<void>> {
	const engine = await testEngine();
	return async () => await engine[Symbol.asyncDispose]();
}
