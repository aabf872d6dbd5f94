/** Grades broken submissions: nothing may crash, be ungradable, or be left behind. */

import { gradeEach } from '../helpers/batch-bench.ts';
import type { GradingBench } from '../helpers/grading.ts';
import { capitals } from '../helpers/grading.ts';
import { mutated } from './mutate.ts';
import { pick, seeded } from './random.ts';

/** Dockerfiles of the test lab as people write them: they are broken in the rounds. */
const seeds: readonly string[] = [
	capitals['Dockerfile'] ?? '',
	'FROM busybox AS build\nWORKDIR /src\nCOPY main.sh .\nRUN sh -n main.sh\n\nFROM busybox\nCOPY --from=build /src/main.sh /main.sh\nUSER 1000:1000\nENTRYPOINT ["/bin/sh", "/main.sh"]\n',
	'# escape=`\nARG BASE=busybox\nFROM $BASE\nENV A=1 `\n    B="two words"\nCOPY [".", "/app/"]\nWORKDIR /app\nCMD sh main.sh\n',
	'FROM busybox\nCOPY <<EOF /note\nhello $HOME\nEOF\nRUN --mount=type=cache,target=/c,id=x true\nHEALTHCHECK CMD true\nCOPY . .\nENTRYPOINT exec sh main.sh\n',
];

export interface MutationOptions {
	readonly bench: GradingBench;
	readonly rounds: number;
	readonly seed: number;
	readonly print: (line: string) => void;
}

/** Submissions in one batch: enough to be beside each other, few enough to be told apart when one fails. */
const batchSize = 20;

/** Names of the rounds that went wrong, with why. */
export async function mutationRounds({ bench, rounds, seed, print }: MutationOptions): Promise<readonly string[]> {
	const wrong: string[] = [];
	const lab = await bench.lab();
	for (let first = 0; first < rounds; first += batchSize) {
		const folder = `mutated-${seed}-${first}`;
		const last = Math.min(rounds, first + batchSize);
		for (let round = first; round < last; round += 1) {
			const random = seeded(seed + round);
			const files = { ...capitals, Dockerfile: mutated(pick(random, seeds), random) };
			const named = Object.entries(files).map(([path, bytes]) => [`${folder}/round-${seed + round}/${path}`, bytes]);
			await bench.folder.write(Object.fromEntries(named));
		}
		const paths = [bench.folder.join(folder)];
		const reports = await gradeEach({ ...bench, lab, paths, journal: bench.folder.join(`${folder}.journal`) });
		for (const { submission, status, fault } of reports) {
			if (status === 'ungradable') wrong.push(`${submission.name} is ungradable: ${fault ?? ''}`);
		}
		if (reports.length !== last - first) wrong.push(`${folder}: ${reports.length} reports of ${last - first}`);
		wrong.push(...(await bench.leftovers()).map((leftover) => `${folder} left ${leftover}`));
		print(`${last} of ${rounds} broken submissions graded, ${wrong.length} wrong`);
	}
	return wrong;
}
