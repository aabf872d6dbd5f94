/** A program for tests: grades one folder on the engine of the tests, says how far it is, and may be killed on the way. */
import { Grader } from '#submission/grader.ts';
import { testEngine } from './engine.ts';
import { testLab } from './test-lab.ts';

const [labDir = '', path = '', dataDir = ''] = process.argv.slice(2);
await using engine = await testEngine();
await using grader = await Grader.open({ engine, dataDir });
await grader.grade({
	lab: { lab: testLab(), dir: labDir },
	path,
	name: 'child',
	onEvent: (event) => {
		if (event.kind === 'phase') process.stdout.write(`phase ${event.phase}\n`);
		if (event.kind === 'log') process.stdout.write(`log ${event.text}\n`);
	},
});
