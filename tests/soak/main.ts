/** `npm run soak -- mutations|kills|same|container [--rounds N] [--seed N]`: long random runs on the engine of the tests. */
import { GradingBench } from '../helpers/grading.ts';
import { ScriptOptions } from '../helpers/script-options.ts';
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

const usage = `usage: npm run soak -- ${Object.keys(runs).join('|')} [--rounds N] [--seed N]`;
const called: ScriptOptions = new ScriptOptions(usage);
const { values, positionals } = called.parse({ rounds: { type: 'string' }, seed: { type: 'string', default: '1' } });
const name = Object.keys(runs).find((each): each is keyof typeof runs => each === positionals[0]);
if (name === undefined || positionals.length > 1) called.refuse('Name one of the runs.');
const rounds = values.rounds === undefined ? runs[name].rounds : called.count('rounds', values.rounds);
const seed = called.count('seed', values.seed);
await using bench = await GradingBench.open();
const print = (line: string) => console.log(line);
const wrong = await runs[name].run({ bench, rounds, seed, print });
for (const line of wrong) print(`WRONG ${line}`);
process.exitCode = wrong.length === 0 ? 0 : 1;
