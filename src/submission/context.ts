/** What everything in a grading stands on. */
import type { Engine, Labels } from '#engine/engine.ts';
import { labelNames, type Role } from '#engine/labels.ts';
import type { LoadedLab } from '#lab/lab-folder.ts';
import type { JobEvent } from '#protocol/api.ts';
import type { KeptBefore } from './before-image.ts';
import type { ProcessRegistry } from './cleanup/process-registry.ts';
import type { SubmissionDatabase } from './database.ts';
import type { AnalysisStore } from './gather/analysis-store.ts';
import type { TransferStore } from './gather/transfer-store.ts';
import type { SharedValues } from './shared-values.ts';

export interface GradingContext {
	readonly engine: Engine;
	readonly database: SubmissionDatabase;
	readonly analyses: AnalysisStore;
	readonly transfers: TransferStore;
	/** The images to compare with, by the key of the lab's image. */
	readonly befores: SharedValues<KeptBefore>;
	readonly registry: ProcessRegistry;
	readonly loaded: LoadedLab;
	/** Folder for what is kept between gradings and for private copies. */
	readonly dataDir: string;
	/** Id of this grading: `<process>-<random>`. Names its copy, its labels and its entries in the ledger. */
	readonly job: string;
	/** Parts the build cache and its cache mounts between those who must not share one. */
	readonly cacheScope: string;
	readonly onEvent: (event: JobEvent) => void;
	readonly signal: AbortSignal;
}

export function labelsFor({ registry, job }: Pick<GradingContext, 'registry' | 'job'>, role: Role): Labels {
	return { [labelNames.role]: role, [labelNames.owner]: registry.owner, [labelNames.job]: job };
}

/** A private folder of this grading. */
export function copyFolder({ dataDir, job }: Pick<GradingContext, 'dataDir' | 'job'>, name: string): string {
	return `${copiesFolder(dataDir)}/${job}/${name}`;
}

/** Where the private copies of all gradings lie. */
export function copiesFolder(dataDir: string): string {
	return `${dataDir}/gradings`;
}
