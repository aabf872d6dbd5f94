/** Debian's ttyd, a terminal for browsers that others have written: what ours is measured beside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureMmdebstrap } from '#engine/managed/mmdebstrap.ts';
import { runCommand } from '#engine/managed/run-command.ts';
import { testRootFolder } from './busybox.ts';
import { testDataDir } from './data-dir.ts';

const library = 'usr/lib/x86_64-linux-gnu';

/**
 * A folder with ttyd and its libraries, made once. Of Debian's suites only sid has the package; its packages are unpacked
 * into a folder of their own and not installed.
 */
async function ttydFolder(): Promise<string> {
	const folder = join(testDataDir(), 'bench', 'ttyd');
	const isThere = await access(folder).then(
		() => true,
		() => false,
	);
	if (isThere) return folder;
	await ensureMmdebstrap(() => undefined);
	const making = `${folder}.unfinished`;
	await rm(making, { recursive: true, force: true });
	await mkdir(making, { recursive: true });
	const options = [
		...['--mode=root', '--variant=extract', '--include=ttyd'],
		...['--aptopt=Acquire::Languages "none"', '--aptopt=APT::Install-Recommends "false"'],
		// A mirror of an unreleased suite is often older than its own date of validity says.
		'--aptopt=Acquire::Check-Valid-Until "false"',
	];
	const { status, tail } = await runCommand(['mmdebstrap', ...options, 'sid', making]);
	if (status !== 0) throw new Error(`ttyd could not be had from Debian sid:\n${tail}`);
	await rename(making, folder);
	return folder;
}

export class Ttyd implements AsyncDisposable {
	readonly address: string;
	readonly #end: () => Promise<void>;

	private constructor(address: string, end: () => Promise<void>) {
		this.address = address;
		this.#end = end;
	}

	/** Serves a program's terminal on a free port of 127.0.0.1, drawn as ours is: by elements of the page. */
	static async start(command: readonly string[]): Promise<Ttyd> {
		const folder = await ttydFolder();
		const libraries = join(folder, library);
		const loader = join(libraries, 'ld-linux-x86-64.so.2');
		const options = ['-i', '127.0.0.1', '-p', '0', '-W', '-t', 'rendererType=dom', '-t', 'disableLeaveAlert=true'];
		// ttyd finds its event loop by LD_LIBRARY_PATH, which the program may not see: it is one of this machine.
		const plain = [join(await testRootFolder(), 'usr/bin/busybox'), 'env', '-u', 'LD_LIBRARY_PATH', ...command];
		const child = spawn(loader, ['--library-path', libraries, join(folder, 'usr/bin/ttyd'), ...options, ...plain], {
			env: { ...process.env, LD_LIBRARY_PATH: libraries },
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		const exit = once(child, 'exit');
		const end = async (): Promise<void> => {
			child.kill('SIGTERM');
			await exit;
		};
		const said: string[] = [];
		for await (const line of createInterface({ input: child.stderr })) {
			said.push(line);
			const [, port] = /Listening on port: (\d+)/.exec(line) ?? [];
			if (port === undefined) continue;
			child.stderr.resume();
			return new Ttyd(`http://127.0.0.1:${port}/`, end);
		}
		throw new Error(`ttyd ended:\n${said.join('\n')}`);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#end();
	}
}
