import { cancelled, messageOf, UserError } from '#errors';
import type { Engine } from '../engine.ts';
import type { Base, Catalogue } from './catalogue.ts';
import type { DebianRoots } from './debian-root.ts';
import { makeBase } from './make-base.ts';
import type { NpmArchives } from './npm-archives.ts';
import { helperOf, type NextMoves, nextMoves, planBases, type Route, type Task } from './plan.ts';
import { baseLabels, type Presence, presentState } from './presence.ts';
import { pullBase } from './pull-base.ts';
import { pulledHash, type RecipeHashes } from './recipe-hash.ts';
import type { Registries } from './registries.ts';
import type { BaseState, StateBook } from './state.ts';

/** Bases got at the same time: each keeps about a core busy, and a small machine has two. */
const atOnce = 2;
/** Bytes change with every packet; a person does not look more often than this. */
const tellMilliseconds = 250;

export interface PreparationParts {
	readonly engine: Engine;
	readonly catalogue: Catalogue;
	readonly wanted: readonly string[];
	/** Undefined: no registry is asked. */
	readonly registries: Registries | undefined;
	readonly certificates: readonly string[];
	readonly hashes: RecipeHashes;
	readonly presence: Presence;
	readonly recipesDir: string;
	readonly archives: NpmArchives;
	readonly roots: DebianRoots;
	readonly book: StateBook;
	readonly signal: AbortSignal;
}

/** One run: carries out the plan, and plans anew when a registry does not give a base. */
export class Preparation {
	readonly #parts: PreparationParts;
	/** Bases that no registry gives. */
	readonly #notPublished = new Set<string>();
	readonly #present = new Set<string>();

	constructor(parts: PreparationParts) {
		this.#parts = parts;
	}

	/** Throws UserError `cancelled` when everything that ran has ended. */
	async run(): Promise<void> {
		const { book, signal } = this.#parts;
		await this.#lookAround();
		const running = new Map<string, Promise<void>>();
		for (;;) {
			const { start, blocked } = this.#nextMoves();
			for (const { task, by } of blocked) this.#skip(task, by);
			for (const task of signal.aborted ? [] : start) {
				const { reference } = task.base;
				book.set(reference, { state: 'preparing', step: 'starting' });
				running.set(
					reference,
					this.#carryOut(task).finally(() => running.delete(reference)),
				);
			}
			if (running.size > 0) await Promise.race(running.values());
			else if (signal.aborted) throw cancelled('Preparing the bases');
			else if (blocked.length === 0) return;
		}
	}

	/** Finds out which bases of the catalogue are there. */
	async #lookAround(): Promise<void> {
		const { catalogue, presence, wanted, book, signal } = this.#parts;
		for (const reference of wanted) book.set(reference, {});
		for (const { reference } of catalogue.bases) {
			const found = await presence.find(reference, signal);
			if (found === undefined) continue;
			this.#present.add(reference);
			if (wanted.includes(reference)) book.set(reference, presentState(found));
		}
	}

	#nextMoves(): NextMoves {
		const { catalogue, wanted, certificates, book } = this.#parts;
		const tasks = planBases({
			catalogue,
			wanted,
			present: this.#present,
			routeOf: (base) => this.#routeOf(base),
			addsCertificates: certificates.length > 0,
		});
		for (const { base } of tasks) if (!book.find(base.reference)) book.set(base.reference, {});
		return nextMoves(tasks, (reference) => book.find(reference)?.state ?? 'present', atOnce);
	}

	#routeOf({ reference, published }: Base): Route {
		const { registries } = this.#parts;
		if (registries === undefined || !published || this.#notPublished.has(reference)) return 'recipe';
		return registries.isSilent(reference) ? 'recipe' : 'registry';
	}

	#skip({ base }: Task, by: string): void {
		this.#parts.book.set(base.reference, {
			state: 'failed',
			step: 'skipped',
			problem: {
				message: `${base.reference} builds on ${by}, which could not be made.`,
				hint: `Mend what is said of ${by}, then run stagecraft prepare again.`,
			},
		});
	}

	async #carryOut(task: Task): Promise<void> {
		const { presence, book, signal } = this.#parts;
		const { reference } = task.base;
		const began = performance.now();
		const spent = () => ({ milliseconds: Math.round(performance.now() - began) });
		try {
			if (!(await this.#get(task, this.#teller(reference, spent)))) {
				this.#notPublished.add(reference);
				book.set(reference, { state: 'waiting', step: 'no registry gives it', ...spent() });
				return;
			}
			const found = await presence.find(reference, signal);
			if (found === undefined) throw new Error(`${reference} was made, and the engine does not have it`);
			this.#present.add(reference);
			book.set(reference, { ...presentState(found), ...spent() });
		} catch (error) {
			const stopped = signal.aborted;
			const problem = stopped ? {} : { problem: problemOf(reference, error) };
			book.set(reference, { state: stopped ? 'waiting' : 'failed', ...problem, ...spent() });
		}
	}

	async #get({ base, route }: Task, onStep: (step: string, bytes: number) => void): Promise<boolean> {
		const { registries, certificates, catalogue, hashes } = this.#parts;
		const { reference } = base;
		if (route === 'registry' && registries !== undefined) {
			const labels = baseLabels('registry', pulledHash(reference, certificates));
			return await pullBase({
				...this.#parts,
				registries,
				base,
				helper: helperOf(catalogue, reference),
				labels,
				onStep,
			});
		}
		await makeBase({ ...this.#parts, base, labels: baseLabels('offline', await hashes(reference)), onStep });
		return true;
	}

	#teller(reference: string, spent: () => Pick<BaseState, 'milliseconds'>): (step: string, bytes: number) => void {
		const { book } = this.#parts;
		let told = { step: '', at: 0 };
		return (step, bytes) => {
			const now = performance.now();
			if (step === told.step && now - told.at < tellMilliseconds) return;
			told = { step, at: now };
			book.set(reference, { step, bytes, ...spent() });
		};
	}
}

function problemOf(reference: string, error: unknown): { message: string; hint: string } {
	if (error instanceof UserError) return { message: error.message, hint: error.hint };
	return {
		message: `${reference} could not be made: ${messageOf(error)}`,
		hint: 'Run stagecraft prepare again; if it fails at the same place, report it with this message.',
	};
}
