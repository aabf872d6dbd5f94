/** Memory of workspaces: what their programs hold, and the engine's process beside each of them. */
import { readdir, readFile } from 'node:fs/promises';
import { type ProcessBytes, processBytes } from '../process-memory.ts';

/** The process of containerd that holds a container; its command line names it. */
const shimName = 'containerd-shim';

async function processes(): Promise<readonly number[]> {
	return (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
}

async function text(pid: number, file: string): Promise<string> {
	return await readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
}

/**
 * Bytes of all processes in these containers and of their shims, on this machine. Throws when none is found: the engine is
 * then on another machine.
 */
export async function workspaceBytes(containers: readonly string[]): Promise<ProcessBytes> {
	let [own, withFiles] = [0, 0];
	for (const pid of await processes()) {
		const groups = await text(pid, 'cgroup');
		const command = await text(pid, 'cmdline');
		const isInside = containers.some((id) => groups.includes(id));
		const isShim = command.includes(shimName) && containers.some((id) => command.includes(id));
		if (!isInside && !isShim) continue;
		// It may have ended meanwhile.
		const bytes = await processBytes(pid).catch(() => ({ own: 0, withFiles: 0 }));
		own += bytes.own;
		withFiles += bytes.withFiles;
	}
	if (own === 0) throw new Error('No process of the workspace is seen on this machine.');
	return { own, withFiles };
}
