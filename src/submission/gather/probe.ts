/** What the learner's image does when it runs: cases, a changed source, a stop signal. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MarkerEvidence } from '#grade/evidence.ts';
import type { CheckKind, Lab } from '#lab/schema.ts';
import { attempt, type EvidenceDraft } from '../assemble.ts';
import { buildImage, type ImageToBuild } from '../build/build-image.ts';
import { type GradingContext, labelsFor } from '../context.ts';
import { gatherCases } from './cases.ts';
import { changedMarker, replaceMarker } from './marker.ts';
import { type RunSetting, runEvidence, runProgram } from './run-evidence.ts';
import { gatherStop, stopSeconds } from './stop.ts';

type Built = ImageToBuild & { readonly imageId: string };

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
	if (asks(lab, ['behaves'])) {
		onEvent({ kind: 'phase', phase: 'Try the program', detail: 'Each case in a fresh container' });
		await attempt(draft, 'cases', signal, async () => {
			draft.cases = await gatherCases(setting, lab, built.imageId, random);
		});
	}
	const seconds = stopSeconds(lab);
	if (seconds !== undefined) {
		onEvent({ kind: 'phase', phase: 'Stop the program', detail: 'SIGTERM while it waits for input' });
		await attempt(draft, 'stop', signal, async () => {
			draft.stop = await gatherStop(setting, built.imageId, seconds);
		});
	}
	if (asks(lab, ['from-source'])) {
		onEvent({ kind: 'phase', phase: 'Build again from a changed source', detail: lab.marker.file });
		await attempt(draft, 'marker', signal, async () => {
			draft.marker = await gatherMarker(context, setting, built, random);
		});
	}
}

async function gatherMarker(
	context: GradingContext,
	setting: RunSetting,
	built: Built,
	random: () => number,
): Promise<MarkerEvidence> {
	const { file, value, args, stdin } = context.loaded.lab.marker;
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
	if (rebuilt.imageId === undefined) return { ...facts, outcome: 'build-failed' };
	const show = async (image: string) => runEvidence(await runProgram(setting, { image, args, stdin }));
	return {
		...facts,
		outcome: 'rebuilt',
		originalRun: await show(built.imageId),
		changedRun: await show(rebuilt.imageId),
	};
}
