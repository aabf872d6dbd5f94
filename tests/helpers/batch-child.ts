/** A program for tests: grades a folder of submissions, says how many are finished, and may be killed on the way. */
import { Grader } from '#submission/grader.ts';
import { gradeEach } from './batch-bench.ts';
import { testEngine } from './engine.ts';
import { testLab } from './test-lab.ts';

const [labDir = '', path = '', dataDir = '', journal = '', resume = ''] = process.argv.slice(2);
await using engine = await testEngine();
await using grader = await Grader.open({ engine, dataDir });
const reports = await gradeEach({
	...{ engine, grader, lab: { lab: testLab(), dir: labDir }, paths: [path], journal },
	resume: resume === 'resume',
	onProgress: ({ finished, last }) => {
		if (last !== undefined) process.stdout.write(`finished ${finished}\n`);
	},
});
process.stdout.write(`reports ${reports.length}\n`);
