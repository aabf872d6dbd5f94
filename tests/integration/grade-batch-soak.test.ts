/** The short form of the long random runs in tests/soak. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GradingBench } from '../helpers/grading.ts';
import { killRounds } from '../soak/kill-rounds.ts';
import { mutationRounds } from '../soak/mutation-rounds.ts';
import { sameGrades } from '../soak/same-grades.ts';

let bench: GradingBench;
beforeAll(async () => {
	bench = await GradingBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const print = () => undefined;

it('broken Dockerfiles are graded, and leave nothing', async () => {
	expect(await mutationRounds({ bench, rounds: 12, seed: 7, print })).toEqual([]);
});

it('the same submissions have the same grades in another order', async () => {
	expect(await sameGrades({ bench, rounds: 8, seed: 7, print })).toEqual([]);
});

it('a batch that is killed again and again ends with the reports of a quiet run', async () => {
	expect(await killRounds({ bench, rounds: 2, seed: 7, print })).toEqual([]);
});
