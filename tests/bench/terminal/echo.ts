/** A key typed into the page and seen on the screen, beside ttyd with the same shell in the same container. */
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Engine } from '#engine/engine.ts';
import { labelNames } from '#engine/labels.ts';
import { DockerCli } from '../../helpers/docker-cli.ts';
import { testEngine } from '../../helpers/engine.ts';
import { Ttyd } from '../../helpers/ttyd.ts';
import type { Bench, BenchOptions } from '../bench.ts';
import { median, percentile } from '../rounds.ts';
import { atPrompt, LabInBrowser } from './lab-in-browser.ts';
import { untilShown } from './wait-in-page.ts';

/** Ours may take this many times as long as ttyd. */
const largestRatio = 1;
/** Keys of one round: half a line. */
const keys = 25;
/** Milliseconds of two frames: keys come at any moment of a frame, as those of a person do. */
const twoFrames = 33;

function letters(count: number): string {
	return Array.from({ length: count }, () => String.fromCharCode(97 + randomInt(26))).join('');
}

/** Types a comment that is never entered, and measures each key of it but the first ones. */
async function typedLine(page: Page): Promise<number[]> {
	await page.bringToFront();
	// As a person gives a terminal the keyboard; the pointer then lies over both alike, and costs each frame the same.
	await page.locator('.xterm').click();
	let line = `#${letters(4)}`;
	await page.keyboard.type(line);
	await page.waitForFunction((text) => document.querySelector('.xterm-rows')?.textContent?.includes(text), line);
	const times: number[] = [];
	for (const letter of letters(keys)) {
		line += letter;
		await delay(randomInt(twoFrames));
		times.push(await untilShown(page, { event: 'keydown', pattern: line }, () => page.keyboard.press(letter)));
	}
	await page.keyboard.press('Control+u');
	await atPrompt(page);
	return times;
}

/** Id of the workspace that the page's terminal runs in: a shell there writes a file that no other has. */
async function workspaceOf(page: Page, engine: Engine): Promise<string> {
	const file = `/tmp/bench-${letters(12)}`;
	await page.keyboard.type(`touch ${file}; clear\n`);
	await atPrompt(page);
	for (;;) {
		for (const { id } of await engine.containers.list({ [labelNames.role]: 'workspace' })) {
			await using stream = await engine.containers.exec(id, { cmd: ['test', '-e', file] });
			stream.resume().end();
			if ((await stream.exitCode()) === 0) return id;
		}
	}
}

export const terminalEcho: Bench = {
	name: 'terminal-echo',
	summary: 'a key in the page until its letter is on the screen, beside ttyd with a shell in the same container',
	async run({ rounds, print }: BenchOptions): Promise<boolean> {
		await using engine = await testEngine();
		const [, socket = ''] = /^unix:\/\/(.*)$/.exec(engine.facts.address) ?? [];
		await using cli = await DockerCli.create(socket);
		await using lab = await LabInBrowser.open();
		const ours = await lab.terminal();
		const workspace = await workspaceOf(ours, engine);
		const shell = ['exec', '-it', '-u', 'learner', '-w', '/home/learner/lab', workspace, 'bash'];
		const [program, line] = cli.line(shell);
		await using ttyd = await Ttyd.start([program, ...line]);
		const theirs = await lab.browser.newPage({ viewport: { width: 1440, height: 900 } });
		await theirs.goto(ttyd.address);
		await atPrompt(theirs);
		const [floor, subject]: [number[], number[]] = [[], []];
		// A first round warms both and is not counted.
		for (let round = 0; round <= rounds; round++) {
			const [one, other] = [await typedLine(theirs), await typedLine(ours)];
			if (round === 0) continue;
			floor.push(...one);
			subject.push(...other);
			print(`  ttyd ${median(one).toFixed(1)} ms, ours ${median(other).toFixed(1)} ms`);
		}
		const ratio = median(subject) / median(floor);
		for (const [name, times] of [['ttyd', floor] as const, ['ours', subject] as const]) {
			const p95 = percentile(times, 0.95).toFixed(1);
			print(`${name}   ${median(times).toFixed(1)} ms (median of ${times.length} keys), p95 ${p95} ms`);
		}
		print(`ratio  ${ratio.toFixed(3)} (limit ${largestRatio})`);
		return ratio <= largestRatio;
	},
};
