/** All commands, in the order of the help text. */
import type { Command } from './command.ts';
import { doctorCommand } from './commands/doctor.ts';
import { gradeCommand } from './commands/grade.ts';
import { imageCommand } from './commands/image.ts';
import { labsCommand } from './commands/labs.ts';
import { measureCommand } from './commands/measure.ts';
import { prepareCommand } from './commands/prepare.ts';
import { serveCommand } from './commands/serve.ts';

export const commands: readonly Command[] = [
	serveCommand,
	prepareCommand,
	gradeCommand,
	imageCommand,
	measureCommand,
	labsCommand,
	doctorCommand,
];
