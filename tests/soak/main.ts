/** `node tests/soak/main.ts mutations|kills|same|container [--rounds N] [--seed N]`: long random runs on the engine of the tests. */
import { parseArgs } from 'node:util';
import { GradingBench } from '../helpers/grading.ts';
import { graderContainer } from './grader-container.ts';
import { killRounds } from './kill-rounds.ts';
import { mutationRounds } from './mutation-rounds.ts';
import { sameGrades } from './same-grades.ts';

const runs = {
	mutations: { run: mutationRounds, rounds: 500 },
	kills: { run: killRounds, rounds: 50 },
	same: { run: sameGrades, rounds: 30 },
	container: { run: graderContainer, rounds: 2 },
} as const;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { rounds: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const name = Object.keys(runs).find((each): each is keyof typeof runs => each === positionals[0]);
if (name === undefined) {
	console.error(`usage: node tests/soak/main.ts ${Object.keys(runs).join('|')} [--rounds N] [--seed N]`);
	process.exit(2);
}
await using bench = await GradingBench.open();
const print = (line: string) => console.log(line);
const rounds = Number(values.rounds ?? runs[name].rounds);
const wrong = await runs[name].run({ bench, rounds, seed: Number(values.seed), print });
for (const line of wrong) print(`WRONG ${line}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
