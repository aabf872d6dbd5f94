import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { enginePaths } from '#engine/managed/paths.ts';
import { findSupervisors } from '#engine/managed/stray-supervisors.ts';
import { familyOf } from './engine-footprint.ts';

async function daemonOf(dataDir: string): Promise<string> {
	const [supervisor] = await findSupervisors(enginePaths(dataDir));
	for (const pid of supervisor === undefined ? [] : await familyOf(supervisor.pid)) {
		// Another one of the engine may have ended meanwhile.
		const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
		if (name.trim() === 'dockerd') return pid;
	}
	throw new Error(`No engine of ${dataDir} runs.`);
}

/** Runs a command as the engine's root: its files, its network, its own `docker` with buildx. */
export async function insideEngine(
	dataDir: string,
	command: readonly string[],
	input = '',
): Promise<{ readonly status: number; readonly output: string }> {
	const daemon = await daemonOf(dataDir);
	return await new Promise((resolve) => {
		const env = { PATH: '/usr/sbin:/usr/bin', HOME: '/tmp', DOCKER_HOST: 'unix:///run/host/docker.sock' };
		const args = ['--target', daemon, '--mount', '--net', '--ipc', '--uts', ...command];
		const child = execFile('/usr/bin/nsenter', args, { env, timeout: 60_000 }, (error, stdout, stderr) => {
			resolve({ status: error === null ? 0 : Number(error.code ?? -1), output: stdout + stderr });
		});
		child.stdin?.end(input);
	});
}
