import { setTimeout as delay } from 'node:timers/promises';
import type { RunRequest, RunResult } from '../engine.ts';
import { ContainerHandle } from './container-handle.ts';
import { ContainerOutput } from './container-output.ts';
import type { EngineHttp } from './engine-http.ts';
import { EngineRefusal, isNotFound } from './engine-refusal.ts';
import { imageNotFound } from './image-errors.ts';
import { RunWatch, type Watched } from './run-watch.ts';

/** The engine's words for a program, user or folder of the image that cannot be used. Anything else is a fault of ours. */
const imageAtFault =
	/no command specified|executable file not found|no such file or directory|permission denied|unable to find (user|group)|no matching entries|unable to start container process|not a directory|is a directory/i;

function notStarted(error: unknown): RunResult {
	if (!(error instanceof EngineRefusal && imageAtFault.test(error.message))) {
		throw error;
	}
	return {
		outcome: 'not-started',
		stdout: new Uint8Array(),
		stderr: new Uint8Array(),
		milliseconds: 0,
		error: error.message,
	};
}

/** Exit status of a process that the kernel killed for want of memory (128 + SIGKILL). */
const killedStatus = 137;
/** The engine hears of the end and of its reason by two roads; the reason came second in 1 of 10 runs, by over 1 s in 1 of 50. */
const reasonTries = 50;
const reasonMilliseconds = 100;

async function wasOutOfMemory(container: ContainerHandle, { exitCode, endedByUs }: Watched): Promise<boolean> {
	const isRiddle = exitCode === killedStatus && !endedByUs;
	for (let tries = isRiddle ? reasonTries : 1; tries > 0; tries--) {
		if (await container.outOfMemory()) {
			return true;
		}
		if (tries > 1) {
			await delay(reasonMilliseconds);
		}
	}
	return false;
}

async function outcomeOf(container: ContainerHandle, watched: Watched): Promise<RunResult['outcome']> {
	if (watched.killedFor !== undefined) {
		return watched.killedFor;
	}
	return (await wasOutOfMemory(container, watched)) ? 'out-of-memory' : 'exited';
}

/**
 * Creates, starts, feeds, watches and removes one container.
 *
 * @throws UserError `image-not-found`; EngineRefusal or the network's errors otherwise.
 */
export async function runContainer(http: EngineHttp, request: RunRequest, signal?: AbortSignal): Promise<RunResult> {
	signal?.throwIfAborted();
	let created: ContainerHandle;
	try {
		created = await ContainerHandle.create(http, request);
	} catch (error) {
		if (isNotFound(error)) {
			throw imageNotFound(request.image, error);
		}
		return notStarted(error);
	}
	await using container = created;
	signal?.throwIfAborted();
	const watch = new RunWatch(container);
	const socket = await container.attach(request.stdin !== undefined);
	using output = new ContainerOutput(socket, request.outputBytes, () => watch.kill('output-limit'));
	try {
		await container.start();
	} catch (error) {
		return notStarted(error);
	}
	if (request.stdin) {
		output.feed(request.stdin, request.stop !== undefined);
	}
	const watched = await watch.untilExit(request, signal);
	await output.drain();
	return {
		outcome: await outcomeOf(container, watched),
		...(watched.killedFor === undefined && { exitCode: watched.exitCode }),
		stdout: output.stdout,
		stderr: output.stderr,
		milliseconds: watched.milliseconds,
		...(watched.endedByUs && { endedByUs: true }),
		...(watched.stopMilliseconds !== undefined &&
			watched.killedFor === undefined && { stopMilliseconds: watched.stopMilliseconds }),
	};
}
