/** Runs a program to its end and tells how long it took and how much memory it had. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Time between two looks at the processes. Their peak only grows, so that the last look is all but exact; looking more
 * often would take cores from what is measured.
 */
const lookMilliseconds = 100;

export interface MeasuredRun {
	readonly milliseconds: number;
	/** Peak resident memory of the largest of its processes (VmHWM of Linux), bytes; 0 when it was over too soon. */
	readonly peakBytes: number;
}

/** Runs a program with its output thrown away. Rejects when it fails, with the end of what it said. */
export async function measuredRun(program: string, args: readonly string[]): Promise<MeasuredRun> {
	const start = performance.now();
	const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-2000);
	});
	const ended = once(child, 'close');
	const peak = watchPeak(child.pid ?? 0, ended);
	const [status] = await ended;
	const milliseconds = performance.now() - start;
	if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with status ${status}:\n${said}`);
	return { milliseconds, peakBytes: await peak };
}

async function watchPeak(pid: number, ended: Promise<unknown>): Promise<number> {
	let isRunning = true;
	const stop = () => {
		isRunning = false;
	};
	ended.then(stop, stop);
	let peak = 0;
	while (isRunning) {
		for (const one of await processTree(pid)) peak = Math.max(peak, await peakOf(one));
		await sleep(lookMilliseconds);
	}
	return peak;
}

async function processTree(pid: number): Promise<readonly number[]> {
	const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
	const children = text.split(' ').filter(Boolean).map(Number);
	return [pid, ...(await Promise.all(children.map(processTree))).flat()];
}

async function peakOf(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
