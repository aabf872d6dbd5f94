/** Serves the course for the end-to-end tests: `node tests/helpers/serve-course.ts WORKDIR`; tells its events as lines of JSON. */
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '#runner/env.ts';
import { serveCourse } from '#runner/serve.ts';
import { testDataDir } from './data-dir.ts';

const workDir = process.argv[2];
if (workDir === undefined) throw new Error('give a folder for the work of the learner');
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort());
// A test run that was killed closes the pipe: nobody is left to serve for.
process.stdin.on('end', () => stop.abort()).resume();

await serveCourse({
	host: '127.0.0.1',
	port: 0,
	projectDir: fileURLToPath(new URL('../..', import.meta.url)),
	dataDir: testDataDir(),
	workDir,
	environment: readEnvironment(),
	signal: stop.signal,
	onEvent: (event) => void process.stdout.write(`${JSON.stringify(event)}\n`),
});
process.exit(0);
