/** A course without an engine: labs, work and jobs in memory, for tests of the HTTP app and for work on the page. */
import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '#errors';
import type { Health, JobEvent, JobKind, Work, WorkFile } from '#protocol/api.ts';
import type { LabView } from '#protocol/lab-view.ts';
import type { AppDependencies, JobShelf, NumberedEvent, WorkShelf } from '#runner/dependencies.ts';
import { FakeSessions } from './fake-sessions.ts';

export const fakeLab: LabView = {
	id: 'go',
	title: 'A calculator in Go',
	summary: 'One program, two images.',
	bases: ['golang:1.27', 'debian:trixie'],
	files: [
		{ path: 'Dockerfile', role: 'dockerfile', editable: true, required: true },
		{ path: 'calculator.go', role: 'source', editable: false, required: true },
		{ path: 'solution.md', role: 'document', editable: true, required: true },
	],
	images: {
		before: { tag: 'image-without-multistage', dockerfile: 'before.Dockerfile', from: 'starter' },
		after: { tag: 'image-with-multistage', dockerfile: 'Dockerfile', from: 'submission' },
	},
	steps: [{ id: 'build-before', title: 'Build', command: 'docker build -t image-without-multistage .' }],
	checks: [
		{ id: 'after-builds', title: 'Your Dockerfile builds', group: 'builds', maxPoints: 10 },
		{ id: 'multi-stage', title: 'It has more than one stage', group: 'builds', maxPoints: 20 },
	],
	hiddenChecks: 0,
	maxScore: 30,
	par: [{ name: 'gold', maxBytes: 2_000_000, note: 'a stripped binary on scratch' }],
};

export const fakeHealth: Health = {
	status: 'ready',
	version: '0.1.0',
	engine: {
		state: 'ready',
		kind: 'managed',
		version: '26.1.5',
		store: 'classic',
		platform: 'linux/amd64',
		step: 'ready',
		milliseconds: 900,
	},
	bases: [
		{
			reference: 'golang:1.27',
			state: 'present',
			origin: 'offline',
			step: 'present',
			bytes: 877_026_627,
			milliseconds: 0,
		},
	],
	labs: [{ id: 'go', state: 'ready', needs: ['golang:1.27'], missing: [] }],
};

/** Work in memory; each write counts the version up. */
export class FakeWork implements WorkShelf {
	readonly #starter: Readonly<Record<string, string>>;
	readonly #files = new Map<string, { text: string; version: number }>();

	constructor(starter: Readonly<Record<string, string>>) {
		this.#starter = starter;
		this.#restore();
	}

	#restore(): void {
		for (const [path, text] of Object.entries(this.#starter)) {
			this.#files.set(path, { text, version: (this.#files.get(path)?.version ?? 0) + 1 });
		}
	}

	#file(path: string): WorkFile {
		const found = this.#files.get(path);
		if (found === undefined) throw new UserError('work-file-not-found', `There is no file "${path}".`, 'Take another.');
		return { path, text: found.text, editable: path !== 'calculator.go', version: String(found.version) };
	}

	/** Writes as another program would, past the page. */
	change(path: string, text: string): void {
		this.#files.set(path, { text, version: Number(this.#file(path).version) + 1 });
	}

	async read(lab: string): Promise<Omit<Work, 'running'>> {
		return { lab, files: [...this.#files.keys()].map((path) => this.#file(path)), folder: `/home/ann/${lab}` };
	}

	async save(_lab: string, path: string, text: string, baseVersion: string): Promise<WorkFile> {
		const now = this.#file(path);
		if (now.version !== baseVersion) {
			throw new UserError('work-conflict', `"${path}" was changed elsewhere.`, 'Load it again.');
		}
		this.change(path, text);
		return this.#file(path);
	}

	async reset(lab: string): Promise<Omit<Work, 'running'>> {
		this.#restore();
		return this.read(lab);
	}
}

/** Jobs that tell a script of events, `delay` milliseconds apart, and end. */
export class FakeJobs implements JobShelf {
	readonly #scripts: (kind: JobKind, lab: string) => Promise<readonly JobEvent[]>;
	readonly #delay: number;
	readonly #jobs = new Map<
		string,
		{ kind: JobKind; lab: string; events: JobEvent[]; done: boolean; stop: AbortController }
	>();

	constructor(scripts: (kind: JobKind, lab: string) => Promise<readonly JobEvent[]>, delay = 0) {
		this.#scripts = scripts;
		this.#delay = delay;
	}

	async start(kind: JobKind, lab: string): Promise<{ job: string }> {
		if (this.running(lab) !== undefined) throw new UserError('job-running', `Lab "${lab}" is busy.`, 'Wait.');
		const id = `job-${this.#jobs.size + 1}`;
		const job = { kind, lab, events: [] as JobEvent[], done: false, stop: new AbortController() };
		this.#jobs.set(id, job);
		void this.#play(job);
		return { job: id };
	}

	async #play(job: {
		kind: JobKind;
		lab: string;
		events: JobEvent[];
		done: boolean;
		stop: AbortController;
	}): Promise<void> {
		for (const event of await this.#scripts(job.kind, job.lab)) {
			await wait(this.#delay);
			if (job.stop.signal.aborted) {
				job.events.push({ kind: 'cancelled' });
				break;
			}
			job.events.push(event);
		}
		job.done = true;
	}

	running(lab: string): Work['running'] {
		for (const [job, each] of this.#jobs)
			if (each.lab === lab && !each.done) return { job, kind: each.kind, startedAt: '2026-11-21T08:00:00.000Z' };
		return undefined;
	}

	#find(id: string) {
		const job = this.#jobs.get(id);
		if (job === undefined) throw new UserError('job-not-found', `There is no job "${id}".`, 'Start it again.');
		return job;
	}

	events(id: string, after: number, signal: AbortSignal): AsyncIterable<NumberedEvent> {
		const job = this.#find(id);
		return (async function* () {
			for (let next = after; !signal.aborted; ) {
				const event = job.events[next];
				if (event !== undefined) yield { id: ++next, event };
				else if (job.done) return;
				else await wait(5);
			}
		})();
	}

	cancel(id: string): void {
		this.#find(id).stop.abort();
	}
}

export function fakeDependencies(
	changes: Partial<AppDependencies> & Pick<AppDependencies, 'siteDir'>,
): AppDependencies {
	return {
		version: '0.1.0',
		labs: { list: () => [fakeLab], find: (id) => (id === fakeLab.id ? fakeLab : undefined) },
		work: new FakeWork({
			Dockerfile: 'FROM golang:1.27\n',
			'calculator.go': 'package main\n',
			'solution.md': '# Sizes\n',
		}),
		jobs: new FakeJobs(async () => [{ kind: 'phase', phase: 'Build', detail: '' }]),
		prebuild: () => undefined,
		sessions: new FakeSessions(),
		blocks: { command: ({ block }) => (block === 'build' ? 'docker build .' : undefined) },
		health: () => fakeHealth,
		port: () => 4321,
		sessionToken: 'secret',
		onFault: (error) => {
			throw error;
		},
		...changes,
	};
}
