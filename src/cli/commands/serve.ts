/** `stagecraft serve`: the course. */
import { UserError } from '#errors';
import type { ServeEvent } from '#runner/serve.ts';
import { type Command, engineOptions, textOption } from '../command.ts';
import type { CliContext } from '../context.ts';
import { healthRows } from '../health-rows.ts';
import { dataDirOf, projectDir } from '../project.ts';

const defaultPort = 4321;
const largestPort = 65_535;

function portOf(context: CliContext, value: string | undefined): number {
	if (value === undefined) return context.environment.port ?? defaultPort;
	const port = Number(value);
	if (/^\d+$/.test(value) && port <= largestPort) return port;
	throw new UserError(
		'usage-invalid',
		`--port is "${value}".`,
		`Give a number from 0 to ${largestPort}, such as --port ${defaultPort}.`,
	);
}

/** Says each thing once: where the course is, when it is ready, what keeps it from being so. */
class Console {
	readonly #context: CliContext;
	#said = '';

	constructor(context: CliContext) {
		this.#context = context;
	}

	show(event: ServeEvent): void {
		if (event.kind === 'site-building') this.#note('Building the pages …');
		if (event.kind === 'listening') this.#note(`The course is at ${event.address}  (Ctrl-C stops it)`);
		if (event.kind === 'stopping') this.#note('Stopping …');
		if (event.kind !== 'health') return;
		const { health } = event;
		this.#context.progress.show(healthRows(health));
		if (health.status === 'preparing' || this.#said === health.status) return;
		this.#said = health.status;
		if (health.status === 'ready') {
			this.#note('The labs are ready.');
			return;
		}
		this.#note('The lessons can be read; not all labs can be used:');
		const problems = [health.engine.problem, ...health.bases.map((base) => base.problem)];
		for (const problem of problems)
			if (problem !== undefined) this.#note(`  ${problem.message}\n  Hint: ${problem.hint}`);
	}

	#note(line: string): void {
		this.#context.progress.finish();
		this.#context.note(line);
	}
}

export const serveCommand: Command = {
	name: 'serve',
	summary: 'serve the course on this machine',
	arguments: [],
	options: [
		{
			flags: '--port <port>',
			description: `port to listen on; 0 takes any free one (default: STAGECRAFT_PORT, else ${defaultPort})`,
		},
		{ flags: '--host <host>', description: 'loopback address to listen on', default: '127.0.0.1' },
		{ flags: '--offline', description: 'make the bases here from Debian packages, without asking a registry' },
		...engineOptions,
	],
	examples: ['stagecraft serve', 'stagecraft serve --port 8080'],
	async run(context, input) {
		// The server is loaded here, so that the other commands start quickly and stay small.
		const [{ pino }, { serveCourse }] = await Promise.all([import('pino'), import('#runner/serve.ts')]);
		const shown = new Console(context);
		await serveCourse({
			host: textOption(input, 'host') ?? '127.0.0.1',
			port: portOf(context, textOption(input, 'port')),
			projectDir,
			dataDir: dataDirOf(context, input),
			environment: context.environment,
			offline: input.options['offline'] === true,
			signal: context.signal,
			onEvent: (event) => shown.show(event),
			logger: pino({ level: context.environment.logLevel }, pino.destination({ fd: 2, sync: true })),
		});
		context.progress.finish();
		// Ctrl-C is the way to end it, so it is done, not interrupted.
		return 0;
	},
};
