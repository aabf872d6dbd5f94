import { describe, expect, it } from 'vitest';
import { UserError } from '#errors';
import type { Command } from './command.ts';
import type { CliContext } from './context.ts';
import { runCommandLine } from './run.ts';

const build: Command = {
	name: 'paint',
	summary: 'Paints things',
	arguments: [
		{ name: 'COLOUR', description: 'which' },
		{ name: 'THING', description: 'what', optional: true, repeated: true },
	],
	options: [
		{ flags: '--coats <n>', description: 'how many', choices: ['1', '2'], default: '1' },
		{ flags: '--dry', description: 'only say' },
	],
	examples: ['stagecraft paint red door'],
	run(context, input) {
		context.out(JSON.stringify(input));
		if (input.arguments['colour']?.[0] === 'none')
			throw new UserError('request-invalid', 'There is no colour none.', 'Take red.');
		return Promise.resolve(input.options['dry'] === true ? 1 : 0);
	},
};

async function run(...args: string[]) {
	let out = '';
	let notes = '';
	const context = {
		out: (text: string) => {
			out += text;
		},
		note: (line: string) => {
			notes += `${line}\n`;
		},
		progress: { show: () => undefined, finish: () => undefined },
		columns: 80,
	} as unknown as CliContext;
	const status = await runCommandLine([build], args, context, '1.2.3');
	return { status, out, notes };
}

describe('the command line', () => {
	it('hands arguments and options to the command', async () => {
		expect(await run('paint', 'red', 'door', 'wall', '--coats', '2', '--dry')).toEqual({
			status: 1,
			out: '{"arguments":{"colour":["red"],"thing":["door","wall"]},"options":{"coats":"2","dry":true}}',
			notes: '',
		});
	});

	it('prints help on standard output with status 0', async () => {
		const { status, out } = await run('paint', '--help');
		expect(status).toBe(0);
		expect(out).toContain('stagecraft paint red door');
		expect((await run('--help')).out).toContain('Exit status');
		expect((await run('--version')).out).toBe('1.2.3\n');
	});

	it('answers a bad call with status 2 and a hint', async () => {
		expect((await run('pait')).status).toBe(2);
		expect((await run('paint')).notes).toMatchInlineSnapshot(`
			"stagecraft: missing required argument 'COLOUR'
			Hint: Run \`stagecraft --help\`, or \`stagecraft COMMAND --help\`.
			"
		`);
		expect((await run('paint', 'red', '--coats', '9')).notes).toContain('Allowed choices are 1, 2');
		expect((await run('paint', 'red', '--wet')).notes).toContain("unknown option '--wet'");
	});

	it('turns an error into its message, its hint and the status of its code', async () => {
		const { status, notes } = await run('paint', 'none');
		expect(status).toBe(2);
		expect(notes).toBe('stagecraft: There is no colour none.\nHint: Take red.\n');
	});
});
