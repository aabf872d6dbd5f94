/** Tests that follow lessons on a real engine: one for each thing that a lesson tells to do. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { loadExperiments } from '#lab/experiments.ts';
import { loadLabs } from '#lab/load.ts';
import { courseLessons } from '../course-text.ts';
import { testEngine } from '../engine.ts';
import { haveBases } from '../prepared-bases.ts';
import { workspaceImage } from '../workspace.ts';
import { labsDir } from './course-files.ts';
import { CourseRun } from './course-run.ts';
import { readLesson } from './read-lesson.ts';
import { Workplace } from './workplace.ts';

/** A guard against hanging: one command may be a first build on a slow machine. */
const timeout = 600_000;

/**
 * @param choose lessons by their path in `content/`; the others are left out.
 * @param rest whether to do also the steps of experiments that no lesson shows.
 */
export async function followLessons({
	choose,
	rest,
}: {
	readonly choose: (path: string) => boolean;
	readonly rest: boolean;
}): Promise<void> {
	const lessons = courseLessons()
		.map(readLesson)
		.filter(({ path, pieces }) => choose(path) && pieces.length > 0);
	const experiments = (await loadExperiments(join(labsDir, 'experiments'))).map(({ experiment }) => experiment);
	const labs = (await loadLabs(labsDir)).map(({ lab }) => lab);
	let engine: Engine;
	let place: Workplace;
	let run: CourseRun;

	beforeAll(async () => {
		engine = await testEngine();
		const bases = [...new Set([...labs, ...experiments].flatMap((each) => each.bases))];
		await haveBases(engine, workspaceImage, ...bases);
		place = await Workplace.open(engine, bases);
		run = new CourseRun(place, labs, experiments);
	});

	afterAll(async () => {
		await place?.[Symbol.asyncDispose]();
		await engine?.[Symbol.asyncDispose]();
	});

	it('finds the lessons', () => {
		expect(lessons.length).toBeGreaterThan(5);
	});

	for (const lesson of lessons) {
		describe(lesson.path, () => {
			let broken = '';
			for (const piece of lesson.pieces) {
				it(`line ${piece.line}: ${piece.name}`, { timeout }, async ({ skip }) => {
					if (broken !== '') skip(`line ${broken} failed before`);
					try {
						await run.follow(lesson, piece);
					} catch (error) {
						broken = String(piece.line);
						throw error;
					}
				});
			}
		});
	}

	if (rest) {
		it.for(experiments)('experiment $id: the steps that no lesson shows', { timeout }, async ({ id }) => {
			await run.restOf(id);
		});
	}

	it('found no fault in the gateway', () => {
		expect(place.faults).toEqual([]);
	});
}
