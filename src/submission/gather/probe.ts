/** What the learner's image does when it runs: cases, a changed source, a stop signal. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MarkerEvidence, StopEvidence } from '#grade/evidence.ts';
import type { CheckKind, Lab } from '#lab/schema.ts';
import { attempt, type EvidenceDraft } from '../assemble.ts';
import { buildImage, type ImageToBuild } from '../build/build-image.ts';
import { type GradingContext, labelsFor } from '../context.ts';
import { gatherCases } from './cases.ts';
import { changedMarker, replaceMarker } from './marker.ts';
import { type RunSetting, runEvidence, runProgram } from './run-evidence.ts';
import { gatherPage, gatherQuestions } from './server/questions.ts';
import { gatherStop, stopSeconds } from './stop.ts';

type Built = ImageToBuild & { readonly imageId: string };
type LabProbe = NonNullable<Lab['probe']>;
type LabMarker = NonNullable<Lab['marker']>;

interface MarkerRequest {
	readonly how: LabProbe;
	readonly marker: LabMarker;
	readonly random: () => number;
	/** What the original image shows, where it was seen already. */
	readonly originalOutput: string | undefined;
}

/** Whether the lab has a check of one of these kinds. */
function asks(lab: Lab, kinds: readonly CheckKind[]): boolean {
	return lab.checks.some(({ kind }) => kinds.includes(kind));
}

/** Whether something of the report needs the image to compare with. */
export function needsBefore(lab: Lab): boolean {
	return buildsBefore(lab) || asks(lab, ['size-ratio', 'true-sizes']);
}

/** Whether it is checked that the image to compare with builds, whatever becomes of the other one. */
export function buildsBefore(lab: Lab): boolean {
	return lab.checks.some((check) => check.kind === 'builds' && check.image === 'before');
}

/** Runs what the checks of the lab ask for, and adds it to the draft. */
export async function probe(
	context: GradingContext,
	draft: EvidenceDraft,
	built: Built,
	random: () => number,
): Promise<void> {
	const { engine, loaded, signal, onEvent } = context;
	const { lab } = loaded;
	const setting: RunSetting = { engine, limits: lab.limits, labels: labelsFor(context, 'grading'), signal };
	const { probe: how, marker } = lab;
	const seconds = stopSeconds(lab);
	const image = built.imageId;
	let page: string | undefined;
	if (how !== undefined && asks(lab, ['behaves'])) {
		const detail = how.kind === 'http' ? `Questions to port ${how.port}` : 'Each case in a fresh container';
		onEvent({ kind: 'phase', phase: 'Try the program', detail });
		await attempt(draft, 'cases', signal, async () => {
			if (how.kind === 'stdio') {
				draft.cases = await gatherCases(setting, how, image, random);
				return;
			}
			const request = { probe: how, image, random, page: marker?.path, stopSeconds: seconds };
			const questioned = await gatherQuestions(setting, request);
			draft.server = questioned.server;
			page = questioned.page;
			if (seconds !== undefined && questioned.stop !== undefined) draft.stop = questioned.stop;
		});
	}
	if (seconds !== undefined) {
		onEvent({ kind: 'phase', phase: 'Stop the program', detail: 'SIGTERM while it waits' });
		await attempt(draft, 'stop', signal, async () => {
			const first = draft.stop ?? (await gatherStop(setting, lab, image, seconds));
			// It may have been a matter of the machine, which had much else to do.
			draft.stop = isLate(first, seconds) ? await gatherStop(setting, lab, image, seconds) : first;
		});
	}
	if (how !== undefined && marker !== undefined && asks(lab, ['from-source', 'cache-order'])) {
		onEvent({ kind: 'phase', phase: 'Build again from a changed source', detail: marker.file });
		await attempt(draft, 'marker', signal, async () => {
			draft.marker = await gatherMarker(context, setting, built, { how, marker, random, originalOutput: page });
		});
	}
}

function isLate({ outcome, milliseconds }: StopEvidence, seconds: number): boolean {
	return outcome !== 'not-running' && milliseconds > seconds * 1000;
}

async function gatherMarker(
	context: GradingContext,
	setting: RunSetting,
	built: Built,
	{ how, marker, random, originalOutput }: MarkerRequest,
): Promise<MarkerEvidence> {
	const { file, value } = marker;
	const shown = (image: string) => shownBy(setting, how, marker, image);
	const changedValue = changedMarker(value, random);
	const facts = { file, originalValue: value, changedValue };
	const isFile = built.collected.entry(file)?.kind === 'file';
	const source = isFile ? await readFile(join(built.collected.root, file)) : Buffer.alloc(0);
	const changed = replaceMarker(source, value, changedValue);
	if (changed === undefined) return { ...facts, outcome: 'no-marker' };
	const rebuilt = await buildImage(context, {
		...built,
		image: 'marker',
		engineTag: `stagecraft/grading/${context.job}:marker`,
		replaced: new Map([[file, changed]]),
	});
	if (rebuilt.evidence.outcome === 'fault') throw new Error(rebuilt.evidence.error ?? 'The rebuild did not run.');
	const rebuild = rebuilt.evidence;
	if (rebuilt.imageId === undefined) return { ...facts, outcome: 'build-failed', rebuild };
	return {
		...facts,
		outcome: 'rebuilt',
		rebuild,
		originalOutput: originalOutput ?? (await shown(built.imageId)),
		changedOutput: await shown(rebuilt.imageId),
	};
}

/** What the program of an image shows when it is asked for the marker. */
async function shownBy(setting: RunSetting, how: LabProbe, marker: LabMarker, image: string): Promise<string> {
	if (how.kind === 'http') return await gatherPage(setting, how, image, marker.path ?? '/');
	const { args, stdin } = marker;
	return runEvidence(await runProgram(setting, { image, args, stdin })).stdout;
}
