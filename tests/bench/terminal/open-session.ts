/** From the click that starts a session to its prompt, with a workspace started ahead; and what a session holds. */
import type { Page } from '@playwright/test';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { sizeText } from '#protocol/size-text.ts';
import { testEngine } from '../../helpers/engine.ts';
import type { Bench, BenchOptions } from '../bench.ts';
import { median } from '../rounds.ts';
import { LabInBrowser } from './lab-in-browser.ts';
import { untilShown } from './wait-in-page.ts';
import { workspaceBytes } from './workspace-memory.ts';

/** Milliseconds from the click to the prompt. */
const longest = 500;
/** Bytes that one session more with one terminal takes: the pages of programs' files are there once for all sessions. */
const mostMemory = 25_000_000;

async function workspaces(engine: Engine): Promise<readonly string[]> {
	const found = await engine.containers.list({ [labelNames.role]: 'workspace' });
	return found.filter(({ state }) => state === 'running').map(({ id }) => id);
}

/** A workspace is ready for its learner when its connection owns the socket of the docker command. */
async function isReady(engine: Engine, container: string): Promise<boolean> {
	const cmd = ['test', '-S', '/run/stagecraft/docker.sock'];
	await using stream = await engine.containers.exec(container, { cmd }).catch(() => undefined);
	stream?.resume().end();
	return (await stream?.exitCode().catch(() => 1)) === 0;
}

/** Ends the session, and waits until only the workspace for the next one is there. */
async function endSession(page: Page, engine: Engine): Promise<void> {
	await page.evaluate(() => fetch('/api/labs/go/session', { method: 'DELETE' }));
	for (;;) {
		const [spare, ...others] = await workspaces(engine);
		if (spare !== undefined && others.length === 0 && (await isReady(engine, spare))) return;
	}
}

export const sessionOpen: Bench = {
	name: 'session-open',
	summary: 'the click that starts a session until its prompt, in a page that has no terminal yet; memory of a session',
	async run({ rounds, print }: BenchOptions): Promise<boolean> {
		await using engine = await testEngine();
		const others = await workspaces(engine);
		if (others.length > 0) throw new Error('Another course has workspaces on this engine: end it first.');
		await using lab = await LabInBrowser.open();
		const times: number[] = [];
		const sizes: number[] = [];
		for (let round = 0; round <= rounds; round++) {
			const page = await lab.page();
			await endSession(page, engine);
			await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
			const start = page.getByRole('button', { name: 'Start a new session' });
			const before = new Set(await workspaces(engine));
			const time = await untilShown(page, { event: 'click', pattern: '\\$\\s*$' }, () => start.click());
			const taken = await engine.containers.list({ [labelNames.role]: 'workspace' });
			const { own: size } = await workspaceBytes(taken.map(({ id }) => id).filter((id) => before.has(id)));
			await page.close();
			if (round === 0) continue;
			times.push(time);
			sizes.push(size);
			print(`  prompt after ${time.toFixed(0)} ms, ${sizeText(size)}`);
		}
		const [time, size] = [median(times), median(sizes)];
		print(`click to prompt  ${time.toFixed(0)} ms (median of ${rounds}, limit ${longest})`);
		print(`memory           ${sizeText(size)} of workspace and shim (median, limit ${sizeText(mostMemory)})`);
		return time <= longest && size <= mostMemory;
	},
};
