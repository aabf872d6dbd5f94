/** Where the commands of lessons are typed: one workspace with the real docker command for the whole course. */
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineHazard } from '#dockerfile/engine-hazard.ts';
import { parseDockerfile } from '#dockerfile/parse.ts';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { Gateway } from '#gateway/gateway.ts';
import { defaultLimits } from '#gateway/limits.ts';
import { sweepOwner } from '#runner/sessions/sweep.ts';
import type { Shell } from '#session/shell.ts';
import { PortForwards } from '#session/workspace/port-forwards.ts';
import { Workspace } from '#session/workspace/workspace.ts';
import { DockerCli } from '../docker-cli.ts';
import { TempFolder } from '../temp-folder.ts';
import { commandEnd, commandOutput, promptEnd, ShellScreen, workspaceImage } from '../workspace.ts';
import { shownScreen, size } from './shown-screen.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));
const owner = 'lessons-test';
/** Always the same: the build cache of a session is its own, so that a second run finds what the first has built. */
const session = 'lessonsworkplace';
/** A session has one lab. Here is the whole course. */
const limits = { ...defaultLimits, images: 1000, imageBytes: 1024 * defaultLimits.imageBytes };
/** A build on a slow machine without a cache; more is a program that waits for somebody. */
const commandMilliseconds = 9 * 60_000;

export interface Came {
	/** What a person sees, `\n` between lines. */
	readonly text: string;
	/** Undefined while a shell in a container waits for the next command. */
	readonly exitCode: number | undefined;
}

