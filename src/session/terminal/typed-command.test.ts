import { expect, it } from 'vitest';
import { typedCommand } from './typed-command.ts';

it.each([
	['docker images', true, 'docker images\r'],
	['docker images\n', true, 'docker images\r'],
	['a\nb\n', true, '\x1b[200~a\nb\x1b[201~\r'],
	['a\r\n\tb', true, '\x1b[200~a\n\tb\x1b[201~\r'],
	['a\nb', false, 'a\rb\r'],
])('types %j (paste in one piece: %s)', (command, bracketedPaste, typed) => {
	expect(typedCommand(command, bracketedPaste).toString()).toBe(typed);
});
