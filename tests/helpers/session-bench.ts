/** Sessions of the course's own labs on the tests' engine. Disposing suspends them and removes the folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { loadLab } from '#lab/load.ts';
import type { SessionView } from '#protocol/session-view.ts';
import { type OpenSessions, openSessions } from '#runner/sessions/open-sessions.ts';
import { WorkspaceImage } from '#runner/sessions/workspace-image.ts';
import type { Session } from '#session/session.ts';
import type { SessionLimits } from '#session/session-limits.ts';
import { WorkStore } from '#submission/work-store.ts';
import { testEngine } from './engine.ts';
import { haveBases } from './prepared-bases.ts';
import { TempFolder } from './temp-folder.ts';
import { ShellScreen, workspaceImage } from './workspace.ts';

const childProgram = fileURLToPath(new URL('./session-child.ts', import.meta.url));
const labsDir = fileURLToPath(new URL('../../labs', import.meta.url));

/** A run of the course that a test kills. */
export interface RunElsewhere extends Disposable {
	/** Types a command that has to succeed. */
	type(line: string): Promise<void>;
	kill(): Promise<void>;
}

export class SessionBench implements AsyncDisposable {
	readonly engine: Engine;
	readonly folder: TempFolder;
	readonly work: WorkStore;
	readonly faults: unknown[] = [];
	readonly #labs: { readonly id: string; readonly bases: readonly string[] }[];
	#sessions: OpenSessions | undefined;

	private constructor(engine: Engine, folder: TempFolder, work: WorkStore, labs: { id: string; bases: string[] }[]) {
		this.engine = engine;
		this.folder = folder;
		this.work = work;
		this.#labs = labs;
	}

	/** `folder`: of another bench, in another process. `names`: makes labs of these names, all of them like this one. */
	static async open(lab: string, path?: string, names: readonly string[] = [lab]): Promise<SessionBench> {
		const engine = await testEngine();
		const one = await loadLab(join(labsDir, lab));
		const loaded = names.map((id) => ({ ...one, lab: { ...one.lab, id } }));
		await haveBases(engine, workspaceImage, ...one.lab.bases);
		const folder = path === undefined ? await TempFolder.create() : TempFolder.at(path);
		const labs = loaded.map((each) => ({ id: each.lab.id, bases: each.lab.bases }));
		return new SessionBench(engine, folder, new WorkStore(loaded, folder.join('data')), labs);
	}

	/** A run of the course, as far as sessions go. */
	async run(limits?: SessionLimits): Promise<OpenSessions> {
		const image = new WorkspaceImage();
		const origin = 'offline' as const;
		image.take([{ reference: workspaceImage, state: 'present', origin, step: '', bytes: 0, milliseconds: 0 }]);
		this.#sessions = await openSessions({
			engine: this.engine,
			folder: this.folder.join('data/sessions'),
			labs: this.#labs,
			filesOf: (lab) => this.work.of(lab),
			image,
			courseOrigins: () => ['http://127.0.0.1:4321'],
			onFault: (error) => void this.faults.push(error),
			...(limits && { limits }),
		});
		return this.#sessions;
	}

	/** A run of the course in a process of its own, with one terminal. */
	async runElsewhere(): Promise<RunElsewhere> {
		const child = spawn(process.execPath, [childProgram, this.folder.path], { stdio: ['pipe', 'pipe', 'inherit'] });
		const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		if ((await answers.next()).value !== 'ready') throw new Error('The other run did not start.');
		return {
			type: async (line) => {
				child.stdin.write(`${line}\n`);
				const answer = (await answers.next()).value;
				if (answer !== '0') throw new Error(`${line}: ${answer}`);
			},
			kill: async () => {
				child.kill('SIGKILL');
				await once(child, 'exit');
			},
			[Symbol.dispose]: () => void child.kill('SIGKILL'),
		};
	}

	/** Id of the runner, once there was one. */
	async owner(): Promise<string> {
		return await readFile(this.folder.join('data/sessions/0/owner'), 'utf8');
	}

	/** Loses the records of the sessions. */
	async forgetSessions(): Promise<void> {
		await rm(this.folder.join('data/sessions/0/labs'), { recursive: true });
	}

	/** Ends the run as a person does who stops the course. */
	async suspend(): Promise<void> {
		const sessions = this.#sessions;
		this.#sessions = undefined;
		await sessions?.[Symbol.asyncDispose]();
	}

	/** Ids of containers of all sessions of this bench's runner, their workspaces too. */
	async containers(): Promise<readonly string[]> {
		const owner = await this.owner();
		const lists = ['session', 'workspace'].map((role) =>
			this.engine.containers.list({ [labelNames.role]: role, [labelNames.owner]: owner }),
		);
		return (await Promise.all(lists)).flat().map(({ id }) => id);
	}

	/** What is on the engine of all sessions of this bench's runner. */
	async onEngine(owner: string): Promise<readonly string[]> {
		const found: string[] = [];
		for (const role of ['session', 'workspace']) {
			const labels = { [labelNames.role]: role, [labelNames.owner]: owner };
			for (const { name } of await this.engine.containers.list(labels)) found.push(`container ${name}`);
			for (const { tags, id } of await this.engine.images.list(labels)) found.push(`image ${tags[0] ?? id}`);
			for (const { name } of await this.engine.networks.list(labels)) found.push(`network ${name}`);
		}
		return found;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.suspend();
		await this.engine[Symbol.asyncDispose]();
		await this.folder[Symbol.asyncDispose]();
	}
}

/** Waits for a state of the session; fails at once where it can never come. */
export function until(session: Session, test: (view: SessionView) => boolean): Promise<SessionView> {
	return new Promise((resolve, reject) => {
		const look = (): void => {
			const view = session.view();
			if (test(view)) resolve(view);
			else if (view.state !== 'failed') return;
			else reject(new Error(`${view.problem?.message} ${view.problem?.hint}`));
			subscription[Symbol.dispose]();
		};
		const subscription = session.subscribe(look);
		look();
	});
}

/** The screen of a new terminal of a session that is ready. */
export async function openScreen(session: Session): Promise<ShellScreen> {
	const terminal = session.terminal(await session.openTerminal());
	if (terminal === undefined) throw new Error('The terminal is gone.');
	return new ShellScreen(terminal);
}
