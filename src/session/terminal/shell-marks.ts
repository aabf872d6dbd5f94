/**
 * The marks that a shell prints around each prompt and command, as escape sequences that no terminal shows (OSC 133,
 * https://gitlab.freedesktop.org/Per_Bothner/specifications/-/blob/master/proposals/semantic-prompts.md):
 *
 * - `ESC ] 133 ; A ; aid=ID BEL` before a prompt,
 * - `ESC ] 133 ; B ; aid=ID BEL` behind it: what is typed now is a command,
 * - `ESC ] 133 ; C ; aid=ID BEL` when a command has been read and runs,
 * - `ESC ] 133 ; D ; STATUS ; aid=ID BEL` when it has ended.
 *
 * Any program can print such marks: another shell inside this one, a recording, a file that is shown. So those of the shell
 * itself carry an id (`aid`, "application id" in the proposal) that it makes up when it starts and does not pass on to what it
 * runs. The form is `<process id>-<random>`, so that a shell that takes the place of this one (`exec bash`) is known by the
 * same process id.
 */

export interface ShellMark {
	readonly kind: 'A' | 'B' | 'C' | 'D';
	/** Id of the shell that printed it. */
	readonly aid?: string;
	/** Of D, where the shell told it. */
	readonly exitCode?: number;
}

const prefix = '133;';
const kinds = new Set(['A', 'B', 'C', 'D']);
/** Exit statuses are one byte; shells on other systems print larger ones. */
const status = /^\d{1,9}$/;
const aidForm = /^aid=([\w.-]{1,64})$/;

/** The mark in the text of an OSC sequence, or undefined when it is another sequence. */
export function readShellMark(text: string): ShellMark | undefined {
	if (!text.startsWith(prefix)) return undefined;
	const [kind = '', ...fields] = text.slice(prefix.length).split(';');
	if (!kinds.has(kind)) return undefined;
	const aid = fields.map((field) => aidForm.exec(field)?.[1]).find((found) => found !== undefined);
	const exitCode = kind === 'D' && status.test(fields[0] ?? '') ? Number(fields[0]) : undefined;
	return {
		kind: kind as ShellMark['kind'],
		...(aid === undefined ? {} : { aid }),
		...(exitCode === undefined ? {} : { exitCode }),
	};
}
