import { randomBytes, randomUUID } from 'node:crypto';
import { symlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryContext } from '#engine/client/directory-context.ts';
import { memoryContext } from '#engine/client/memory-context.ts';
import type { BuildEvent, LogStream } from '#engine/engine.ts';
import { BuildBench } from '../helpers/build-bench.ts';
import { TempFolder } from '../helpers/temp-folder.ts';

const mebibyte = 1024 * 1024;
let bench: BuildBench;

beforeAll(async () => {
	bench = await BuildBench.open();
});

afterAll(async () => {
	await bench?.[Symbol.asyncDispose]();
});

describe('a build that works', () => {
	it('puts a labelled image under its tags', async () => {
		const tags = [bench.freshTag(), bench.freshTag()];
		const dockerfile = 'FROM BASE\nCOPY hello.txt /\nUSER 1234\nENTRYPOINT ["cat"]\nCMD ["/hello.txt"]\n';
		const context = memoryContext({ 'hello.txt': 'hello' });
		const result = await bench.build({ dockerfile, context, tags });
		expect(result).toMatchObject({ outcome: 'built', contextEntries: 1, contextBytes: 5 });
		const image = await bench.engine.images.inspect(tags[0] ?? '');
		expect(image).toMatchObject({ id: result.imageId, user: '1234', entrypoint: ['cat'], cmd: ['/hello.txt'] });
		expect(image?.labels).toMatchObject(bench.labels);
		expect(image?.tags.toSorted()).toEqual(tags.toSorted());
	});

	it('reports its steps, its log and what is cached', async () => {
		const dockerfile = `FROM BASE\nRUN echo "grüße ${randomUUID()}"; echo oh >&2\n`;
		const events: BuildEvent[] = [];
		const first = await bench.build({ dockerfile }, { onEvent: (event) => events.push(event) });
		const run = first.steps.find((step) => step.name.includes('RUN'));
		expect(run).toMatchObject({
			status: 'done',
			cached: false,
			name: expect.stringMatching(/^\[2\/2\] RUN echo/),
		});
		expect(run?.milliseconds).toBeGreaterThan(0);
		const logs = events.filter((event) => event.kind === 'log').filter((event) => event.stepId === run?.id);
		expect(logs.map((event) => event.text).join('')).toContain('grüße');
		const statuses = events.filter((event) => event.kind === 'step').filter((event) => event.step.id === run?.id);
		expect(statuses.map((event) => event.step.status)).toEqual(['pending', 'running', 'done']);
		const second = await bench.build({ dockerfile });
		expect(second.steps.find((step) => step.name.includes('RUN'))).toMatchObject({ status: 'done', cached: true });
		const third = await bench.build({ dockerfile, noCache: true });
		expect(third.steps.find((step) => step.name.includes('RUN'))).toMatchObject({ cached: false });
	});

	it('takes target and arguments', async () => {
		const dockerfile = 'FROM BASE AS a\nARG WHO\nRUN echo "to $WHO"\nFROM a AS b\nRUN false\n';
		const who = randomUUID();
		expect(await bench.logOf({ dockerfile, target: 'a', buildArgs: { WHO: who } })).toBe(`to ${who}\n`);
	});

	it('warns with the line', async () => {
		const events: BuildEvent[] = [];
		const dockerfile = 'FROM BASE\nRUN echo a \\\n\n  && echo b\n';
		await bench.build({ dockerfile }, { onEvent: (event) => events.push(event) });
		const warning = events.find((event) => event.kind === 'warning');
		expect(warning).toMatchObject({
			text: expect.stringMatching(/empty continuation line/i),
			line: expect.any(Number),
		});
	});

	it('runs steps without a network, and with a limit for files, when it is told to', async () => {
		const dockerfile = `FROM BASE\nRUN echo ${randomUUID()} && cat /proc/net/dev\n`;
		const interfaces = async (network: 'bridge' | 'none') =>
			(await bench.logOf({ dockerfile: `${dockerfile}# ${network}\n`, network })).match(/^ *\w+: /gm)?.length;
		expect(await interfaces('none')).toBe(1);
		expect(await interfaces('bridge')).toBeGreaterThan(1);
		const limits = { memoryBytes: 512 * mebibyte, pids: 100, cpus: 1, fileBytes: mebibyte };
		const large = `FROM BASE\nRUN echo ${randomUUID()}; dd if=/dev/zero of=/large bs=4M count=1\n`;
		expect((await bench.build({ dockerfile: large })).outcome).toBe('built');
		expect((await bench.build({ dockerfile: `${large}# limited\n`, limits, noCache: true })).outcome).toBe('failed');
	});

	it('parts cache mounts by scope', async () => {
		const dockerfile = (step: string) =>
			`FROM BASE\nRUN --mount=type=cache,target=/cache echo ${randomUUID()}; ${step}\n`;
		const scope = randomUUID();
		await bench.logOf({ dockerfile: dockerfile('echo mine > /cache/file'), cacheScope: scope });
		expect(await bench.logOf({ dockerfile: dockerfile('ls /cache'), cacheScope: scope })).toContain('file');
		expect(await bench.logOf({ dockerfile: dockerfile('ls /cache'), cacheScope: randomUUID() })).not.toContain('file');
	});
});

