/** The steps of the labs that are servers, typed into a terminal of their sessions, from building to asking the service. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadLab } from '#lab/load.ts';
import type { Session } from '#session/session.ts';
import { openScreen, SessionBench, until } from '../helpers/session-bench.ts';
import { promptEnd, type ShellScreen } from '../helpers/workspace.ts';

/** The capstone's steps are those of its lesson, which `npm run lessons` types: three toolchains in one image take minutes. */
const labs = [
	{
		id: 'flask',
		container: 'my-app',
		port: 5000,
		path: '/api/square/12',
		answer: '144',
		tool: /gcc/i,
		limit: 150,
	},
	{
		id: 'node',
		container: 'my-app',
		port: 3000,
		path: '/api/reverse?text=stage',
		answer: 'egats',
		tool: /Version \d/,
		limit: 260,
	},
] as const;

/** Puts the reference answer where the editor keeps the learner's files. */
async function takeSolution(bench: SessionBench, lab: string): Promise<void> {
	const work = bench.work.of(lab);
	for (const { path, editable, version } of (await work.read()).files) {
		const file = fileURLToPath(new URL(`../../labs/${lab}/solution/${path}`, import.meta.url));
		const text = await readFile(file, 'utf8').catch(() => undefined);
		if (editable && text !== undefined) await work.save(path, text, version);
	}
}

async function succeeds(screen: ShellScreen, command: string): Promise<string> {
	const { text, exitCode } = await screen.command(command);
	expect(exitCode, text).toBe(0);
	return text;
}

/** The size that `docker images` prints, in MB. */
function megabytes(shown: string, tag: string): number {
	const [, number, unit] = new RegExp(`${tag} .* ([\\d.]+)(kB|MB|GB)\\r\\n`).exec(shown) ?? [];
	return Number(number) * ({ kB: 0.001, MB: 1, GB: 1000 }[unit ?? ''] ?? Number.NaN);
}

describe.each(labs)('the steps of the $id lab, typed', (one) => {
	const { id, container, port, path, answer, tool, limit } = one;
	it('build both images, compare them, and ask the service', async () => {
		const { lab } = await loadLab(fileURLToPath(new URL(`../../labs/${id}`, import.meta.url)));
		const { before, after } = lab.images;
		const command = (step: string): string => lab.steps.find((each) => each.id === step)?.command ?? `no step ${step}`;
		await using bench = await SessionBench.open(id);
		const session = (await (await bench.run()).shelf.open(id)) as Session;
		try {
			await until(session, ({ state }) => state === 'ready');
			const screen = await openScreen(session);
			await screen.until(promptEnd);
			const type = (step: string) => succeeds(screen, command(step));

			await type('build-before');
			expect(await type('images-before')).toContain(before.tag);
			expect(await type('look-inside')).toMatch(tool);
			await takeSolution(bench, id);
			await session.settle();
			await type('build-after');
			const images = await type('images');
			expect(megabytes(images, after.tag)).toBeLessThan(limit);
			expect(megabytes(images, before.tag)).toBeGreaterThan(4 * megabytes(images, after.tag));

			await type('run-after');
			// The published port answers in the workspace as it would on a machine of the learner's own.
			const asked = `curl -s --retry 20 --retry-all-errors --retry-delay 1 'http://localhost:${port}${path}'`;
			expect(await succeeds(screen, asked)).toContain(answer);
			expect(session.view().previews).toMatchObject([{ container, port }]);
			expect(await type('ask-after')).toContain(answer);
			await type('logs-after');
			await type('stop-after');
			await type('test');
		} finally {
			await session.end();
		}
		expect(bench.faults).toEqual([]);
	}, 600_000);
});
