/**
 * Beside a learner's program, in its network: the container that the judge asks from. The program's container has no network
 * to the outside, so nobody else reaches it, the runner included.
 */
import { buffer } from 'node:stream/consumers';
import type { CallOptions, Engine, Labels } from '#engine/engine.ts';
import type { ExecStream } from '#engine/service.ts';
import { UserError } from '#errors';
import { questionImage } from '#lab/lab-images.ts';
import { hexPort, type ListeningAddress, listeningAddresses } from './listening.ts';

/**
 * A loopback address that programs do not bind to: who answers here listens on every address, and so would be reached at
 * the container's own address, too. One that listens on 127.0.0.1 alone would not.
 */
const address = '127.0.0.2';

/** It runs `nc`, `grep` and `cat`; the engine's own start of a program takes some megabytes. */
const limits = {
	memoryBytes: 64 * 1024 * 1024,
	pids: 32,
	cpus: 1,
	openFiles: 64,
	fileBytes: 1024 * 1024,
};

/** Between two looks at who listens. A program started for each look would take as much time as a server does to start. */
const lookMilliseconds = 50;

const tables = '/proc/net/tcp /proc/net/tcp6';

/** `$1`: the port as the tables write it. `$2`: number of looks. */
const waitAndTell = `
left=$2
until grep -qsE ":$1 [0-9A-F]+:0000 0A" ${tables} || [ "$left" -le 0 ]
do left=$((left - 1)); sleep ${lookMilliseconds / 1000}
done
cat ${tables}`;

/** Longer than any probe: whoever starts it removes it. */
const idleSeconds = 3600;

export class QuestionContainer implements AsyncDisposable {
	readonly #engine: Engine;
	readonly #id: string;

	private constructor(engine: Engine, id: string) {
		this.#engine = engine;
		this.#id = id;
	}

	/** Throws `image-not-found`, and `engine-request-failed` when the other container does not run. */
	static async start(engine: Engine, other: string, labels: Labels, options: CallOptions): Promise<QuestionContainer> {
		if ((await engine.images.inspect(questionImage, options)) === undefined) {
			throw new UserError(
				'image-not-found',
				`The engine does not have ${questionImage}, from which programs are asked over HTTP.`,
				'Prepare the images of the lab: stagecraft prepare',
			);
		}
		const request = { image: questionImage, cmd: ['sleep', String(idleSeconds)], labels, limits };
		const id = await engine.containers.start({ ...request, network: `container:${other}` }, options);
		return new QuestionContainer(engine, id);
	}

	/** Who listens in the program's network as soon as somebody listens on the port, or when the time is over. */
	async listening(port: number, milliseconds: number, options: CallOptions): Promise<readonly ListeningAddress[]> {
		const looks = Math.ceil(milliseconds / lookMilliseconds);
		const cmd = ['sh', '-c', waitAndTell, 'sh', hexPort(port), String(looks)];
		const output = await this.#engine.containers.exec(this.#id, { cmd }, options);
		output.end();
		return listeningAddresses((await buffer(output)).toString('latin1'));
	}

	/** A connection to a port of the program. */
	async connect(port: number, options: CallOptions): Promise<ExecStream> {
		return await this.#engine.containers.exec(this.#id, { cmd: ['nc', address, String(port)] }, options);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#engine.containers.remove(this.#id);
	}
}
