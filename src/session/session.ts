/** One learner at one lab. Pages come and go; it ends by hand or when nobody uses it, and its files stay. */
import { UserError } from '#errors';
import type { SessionEvent, SessionView } from '#protocol/session-view.ts';
import { terminalClosings } from '#protocol/terminal-close.ts';
import { IdleClock } from './idle-clock.ts';
import { RunningSession } from './running-session.ts';
import type { SessionEnvironment, SessionParts } from './session-parts.ts';
import type { SessionRecord } from './session-store.ts';
import { SessionTerminals } from './session-terminals.ts';
import { startProblem } from './start-problem.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What terminals show is kept this often, for a runner that is killed. */
const keepMilliseconds = 5000;
/** A workspace that breaks off so often is not started again by itself. */
const mostRecoveries = 3;

export class Session {
	readonly #parts: SessionParts;
	readonly #listeners = new Set<(event: SessionEvent) => void>();
	readonly #terminals: SessionTerminals;
	readonly #stop = new AbortController();
	readonly #idle: IdleClock;
	readonly #following: Disposable;
	readonly #keeping: NodeJS.Timeout;
	#startedAt = new Date().toISOString();
	#state: SessionView['state'] = 'starting';
	#step = 'starting the workspace';
	#problem: SessionView['problem'];
	#notice: string | undefined;
	#running: RunningSession | undefined;
	#recoveries = 0;
	#told = '';
	#unkept = false;
	/** Changes of the environment, one after the other. */
	#turn: Promise<void> = Promise.resolve();

