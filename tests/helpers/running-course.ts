/** The real course in a process of its own: on a free port, with work of its own and the engine that all tests share. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export class RunningCourse implements AsyncDisposable {
	/** Without a slash at its end. */
	readonly address: string;
	readonly workDir: string;
	/** Of its process. */
	readonly pid: number;
	readonly #child: ChildProcess;
	readonly #exit: Promise<unknown>;

	private constructor(address: string, workDir: string, child: ChildProcess, exit: Promise<unknown>) {
		this.address = address;
		this.workDir = workDir;
		this.pid = child.pid ?? 0;
		this.#child = child;
		this.#exit = exit;
	}

	/** Resolves when it listens; what it prepares then goes on. */
	static async start(): Promise<RunningCourse> {
		const workDir = await mkdtemp(join(tmpdir(), 'stagecraft-e2e-'));
		const child = spawn(process.execPath, [join(root, 'tests/helpers/serve-course.ts'), workDir], {
			cwd: root,
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		const exit = once(child, 'exit');
		for await (const line of createInterface({ input: child.stdout })) {
			const event = JSON.parse(line) as { readonly kind: string; readonly address?: string };
			if (event.kind !== 'listening' || event.address === undefined) continue;
			child.stdout.resume();
			return new RunningCourse(event.address.replace(/\/$/, ''), workDir, child, exit);
		}
		throw new Error('the course ended before it listened');
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#child.kill('SIGTERM');
		await this.#exit;
		await rm(this.workDir, { recursive: true });
	}
}
