/** A real bash on a pseudo terminal of this machine, with the marks of the workspace: a terminal without an engine. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Shell } from '#session/shell.ts';

const marks = fileURLToPath(new URL('../../labs/bases/workspace/marks.bash', import.meta.url));
const run = promisify(execFile);

/** The bash below `script`, once it is there: the first child of the child. */
async function terminalOf(script: number): Promise<string> {
	for (const id of await readdir('/proc')) {
		if (!/^\d+$/.test(id)) continue;
		const status = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
		if (status.slice(status.lastIndexOf(')') + 2).split(' ')[1] === String(script)) return readlink(`/proc/${id}/fd/0`);
	}
	throw new Error('the shell is not there yet');
}

/** `folder`: where it starts. `scratch`: a folder for its start file. */
export async function openLocalShell(folder: string, scratch: string): Promise<Shell> {
	const start = join(scratch, 'start.bash');
	await writeFile(start, `HISTFILE=\nPS1='learner:\\W\\$ '\nsource ${marks}\n`);
	const command = `exec bash --noprofile --rcfile ${start} -i`;
	const child = spawn('script', ['--quiet', '--flush', '--return', '--command', command, '/dev/null'], {
		cwd: folder,
		env: { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', TERM: 'xterm-256color' },
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const exit = once(child, 'exit') as Promise<[number | null]>;
	// The shell may end before what was typed has arrived.
	child.stdin.on('error', () => undefined);
	return {
		stream: Duplex.from({ writable: child.stdin, readable: child.stdout }),
		resize: (columns, rows) => {
			// Too early, or too late: the next size comes soon, or nobody needs it.
			void terminalOf(child.pid ?? 0)
				.then((terminal) => run('stty', ['-F', terminal, 'cols', String(columns), 'rows', String(rows)]))
				.catch(() => undefined);
		},
		ended: exit.then(([code]) => (code === null ? {} : { exitCode: code })),
		[Symbol.asyncDispose]: async () => {
			// It waits for a shell that pays no heed to gentler signals; the shell hangs up with its terminal.
			child.kill('SIGKILL');
			await exit;
		},
	};
}
