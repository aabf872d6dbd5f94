import { readdir, readlink } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { dyingWithUs, runCommand } from './run-command.ts';

describe('runCommand', () => {
	it('gives status, lines and the end of the output', async () => {
		const lines: string[] = [];
		const script = 'for i in $(seq 30); do echo line $i; done; echo bad >&2; exit 3';
		const result = await runCommand(['sh', '-c', script], { onLine: (line) => lines.push(line) });
		expect(result.status).toBe(3);
		expect(lines).toHaveLength(31);
		expect(result.tail.split('\n')).toHaveLength(20);
		expect(result.tail).toContain('bad');
	});

	it('says that a program is not there', async () => {
		const result = await runCommand(['no-such-program']);
		expect(result).toEqual({ status: undefined, tail: 'spawn no-such-program ENOENT' });
	});

	it('ends when it is told to', async () => {
		const running = runCommand(['sleep', '600'], { signal: AbortSignal.timeout(10) });
		await expect(running).rejects.toMatchObject({ code: 'cancelled' });
	});

	it.skipIf(process.getuid?.() !== 0)('ends with all its children', async () => {
		const stop = new AbortController();
		let child = '';
		const script = 'setsid sleep 600 & echo $!; readlink /proc/self/ns/pid; wait';
		const running = runCommand([...dyingWithUs, 'sh', '-c', script], {
			signal: stop.signal,
			onLine: (line) => {
				if (!line.startsWith('pid:')) return;
				child = line;
				stop.abort();
			},
		});
		await expect(running).rejects.toMatchObject({ code: 'cancelled' });
		expect(child).toMatch(/^pid:/);
		const spaces = async () => {
			const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
			return await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/ns/pid`).catch(() => '')));
		};
		await expect.poll(spaces, { timeout: 20_000 }).not.toContain(child);
	});
});
