import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { directoryContext } from '#engine/client/directory-context.ts';
import type { Engine, RunRequest, RunResult } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';

const folder = fileURLToPath(new URL('./seed-dockerfiles/', import.meta.url));
const labels = { [labelNames.role]: 'helper' };

/** An image built from one of the Dockerfiles in `seed-dockerfiles/`; disposing removes it. */
export class SeedImage implements AsyncDisposable {
	readonly #engine: Engine;
	readonly #tag: string;

	private constructor(engine: Engine, tag: string) {
		this.#engine = engine;
		this.#tag = tag;
	}

	/** `app`: the folder; `name`: of the Dockerfile, e.g. `after`. Throws with the end of the log when the build fails. */
	static async build(engine: Engine, app: string, name: string): Promise<SeedImage> {
		const tag = `stagecraft-test/seed:${randomUUID()}`;
		const log: string[] = [];
		const result = await engine.build(
			{
				context: directoryContext(`${folder}${app}`),
				dockerfile: await readFile(`${folder}${app}/${name}.Dockerfile`, 'utf8'),
				dockerignore: await readFile(`${folder}${app}/.dockerignore`, 'utf8'),
				tags: [tag],
				labels,
				sources: 'any',
			},
			{ onEvent: (event) => void (event.kind === 'log' && log.push(event.text)) },
		);
		if (result.outcome === 'failed') throw new Error(`${result.error}\n${log.join('').slice(-2000)}`);
		return new SeedImage(engine, tag);
	}

	/** What the image's own command prints for the lines on its standard input. */
	async answer(stdin: string): Promise<string> {
		return output(await this.#run({ stdin: Buffer.from(stdin) }));
	}

	/** What the image's own command serves, asked for by a program of the image: `program` gets the command. */
	async firstPage(...program: readonly string[]): Promise<string> {
		const image = await this.#engine.images.inspect(this.#tag);
		const command = [...(image?.entrypoint ?? []), ...(image?.cmd ?? [])];
		return output(await this.#run({ entrypoint: program, cmd: command }));
	}

	async size(): Promise<number> {
		return (await this.#engine.images.inspect(this.#tag))?.engineSize ?? 0;
	}

	#run(request: Partial<RunRequest>): Promise<RunResult> {
		return this.#engine.containers.run({
			image: this.#tag,
			labels,
			limits: { memoryBytes: 512 * 1024 ** 2, pids: 128, cpus: 2 },
			timeoutMilliseconds: 120_000,
			outputBytes: 64 * 1024,
			...request,
		});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#engine.images.remove(this.#tag);
	}
}

function output({ outcome, exitCode, stdout, stderr, error }: RunResult): string {
	if (outcome === 'exited' && exitCode === 0) return Buffer.from(stdout).toString('utf8').trim();
	throw new Error(`${outcome} ${exitCode ?? ''} ${error ?? ''}\n${Buffer.from(stderr).toString('utf8')}`);
}
