/** One thing that happened on the way to an engine, for a progress line, a page or a log. */
export interface EngineProgress {
	/**
	 * `look`: looking for the user's own engine. `install-tools`: installing what makes a root folder.
	 * `make-root`: making the managed engine's root folder. `start`: starting it. `ready`: an engine answers.
	 */
	readonly step: 'look' | 'install-tools' | 'make-root' | 'start' | 'ready';
	/** What is being done, as a short sentence. */
	readonly detail: string;
	/** Bytes on the disk so far, where they are known. */
	readonly bytes?: number;
	/** Time since the call began. */
	readonly milliseconds: number;
}

/** Takes a step and its detail; the time is added. */
export type ReportProgress = (step: EngineProgress['step'], detail: string, bytes?: number) => void;

/** Gives a reporter that adds the time since now. */
export function progressSince(onProgress: ((progress: EngineProgress) => void) | undefined): ReportProgress {
	const began = performance.now();
	return (step, detail, bytes) => {
		const milliseconds = Math.round(performance.now() - began);
		onProgress?.({ step, detail, milliseconds, ...(bytes !== undefined && { bytes }) });
	};
}
