/** A program for tests: grades one folder on the engine of the tests, says how far it is, and may be killed on the way. */
import { gradeFolder } from '#submission/grade-folder.ts';
import { testEngine } from './engine.ts';
import { testLab } from './test-lab.ts';

const [labDir = '', path = '', dataDir = ''] = process.argv.slice(2);
await using engine = await testEngine();
await gradeFolder({
	engine,
	lab: { lab: testLab(), dir: labDir },
	path,
	name: 'child',
	dataDir,
	onEvent: (event) => {
		if (event.kind === 'phase') process.stdout.write(`phase ${event.phase}\n`);
		if (event.kind === 'log') process.stdout.write(`log ${event.text}\n`);
	},
});