/** What our own prompt does not end in: a mark comes behind it. */
const innerPrompt = /[#$] $/;
const opensShell = /\bdocker (?:run|exec) (?:.* )?-(?:it|ti)\b/;

export class Workplace implements AsyncDisposable {
	readonly faults: readonly unknown[];
	readonly #engine: Engine;
	readonly #gateway: Gateway;
	readonly #workspace: Workspace;
	readonly #shell: Shell;
	readonly #screen: ShellScreen;
	readonly #socket: TempFolder;
	readonly #server: Server;
	#isInside = false;

	private constructor(parts: {
		readonly faults: readonly unknown[];
		readonly engine: Engine;
		readonly gateway: Gateway;
		readonly workspace: Workspace;
		readonly shell: Shell;
		readonly socket: TempFolder;
		readonly server: Server;
	}) {
		this.faults = parts.faults;
		this.#engine = parts.engine;
		this.#gateway = parts.gateway;
		this.#workspace = parts.workspace;
		this.#shell = parts.shell;
		this.#screen = new ShellScreen(parts.shell);
		this.#socket = parts.socket;
		this.#server = parts.server;
	}

	/** `bases`: all that the commands may see. They have to be there. */
	static async open(engine: Engine, bases: readonly string[]): Promise<Workplace> {
		const faults: unknown[] = [];
		await sweepOwner(engine, owner, new Set());
		let forwards: PortForwards | undefined;
		const gateway = await Gateway.open({
			engine,
			session,
			owner,
			bases,
			limits,
			inspectDockerfile: (text) => engineHazard(parseDockerfile(text)),
			onPorts: (ports) => void forwards?.show(ports),
			// A lesson that fills the disk is wrong.
			onStopped: (words) => faults.push(words),
			onFault: (error) => faults.push(error),
		});
		const labels = { [labelNames.role]: 'workspace', [labelNames.owner]: owner, [labelNames.job]: session };
		const workspace = await Workspace.start({
			engine,
			image: workspaceImage,
			network: gateway.network,
			labels,
			onDocker: (connection) => gateway.accept(connection),
		});
		forwards = new PortForwards(workspace);
		const socket = await TempFolder.create();
		const server = createServer({ allowHalfOpen: true }, (connection) => gateway.accept(connection));
		await new Promise<void>((resolve) => server.listen(socket.join('docker.sock'), resolve));
		const shell = await workspace.openShell(size, { greeting: false });
		const place = new Workplace({ faults, engine, gateway, workspace, shell, socket, server });
		await place.#until(promptEnd, 'the first prompt');
		return place;
	}

	/** Whether a shell in a container waits for commands. */
	get isInside(): boolean {
		return this.#isInside;
	}

	/** Writes texts by path below a folder of the workspace's home. */
	async write(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
		for (const [path, bytes] of files) {
			const target = `course/${folder}/${path}`;
			const script = 'mkdir -p "$1" && cat > "$2" && case "$2" in *.sh) chmod +x "$2";; esac';
			const command = ['sh', '-c', script, 'sh', dirname(target), target];
			const { exitCode, stderr } = await this.#workspace.run(command, {
				input: bytes,
				maxBytes: 1024,
				timeoutMilliseconds: 30_000,
			});
			if (exitCode !== 0) throw new Error(`${target}: ${stderr}`);
		}
	}

	/** Types a command of one or more lines in a folder. Leaves a shell in a container first. */
	async type(folder: string, command: string): Promise<Came> {
		await this.leave();
		await this.#run(`mkdir -p ~/course/${folder} && cd ~/course/${folder} && clear`);
		const shown: string[] = [];
		let exitCode: number | undefined = 0;
		for (const line of wholeLines(command)) {
			const came = await this.#run(line);
			shown.push(came.text);
			exitCode = came.exitCode;
			if (exitCode !== 0) break;
		}
		return { text: shown.filter((text) => text !== '').join('\n'), exitCode };
	}

	/** Types a command into the container whose shell waits. */
	async typeInside(command: string): Promise<Came> {
		if (!this.#isInside) throw new Error('The command before this one did not open a shell.');
		const shown: string[] = [];
		for (const line of wholeLines(command)) {
			this.#screen.type(`${line}\r`);
			const seen = await shownScreen(await this.#until(innerPrompt, line));
			// The line itself comes first, and the next prompt last.
			shown.push(seen.split('\n').slice(1, -1).join('\n'));
		}
		return { text: shown.join('\n'), exitCode: undefined };
	}

	async leave(): Promise<void> {
		if (!this.#isInside) return;
		this.#isInside = false;
		this.#screen.type('exit\r');
		await this.#until(commandEnd, 'exit');
	}

	/** Runs a command of the learner's own machine, in the checkout of the course, on the same engine. */
	async onOwnMachine(command: string): Promise<Came> {
		const { promise, resolve } = Promise.withResolvers<Came>();
		const { PATH, HOME } = process.env;
		const env = { PATH, HOME, DOCKER_HOST: `unix://${this.#socket.join('docker.sock')}` };
		const options = { cwd: checkout, env, timeout: commandMilliseconds };
		const child = execFile('sh', ['-c', `exec 2>&1\n${command}`], options, (_error, stdout) =>
			resolve({ text: stdout.trimEnd(), exitCode: child.exitCode ?? -1 }),
		);
		return await promise;
	}

	/** Runs a docker command on the engine itself, without the gateway. Containers of the session go by their names. */
	async onEngine(command: string): Promise<Came> {
		await using cli = await DockerCli.create(this.#engine.facts.address.replace(/^unix:\/\//, ''));
		const words = command.replace(/\bcontainer:/g, `container:stagecraft-${session}-`).split(' ');
		if (words.shift() !== 'docker' || /['"|&;$]/.test(command))
			throw new Error(`This is not one docker command: ${command}`);
		const { status, stdout, stderr } = await cli.run(words);
		return { text: `${stdout}${stderr}`.trimEnd(), exitCode: status };
	}

	async #run(line: string): Promise<Came> {
		const end = opensShell.test(line) ? new RegExp(`${commandEnd.source}|${innerPrompt.source}`) : commandEnd;
		this.#screen.type(`${line}\r`);
		const printed = await this.#until(end, line);
		const exit = commandEnd.exec(printed)?.[1];
		this.#isInside = exit === undefined;
		const text = await shownScreen(commandOutput(printed));
		return { text, exitCode: exit === undefined ? undefined : Number(exit) };
	}

	async #until(pattern: RegExp, command: string): Promise<string> {
		const { promise, reject } = Promise.withResolvers<never>();
		const timer = setTimeout(() => {
			reject(new Error(`${command}\ndid not end. What it printed last:\n${this.#screen.unread.slice(-2000)}`));
		}, commandMilliseconds);
		try {
			return await Promise.race([this.#screen.until(pattern), promise]);
		} finally {
			clearTimeout(timer);
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#server.close();
		await this.#shell[Symbol.asyncDispose]();
		await this.#workspace[Symbol.asyncDispose]();
		await this.#gateway[Symbol.asyncDispose]();
		await this.#socket[Symbol.asyncDispose]();
	}
}

/** A line that ends in a backslash goes on in the next one. */
function wholeLines(command: string): readonly string[] {
	return command
		.replaceAll('\\\n', ' ')
		.split('\n')
		.filter((line) => line.trim() !== '');
}
