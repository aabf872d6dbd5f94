/** The whole course, followed from the first page to the last: every command, every output that is shown, every Dockerfile. */
import { followLessons } from '../helpers/lessons/lesson-suite.ts';

await followLessons({ choose: () => true, rest: true });
