/** Runs one thing after the other: what counts objects and then makes one must not be overtaken. */
export class Turns {
	#last: Promise<unknown> = Promise.resolve();

	/** Runs when all earlier ones are over, however they ended. */
	async take<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.#last.then(work, work);
		this.#last = turn.catch(() => undefined);
		return await turn;
	}
}