describe('the context', () => {
	const listing = 'FROM BASE\nCOPY . /in\nRUN cd /in && ls -R .\n';

	it('is filtered by the .dockerignore of the request, not by one in the context', async () => {
		const context = memoryContext({
			'.dockerignore': 'keep.txt\n',
			'keep.txt': 'k',
			'src/main.go': 'm',
			'src/secret/key': 's',
			'src/secret/public': 'p',
		});
		const dockerignore = '# comment\nsrc/secret\n!src/secret/public\n.dockerignore\n';
		const result = await bench.build({ dockerfile: listing, context, dockerignore });
		expect(result).toMatchObject({ outcome: 'built', contextEntries: 5, contextBytes: 3 });
		expect(await bench.logOf({ dockerfile: listing, context, dockerignore, noCache: true })).not.toContain('key');
		expect(await bench.build({ dockerfile: listing, context })).toMatchObject({ contextEntries: 7, contextBytes: 13 });
	});

	it('is sent only as far as the Dockerfile wants it, with the targets of links', async () => {
		await using folder = await TempFolder.create({
			'a/real.txt': 'real',
			'b/other.txt': 'other',
			'naïve, file.txt': 'n',
		});
		await symlink('../a/real.txt', folder.join('b/link.txt'));
		await symlink('/etc/passwd', folder.join('b/outside'));
		const context = directoryContext(folder.path);
		const dockerfile = 'FROM BASE\nCOPY b/link.txt /x\nCOPY ["naïve, file.txt", "/y"]\nRUN cat /x /y\n';
		expect(await bench.build({ dockerfile, context })).toMatchObject({ outcome: 'built', contextBytes: 5 });
		expect(await bench.logOf({ dockerfile, context, noCache: true })).toBe('realn');
		const whole = 'FROM BASE\nCOPY b /in\nRUN ls -l /in/outside && cat /in/outside\n';
		expect(await bench.logOf({ dockerfile: whole, context })).toMatch(/-> \/etc\/passwd\nroot:x:0:0::\/:\/bin\/sh\n$/);
	});

	it('is sent anew each time, so that an edit of the same size and time counts', async () => {
		const context = (text: string) => memoryContext({ 'marker.txt': text });
		const dockerfile = 'FROM BASE\nCOPY . /in\nRUN cat /in/marker.txt\n';
		const cacheScope = randomUUID();
		const [one, two] = [randomUUID(), randomUUID()];
		expect(await bench.logOf({ dockerfile, context: context(one), cacheScope })).toContain(one);
		expect(await bench.logOf({ dockerfile, context: context(two), cacheScope })).toContain(two);
		const again = await bench.build({ dockerfile, context: context(two), cacheScope });
		expect(again.contextBytes).toBe(two.length);
	});

	it('may hold large files and many', async () => {
		const large = randomBytes(16 * mebibyte);
		const many = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`many/${index}`, String(index)]));
		const context = memoryContext({ ...many, 'large.bin': { content: large } });
		const dockerfile = 'FROM BASE\nCOPY . /in\nRUN wc -c /in/large.bin && ls /in/many | wc -l\n';
		const result = await bench.build({ dockerfile, context });
		expect(result).toMatchObject({ outcome: 'built', contextEntries: 1002 });
		expect(await bench.logOf({ dockerfile, context, noCache: true })).toBe(`${large.length} /in/large.bin\n1000\n`);
	});

	it('keeps its own failure apart from the Dockerfile’s', async () => {
		const broken = new Error('the disk is gone');
		const base = memoryContext({ 'a.txt': 'a' });
		const dockerfile = 'FROM BASE\nCOPY . /in\n';
		const unlisted = { ...base, entries: () => Promise.reject(broken) };
		await expect(bench.build({ dockerfile, context: unlisted })).rejects.toMatchObject({ cause: broken });
		const unread = {
			...base,
			read: () => new Readable({ construct: (callback) => callback(broken) }),
		};
		await expect(bench.build({ dockerfile, context: unread })).rejects.toMatchObject({ cause: broken });
		const changed = { ...base, read: () => Readable.from([Buffer.from('longer')]) };
		await expect(bench.build({ dockerfile, context: changed })).rejects.toThrow(/a\.txt changed while it was sent/);
	});
});

