import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '#session/session.ts';
import { openScreen, SessionBench, until } from '../helpers/session-bench.ts';
import { promptEnd, type ShellScreen } from '../helpers/workspace.ts';

const solution = new URL('../../labs/go/solution/Dockerfile', import.meta.url);
let bench: SessionBench;
let session: Session;
let screen: ShellScreen;

beforeAll(async () => {
	bench = await SessionBench.open('go');
	session = (await (await bench.run()).shelf.open('go')) as Session;
	await until(session, ({ state }) => state === 'ready');
	screen = await openScreen(session);
	expect(await screen.until(promptEnd)).toContain('The files of the lab are here');
});

afterAll(async () => {
	await session?.end();
	await bench?.[Symbol.asyncDispose]();
	expect(bench?.faults).toEqual([]);
});

async function succeeds(command: string): Promise<string> {
	const { text, exitCode } = await screen.command(command);
	expect(exitCode, text).toBe(0);
	return text;
}

/** The size that `docker images` prints, in MB. */
async function megabytes(tag: string): Promise<number> {
	const shown = await succeeds(`docker images ${tag}`);
	const [, number, unit] = /([\d.]+)(kB|MB|GB)\r\n/.exec(shown) ?? [];
	return Number(number) * ({ kB: 0.001, MB: 1, GB: 1000 }[unit ?? ''] ?? Number.NaN);
}

describe('the steps of the Go lab, typed', () => {
	it('1: has the folder with the Dockerfile of one stage', async () => {
		expect(await succeeds('ls; cat before.Dockerfile')).toMatch(/calculator\.go[\s\S]*FROM debian:trixie/);
		expect(await succeeds('docker images')).toMatch(/golang +1\.27/);
	});

	it('2: builds it', async () => {
		const shown = await succeeds('docker build -t image-without-multistage -f before.Dockerfile .');
		expect(shown).toContain('image-without-multistage');
	}, 600_000);

	it('3: runs it in the background', async () => {
		expect(await succeeds('docker run -dit --name without image-without-multistage')).toMatch(/[0-9a-f]{64}/);
		expect(await succeeds('docker ps')).toMatch(/image-without-multistage.*without/);
	});

	it('4: enters it and runs the program from source', async () => {
		screen.type('docker exec -it without bash\r');
		await screen.until(/root@[0-9a-f]+:\/src# /);
		screen.type("echo '2 + 3' | go run calculator.go\r");
		await screen.until(/[\r\n]5\r\n/);
		screen.type('exit\r');
		expect(await screen.until(promptEnd)).toContain('133;D;0');
	}, 300_000);

	it('5: tells its size', async () => {
		expect(await megabytes('image-without-multistage')).toBeGreaterThan(400);
	});

	it('6: builds and runs the one of several stages, which the editor has written a moment ago', async () => {
		const work = bench.work.of('go');
		const file = (await work.read()).files.find(({ path }) => path === 'Dockerfile');
		await work.save('Dockerfile', await readFile(solution, 'utf8'), file?.version ?? '');
		await session.settle();
		await succeeds('docker build -t image-with-multistage .');
		expect(await succeeds("echo '2 + 3' | docker run -i --rm image-with-multistage")).toMatch(/\D5\r\n/);
		await succeeds('docker run -dit --name with image-with-multistage');
	}, 600_000);

	it('7: cannot enter it: there is no shell', async () => {
		const shell = await screen.command('docker exec -it with bash');
		expect(shell.text).toMatch(/exec: "bash": executable file not found in \$PATH/);
		expect([126, 127]).toContain(shell.exitCode);
		expect((await screen.command('docker exec -it with go run calculator.go')).exitCode).toBe(shell.exitCode);
	});

	it('8: compares the sizes', async () => {
		const [before, after] = [await megabytes('image-without-multistage'), await megabytes('image-with-multistage')];
		expect(after).toBeLessThan(3);
		expect(before / after).toBeGreaterThan(100);
		expect(await succeeds('docker history image-with-multistage')).toContain('COPY /out/calculator /calculator');
	});

	it('shows nothing of what the session itself is made of', async () => {
		expect(await succeeds('docker ps -a --format "{{.Image}}"')).not.toContain('stagecraft/');
		expect(await succeeds('docker images --format "{{.Repository}}"')).not.toContain('stagecraft/');
		expect(await succeeds('docker network ls')).not.toContain('stagecraft');
	});
});
