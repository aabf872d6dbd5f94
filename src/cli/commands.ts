/** All commands, in the order of the help text. */
import type { Command } from './command.ts';
import { doctorCommand } from './commands/doctor.ts';
import { gradeCommand } from './commands/grade.ts';
import { labsCommand } from './commands/labs.ts';
import { prepareCommand } from './commands/prepare.ts';

export const commands: readonly Command[] = [prepareCommand, gradeCommand, labsCommand, doctorCommand];
