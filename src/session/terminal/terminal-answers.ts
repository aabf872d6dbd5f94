/**
 * Programs ask their terminal what it is and where its cursor stands, and it answers as if somebody typed. With several pages at
 * one terminal, with none, or with output shown a second time, the answers of pages would come twice, never, or too late. So the
 * screen that the runner keeps answers each question, once, and what pages answer is taken out of what they type.
 */

/** Sequences that no key of a keyboard and no mouse sends, except F3 with a modifier, which looks like a cursor report. */
const answers = [
	// Device attributes, status, cursor position, modes, size of the window.
	'\\x1b\\[[?>=]?[\\d;]*c',
	'\\x1b\\[[03]n',
	'\\x1b\\[\\?[\\d;]+n',
	'\\x1b\\[\\??\\d+;\\d+(?:;\\d+)?R',
	'\\x1b\\[\\??\\d+;\\d\\$y',
	'\\x1b\\[\\d+;\\d+;\\d+t',
	// Strings: settings, version, colours, clipboard.
	'\\x1bP[^\\x1b]{0,256}\\x1b\\\\',
	'\\x1b\\][^\\x07\\x1b]{0,256}(?:\\x07|\\x1b\\\\)',
];
const pattern = new RegExp(answers.join('|'), 'g');
const escapeByte = 0x1b;

/** What a person typed or pasted: the bytes without a terminal's answers. */
export function withoutAnswers(input: Uint8Array): Uint8Array {
	if (!input.includes(escapeByte)) return input;
	const text = Buffer.from(input).toString('latin1');
	const typed = text.replace(pattern, '');
	return typed.length === text.length ? input : Buffer.from(typed, 'latin1');
}