describe('a build that fails', () => {
	it.each([
		['a failing step', 'FROM BASE\nRUN echo hi && \\\n  exit 3\nRUN true\n', /exit code: 3/, 2, 3],
		['an unknown instruction', 'FROM BASE\n\nRUM echo hi\n', /unknown instruction: RUM/i, 3, 3],
		['a missing file', 'FROM BASE\nRUN true\nCOPY nope.txt /x\n', /"\/nope\.txt": not found/, 3, 3],
		[
			'a file missing in a stage',
			'FROM BASE AS a\nFROM BASE\nCOPY --from=a /nope /x\n',
			/nope"?: (not found|no such file)/,
			3,
			3,
		],
		['a denied base', 'FROM debian:sid\nRUN true\n', /docker\.io\/library\/debian:sid" denied by policy/, 1, 1],
		['a denied copy', 'FROM BASE\nCOPY --from=debian:sid /a /a\n', /debian:sid" denied by policy/, 2, 2],
		['an unknown stage', 'FROM BASE\nCOPY --from=nostage /a /a\n', /nostage:latest" denied by policy/, 2, 2],
		['a denied download', 'FROM BASE\n\nADD http://127.0.0.1:1/x /x\n', /127\.0\.0\.1:1\/x" denied by policy/, 3, 3],
		['a denied repository', 'FROM BASE\nADD https://github.com/a/b.git /x\n', /denied by policy/, 2, 2],
		['the host’s network', 'FROM BASE\nRUN --network=host true\n', /network\.host is not allowed/, 2, 2],
		['a step in a heredoc', 'FROM BASE\nRUN <<EOF\ntrue\nfalse\nEOF\n', /exit code: 1/, 2, 5],
		['a missing secret', 'FROM BASE\nRUN --mount=type=secret,id=x,required cat /run/secrets/x\n', /not found/, 2, 2],
		['bytes that are no text', 'FROM BASE\n\u0000\u0001\n', /unknown instruction/, 2, 2],
	])('points to %s', async (_name, dockerfile, error, first, last) => {
		const result = await bench.build({ dockerfile });
		expect(result).toMatchObject({ outcome: 'failed', errorLines: { first, last } });
		expect(result.error).toMatch(error);
	});

	it('keeps the engine’s words for a base that no registry gives', async () => {
		const sources = ['127.0.0.1:1/none:1'];
		const result = await bench.build({ dockerfile: 'FROM 127.0.0.1:1/none:1\nRUN true\n', sources });
		expect(result).toMatchObject({ outcome: 'failed', errorLines: { first: 1, last: 1 } });
		expect(result.error).toMatch(/127\.0\.0\.1:1.*connection refused/);
	});

	it.each([
		['an empty Dockerfile', '', /cannot be empty/],
		['a Dockerfile without a stage', 'RUN true\n', /no build stage/],
		['a huge Dockerfile', `FROM scratch\n${'# x\n'.repeat(10_000)}`, /40013 bytes, more than the 32768 allowed/],
	])('refuses %s', async (_name, dockerfile, error) => {
		const result = await bench.build({ dockerfile });
		expect(result).toMatchObject({ outcome: 'failed', error: expect.stringMatching(error) });
	});

	it('points to the line of a long Dockerfile', async () => {
		const words = Array.from({ length: 400 }, () => `# ${randomBytes(36).toString('base64')}`).join('\n');
		const result = await bench.build({ dockerfile: `FROM BASE\n${words}\nRUN false\n` });
		expect(result.errorLines).toEqual({ first: 402, last: 402 });
	});

	it('names a pattern of .dockerignore that cannot be read', async () => {
		const result = await bench.build({ dockerfile: 'FROM BASE\nCOPY . /x\n', dockerignore: '[a\n' });
		expect(result).toMatchObject({ outcome: 'failed', error: expect.stringContaining('syntax error in pattern') });
	});

	it('has a failed step with its error, and shows the log up to it', async () => {
		const events: BuildEvent[] = [];
		const dockerfile = `FROM BASE\nRUN echo before ${randomUUID()}; echo aside >&2; exit 4\n`;
		const result = await bench.build({ dockerfile }, { onEvent: (event) => events.push(event) });
		expect(result.steps.find((step) => step.status === 'error')?.error).toMatch(/exit code: 4/);
		const printed = (stream: LogStream): string =>
			events.map((event) => (event.kind === 'log' && event.stream === stream ? event.text : '')).join('');
		expect(printed('stdout')).toMatch(/^before [-0-9a-f]+\n$/);
		expect(printed('stderr')).toBe('aside\n');
	});
});

it('does not run a front end that the Dockerfile names', async () => {
	const dockerfile = '# syntax=127.0.0.1:1/evil/frontend:1\nFROM BASE\nRUN true\n';
	const buildArgs = { BUILDKIT_SYNTAX: '127.0.0.1:1/evil/frontend:1' };
	expect(await bench.build({ dockerfile, buildArgs })).toMatchObject({ outcome: 'built' });
});

it('kills the running step when it is cancelled', async () => {
	// While a step holds the locked mount, another one waits for it.
	const step = `FROM BASE\nRUN --mount=type=cache,id=${randomUUID()},target=/cache,sharing=locked`;
	const abort = new AbortController();
	const begun = Promise.withResolvers<void>();
	const onEvent = (event: BuildEvent) => event.kind === 'log' && begun.resolve();
	const build = bench.build({ dockerfile: `${step} echo begun; sleep 1000\n` }, { signal: abort.signal, onEvent });
	await begun.promise;
	abort.abort();
	await expect(build).rejects.toMatchObject({ code: 'cancelled' });
	expect(await bench.build({ dockerfile: `${step} true\n` })).toMatchObject({ outcome: 'built' });
});

it('lists and removes records of the build cache', async () => {
	const mark = randomUUID();
	const before = new Set((await bench.engine.cache.list()).map(({ id }) => id));
	await bench.logOf({ dockerfile: `FROM BASE\nRUN echo ${mark} > /a\nRUN cat /a > /b && echo ${mark} >> /b\n` });
	const made = (await bench.engine.cache.list()).filter(({ id }) => !before.has(id));
	const steps = made.filter(({ description }) => description.includes(mark));
	expect(steps).toHaveLength(2);
	expect(steps.some((step) => steps.some((other) => step.parents.includes(other.id)))).toBe(true);
	expect(steps.every((step) => step.bytes > 0 && !Number.isNaN(step.createdAt.getTime()))).toBe(true);
	const freed = await bench.engine.cache.remove([...steps.map(({ id }) => id), 'no-such-record']);
	expect(freed).toBeGreaterThan(0);
	const left = (await bench.engine.cache.list()).filter(({ description }) => description.includes(mark));
	expect(left).toEqual([]);
});

it('builds several at a time', async () => {
	const marks = Array.from({ length: 4 }, () => randomUUID());
	const logs = await Promise.all(marks.map((mark) => bench.logOf({ dockerfile: `FROM BASE\nRUN echo ${mark}\n` })));
	expect(logs).toEqual(marks.map((mark) => `${mark}\n`));
});