	constructor(parts: SessionParts) {
		this.#parts = parts;
		const [onActivity, onChange] = [() => this.#active(), () => this.#changed()];
		this.#terminals = new SessionTerminals({ onChange, onActivity });
		this.#idle = new IdleClock({
			limits: parts.limits,
			onChange,
			onEnd: () => void this.end('ended, since nobody used it').catch(parts.onFault),
		});
		this.#following = parts.files.onChange((paths) => {
			onActivity();
			this.#tell({ kind: 'files', paths: [...paths] });
		});
		this.#keeping = setInterval(() => void this.#keep().catch(parts.onFault), keepMilliseconds).unref();
	}

	get hasEnded(): boolean {
		return this.#state === 'ended';
	}

	get hasFailed(): boolean {
		return this.#state === 'failed';
	}

	view(): SessionView {
		const ready = this.#state === 'ready';
		return {
			lab: this.#parts.lab,
			state: this.#state,
			step: (ready ? this.#running?.filesNote : undefined) ?? this.#step,
			...(this.#problem && { problem: this.#problem }),
			...(this.#notice && { notice: this.#notice }),
			terminals: this.#terminals.views,
			previews: [...(this.#running?.previews ?? [])],
			startedAt: this.#startedAt,
			...(ready && { idleEndsAt: this.#idle.endsAt.toISOString(), warnsAt: this.#idle.warnsAt.toISOString() }),
			conflicts: [...(this.#running?.conflicts ?? [])],
		};
	}

	subscribe(listener: (event: SessionEvent) => void): Disposable {
		this.#listeners.add(listener);
		return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
	}

	/** Starts it, or goes on with what an earlier run has left. Never rejects: the view tells. */
	start(): Promise<void> {
		return this.#inTurn(async () => {
			const record = await this.#parts.store.load();
			if (record !== undefined) this.#startedAt = record.startedAt;
			await this.#begin(record);
		});
	}

	/** Opens a terminal and gives its id. Throws UserError `lab-not-ready` while the session is not ready. */
	async openTerminal(): Promise<string> {
		const running = this.#running;
		if (running === undefined || this.#state !== 'ready') {
			throw new UserError(
				'lab-not-ready',
				`The session is not ready: ${this.#problem?.message ?? this.#step}.`,
				this.#problem?.hint ?? 'Wait until the page says that it is ready.',
			);
		}
		this.#active();
		const id = await this.#terminals.open(running.environment.workspace);
		await this.#keep();
		return id;
	}

	terminal(id: string): Terminal | undefined {
		return this.#terminals.find(id);
	}

	async closeTerminal(id: string): Promise<void> {
		await this.#terminals.close(id);
		this.#unkept = true;
		await this.#keep();
	}

	/** Puts the end off, as typing does. */
	extend(): void {
		this.#idle.touch();
	}

	/** What the terminal wrote up to now is in the runner's folder, and the other way round. */
	async settle(): Promise<void> {
		await this.#running?.settle();
	}

	/** A new environment with the starter's files; what was there is kept as a backup. */
	reset(): Promise<void> {
		return this.#inTurn(async () => {
			this.#notice = undefined;
			this.#show('starting', 'starting over');
			await this.#letGo();
			await this.#parts.files.reset();
			await this.#begin(undefined);
		});
	}

	/** Ends it with all that runs in it; the files stay. */
	end(step = 'ended'): Promise<void> {
		return this.#inTurn(async () => {
			if (this.hasEnded) return;
			this.#close();
			await this.#letGo();
			await this.#parts.store.forget();
			this.#show('ended', step);
		});
	}

	/** For the end of the runner: takes over the files, keeps what the terminals show, and removes the environment. */
	async suspend(): Promise<void> {
		this.#stop.abort();
		await this.#inTurn(async () => {
			if (this.hasEnded) return;
			this.#unkept = true;
			await this.#keep();
			this.#close();
			await this.#terminals.closeAll(terminalClosings.stopping);
			await this.#letGo();
			this.#show('ended', 'the course was stopped');
		});
	}

	#close(): void {
		this.#idle[Symbol.dispose]();
		this.#following[Symbol.dispose]();
		clearInterval(this.#keeping);
	}

	/** Takes an environment, if none is given, and shows the terminals of `record` in it. A failure is the session's state. */
	async #begin(record: SessionRecord | undefined, given?: SessionEnvironment): Promise<void> {
		try {
			this.#problem = undefined;
			this.#show('starting', 'starting the workspace');
			const environment = given ?? (await this.#environment(record));
			this.#show('starting', 'bringing the files into it');
			this.#running = await this.#open(environment);
			await this.#terminals.restore(environment.workspace, record?.terminals ?? []);
			this.#show('ready', 'ready');
			this.#unkept = true;
			await this.#keep();
			void environment.lost.then(() => this.#lost(environment));
		} catch (error) {
			await this.#letGo();
			if (this.#stop.signal.aborted) return;
			if (!(error instanceof UserError)) this.#parts.onFault(error);
			this.#problem = startProblem(error);
			this.#show('failed', 'could not be started');
		}
	}

	async #environment(record: SessionRecord | undefined): Promise<SessionEnvironment> {
		const { adopt, take } = this.#parts;
		if (record !== undefined) {
			try {
				return await adopt(record);
			} catch (error) {
				// It is gone with everything in it; a new one takes its place, and the terminals come back with their records.
				if (!(error instanceof UserError)) this.#parts.onFault(error);
			}
		}
		return await take((step) => this.#show('starting', step), this.#stop.signal);
	}

	async #open(environment: SessionEnvironment): Promise<RunningSession> {
		const [onChange, onActivity] = [() => this.#changed(), () => this.#active()];
		const onStopped = (words: string): void => {
			this.#notice = words;
			onChange();
		};
		try {
			return await RunningSession.open(environment, { ...this.#parts, onChange, onActivity, onStopped });
		} catch (error) {
			await environment[Symbol.asyncDispose]();
			throw error;
		}
	}

	async #letGo(): Promise<void> {
		await this.#terminals.closeAll(terminalClosings.closed);
		const running = this.#running;
		this.#running = undefined;
		await running?.[Symbol.asyncDispose]();
	}

	/** The connection broke, or the container ended: connects again, or starts a new workspace. */
	#lost(environment: SessionEnvironment): void {
		if (this.#running?.environment !== environment) return;
		void this.#inTurn(async () => {
			if (this.#running?.environment !== environment || this.hasEnded) return;
			this.#show('starting', 'the workspace broke off; starting it again');
			const record = await this.#record(environment);
			await this.#terminals.closeAll(terminalClosings.fault);
			this.#recoveries += 1;
			const isAgain = this.#recoveries <= mostRecoveries;
			// What the learner wrote last is in the workspace, if that still runs.
			const same = isAgain ? await environment.reconnect().catch(() => undefined) : undefined;
			if (same !== undefined) {
				await this.#running.detach();
				this.#running = undefined;
			}
			await this.#letGo();
			if (isAgain) return await this.#begin(record, same);
			this.#problem = {
				message: `The workspace broke off ${this.#recoveries} times.`,
				hint: 'Start the session again; your files are kept.',
			};
			this.#show('failed', 'broke off');
		});
	}

	async #record({ session, workspace }: SessionEnvironment): Promise<SessionRecord> {
		const terminals = await this.#terminals.records();
		return { session, container: workspace.container, startedAt: this.#startedAt, terminals };
	}

	async #keep(): Promise<void> {
		const running = this.#running;
		if (!this.#unkept || running === undefined) return;
		this.#unkept = false;
		const record = await this.#record(running.environment);
		// Meanwhile it may have ended, or have another environment.
		if (this.#running === running) await this.#parts.store.keep(record);
	}

	#active(): void {
		this.#unkept = true;
		this.#idle.touch();
	}

	#show(state: SessionView['state'], step: string): void {
		this.#state = state;
		this.#step = step;
		this.#changed();
	}

	/** Tells pages when what they show is another than before. */
	#changed(): void {
		const session = this.view();
		const text = JSON.stringify(session);
		if (text === this.#told) return;
		this.#told = text;
		this.#tell({ kind: 'session', session });
	}

	#tell(event: SessionEvent): void {
		for (const listener of this.#listeners) listener(event);
	}

	#inTurn(work: () => Promise<void>): Promise<void> {
		const turn = this.#turn.then(work);
		this.#turn = turn.catch(this.#parts.onFault);
		return turn;
	}
}
