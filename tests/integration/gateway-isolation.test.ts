/**
 * Two sessions side by side, with the same names of containers and images. For every route of the gateway: one session asks
 * for what belongs to the other, by name, id, short id and engine-side name.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { routes } from '#gateway/routes/table.ts';
import { importBusybox } from '../helpers/busybox.ts';
import { testEngine } from '../helpers/engine.ts';
import { type Answer, TestSession } from '../helpers/gateway.ts';
import { addSessionImage } from '../helpers/session-image.ts';

const base = 'stagecraft-test/gateway-isolation:latest';

interface Owned {
	/** Running, named `web`. */
	web: string;
	/** Running, of a name that only this session has. */
	solo: string;
	exec: string;
	image: string;
}

let engine: Engine;
let ada: TestSession;
let bob: TestSession;
let bobs: Owned;

function must(answer: Answer): Answer {
	if (answer.status >= 400) throw new Error(answer.body);
	return answer;
}

async function makeContainer(session: TestSession, name: string): Promise<string> {
	const body = {
		Image: 'my-app',
		Cmd: ['sleep', '600'],
		HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '0' }] } },
	};
	const { json } = must(await session.ask('POST', `/containers/create?name=${name}`, body));
	must(await session.ask('POST', `/containers/${json.Id}/start`));
	return json.Id;
}

async function fill(session: TestSession, solo: string): Promise<Owned> {
	const image = await addSessionImage(engine, session.id, 'my-app:latest', base);
	must(await session.ask('POST', `/images/my-app/tag?repo=${solo}-image&tag=v1`));
	const web = await makeContainer(session, 'web');
	const own = await makeContainer(session, solo);
	const exec = must(await session.ask('POST', '/containers/web/exec', { Cmd: ['sleep', '1'] }));
	return { web, solo: own, exec: exec.json.Id, image };
}

beforeAll(async () => {
	engine = await testEngine();
	await importBusybox(engine, base);
	ada = await TestSession.open(engine, [base]);
	bob = await TestSession.open(engine, [base]);
	await fill(ada, 'only-ada');
	bobs = await fill(bob, 'only-bob');
});
afterAll(async () => {
	await ada?.[Symbol.asyncDispose]();
	await bob?.[Symbol.asyncDispose]();
	await engine?.images.remove(base);
	await engine?.[Symbol.asyncDispose]();
});

/** What Ada may call Bob's containers. */
function containers(): readonly string[] {
	return [bobs.web, bobs.solo, bobs.solo.slice(0, 12), 'only-bob', bob.inner('web'), bob.inner('only-bob')];
}

/** The same for images. */
function images(): readonly string[] {
	const inner = `stagecraft-${bob.id}`;
	const id = bobs.image;
	return [id, id.slice(7), id.slice(7, 19), 'only-bob-image:v1', `${inner}/my-app`, `docker.io/${inner}/my-app:latest`];
}

/** Words that show something of Bob's. */
function traces(): readonly string[] {
	return [bobs.web, bobs.solo, bobs.exec, bobs.image, bob.id, 'only-bob'];
}

function expectNothingOfBobs(answer: Answer, asked: readonly string[] = []): void {
	for (const trace of traces().filter((word) => !asked.some((text) => text.includes(word))))
		expect(answer.body).not.toContain(trace);
}

type Ask = (reference: string) => Promise<Answer>;

/** Every reference must be unknown, in the words that are used for what does not exist. */
async function expectUnknown(references: readonly string[], ask: Ask, words: RegExp, status = 404): Promise<void> {
	for (const reference of references) {
		const answer = await ask(reference);
		expect({ reference, status: answer.status, body: answer.body }).toMatchObject({ status });
		expect(answer.json?.message ?? 'no such').toMatch(words);
		expectNothingOfBobs(answer, [reference]);
	}
}

const upgrade = { Connection: 'Upgrade', Upgrade: 'tcp' };

function ofContainer(method: string, path: (name: string) => string, body?: unknown, headers?: Record<string, string>) {
	return async () =>
		await expectUnknown(containers(), (name) => ada.ask(method, path(name), body, headers), /no such/i);
}
function ofImage(method: string, path: (name: string) => string, body?: unknown) {
	return async () => await expectUnknown(images(), (name) => ada.ask(method, path(name), body), /no such image/i);
}
function ofExec(method: string, path: (id: string) => string, body?: unknown, headers?: Record<string, string>) {
	return async () =>
		await expectUnknown([bobs.exec], (id) => ada.ask(method, path(id), body, headers), /no such exec/i);
}
function view(path: string) {
	return async () => expectNothingOfBobs(await ada.ask('GET', path));
}
function filtered(path: string, name: string, references: () => readonly string[]) {
	return async () =>
		await expectUnknown(
			references(),
			(reference) => ada.ask('GET', `${path}?filters=${encodeURIComponent(JSON.stringify({ [name]: [reference] }))}`),
			/no such/i,
		);
}
/** A route that acts on all objects of a session: Bob's are looked at afterwards. */
function sweeping(path: string) {
	return async () => {
		const answer = await ada.ask('POST', path);
		expect(answer.status).toBe(200);
		expectNothingOfBobs(answer);
	};
}
function all(...cases: readonly (() => Promise<void>)[]) {
	return async () => {
		for (const each of cases) await each();
	};
}

const cases: Readonly<Record<string, () => Promise<void>>> = {
	'HEAD /_ping': async () => expectNothingOfBobs(await ada.ask('HEAD', '/_ping')),
	'GET /_ping': view('/_ping'),
	'GET /version': view('/version'),
	'GET /info': view('/info'),
	'GET /system/df': view('/system/df'),
	'GET /events': all(
		async () => expectNothingOfBobs(await ada.ask('GET', `/events?since=1&until=${Math.ceil(Date.now() / 1000)}`)),
		filtered('/events', 'container', containers),
		filtered('/events', 'image', images),
	),
	'GET /containers/json': all(
		view('/containers/json?all=1'),
		filtered('/containers/json', 'ancestor', images),
		filtered('/containers/json', 'before', containers),
		filtered('/containers/json', 'since', containers),
		async () => {
			const filters = [
				{ name: ['.*'] },
				{ name: ['x)|(.*'] },
				{ label: [`io.stagecraft.job=${bob.id}`] },
				{ id: [bobs.web] },
			];
			for (const filter of filters)
				expectNothingOfBobs(
					await ada.ask('GET', `/containers/json?all=1&filters=${encodeURIComponent(JSON.stringify(filter))}`),
				);
		},
	),
	'GET /containers/:container/json': ofContainer('GET', (name) => `/containers/${name}/json`),
	'GET /containers/:container/logs': ofContainer('GET', (name) => `/containers/${name}/logs?stdout=1`),
	'GET /containers/:container/top': ofContainer('GET', (name) => `/containers/${name}/top`),
	'GET /containers/:container/changes': ofContainer('GET', (name) => `/containers/${name}/changes`),
	'GET /containers/:container/stats': ofContainer('GET', (name) => `/containers/${name}/stats?stream=0`),
	'POST /containers/create': async () =>
		await expectUnknown(images(), (name) => ada.ask('POST', '/containers/create', { Image: name }), /no such image/i),
	'POST /containers/:container/start': ofContainer('POST', (name) => `/containers/${name}/start`),
	'POST /containers/:container/restart': ofContainer('POST', (name) => `/containers/${name}/restart?t=0`),
	'POST /containers/:container/stop': ofContainer('POST', (name) => `/containers/${name}/stop?t=0`),
	'POST /containers/:container/kill': ofContainer('POST', (name) => `/containers/${name}/kill`),
	'POST /containers/:container/pause': ofContainer('POST', (name) => `/containers/${name}/pause`),
	'POST /containers/:container/unpause': ofContainer('POST', (name) => `/containers/${name}/unpause`),
	'POST /containers/:container/resize': ofContainer('POST', (name) => `/containers/${name}/resize?h=1&w=1`),
	'POST /containers/:container/rename': ofContainer('POST', (name) => `/containers/${name}/rename?name=mine`),
	'POST /containers/:container/wait': ofContainer('POST', (name) => `/containers/${name}/wait`),
	'DELETE /containers/:container': ofContainer('DELETE', (name) => `/containers/${name}?force=1`),
	'POST /containers/prune': sweeping('/containers/prune'),
	'POST /containers/:container/attach': ofContainer(
		'POST',
		(name) => `/containers/${name}/attach?stream=1`,
		undefined,
		upgrade,
	),
	'POST /containers/:container/exec': ofContainer('POST', (name) => `/containers/${name}/exec`, { Cmd: ['true'] }),
	'POST /exec/:exec/start': all(
		ofExec('POST', (id) => `/exec/${id}/start`, { Detach: true }),
		ofExec('POST', (id) => `/exec/${id}/start`, { Detach: false }, upgrade),
	),
	'POST /exec/:exec/resize': ofExec('POST', (id) => `/exec/${id}/resize?h=1&w=1`),
	'GET /exec/:exec/json': ofExec('GET', (id) => `/exec/${id}/json`),
	'HEAD /containers/:container/archive': async () => {
		for (const name of containers())
			expect((await ada.ask('HEAD', `/containers/${name}/archive?path=/`)).status).toBe(404);
	},
	'GET /containers/:container/archive': ofContainer('GET', (name) => `/containers/${name}/archive?path=/bin`),
	'PUT /containers/:container/archive': ofContainer(
		'PUT',
		(name) => `/containers/${name}/archive?path=/`,
		Buffer.alloc(1024),
	),
	'GET /images/json': all(
		view('/images/json?all=1'),
		filtered('/images/json', 'before', images),
		filtered('/images/json', 'since', images),
		async () => expectNothingOfBobs(await ada.ask('GET', '/images/json?filters={"reference":["*","*/*","*/*/*"]}')),
	),
	'GET /images/:image/json': ofImage('GET', (name) => `/images/${name}/json`),
	'GET /images/:image/history': ofImage('GET', (name) => `/images/${name}/history`),
	'GET /images/get': ofImage('GET', (name) => `/images/get?names=my-app&names=${name}`),
	'GET /images/:image/get': ofImage('GET', (name) => `/images/${name}/get`),
	'POST /images/create': async () =>
		await expectUnknown(images(), (name) => ada.ask('POST', `/images/create?fromImage=${name}`), /is not here/, 403),
	'DELETE /images/:image': ofImage('DELETE', (name) => `/images/${name}?force=1`),
	'POST /images/:image/tag': ofImage('POST', (name) => `/images/${name}/tag?repo=stolen`),
	'POST /images/prune': sweeping(`/images/prune?filters=${encodeURIComponent('{"dangling":["false"]}')}`),
	'GET /networks': view('/networks'),
	'GET /networks/:network': async () => {
		expectNothingOfBobs(await ada.ask('GET', '/networks/bridge'));
		const names = [bob.gateway.network, `stagecraft-${bob.id}`, 'host', 'none'];
		await expectUnknown(names, (name) => ada.ask('GET', `/networks/${name}`), /not found/);
	},
	'POST /networks/prune': sweeping('/networks/prune'),
	'GET /volumes': view('/volumes'),
	'POST /volumes/prune': sweeping('/volumes/prune'),
	'POST /build/prune': sweeping('/build/prune'),
	// Nothing of a session is named on these: what goes over the stream is the matter of the tests of builds.
	'POST /grpc': async () => expectNothingOfBobs(await ada.ask('POST', '/grpc')),
	'POST /session': async () => expectNothingOfBobs(await ada.ask('POST', '/session')),
};

const answered = [
	...new Set(routes.filter((route) => route.kind !== 'refused').map(({ method, path }) => `${method} ${path}`)),
];

describe('two sessions side by side', () => {
	it('has a case for every route', () => {
		expect(Object.keys(cases).sort()).toEqual([...answered].sort());
	});

	it.each(answered)('keeps apart at %s', async (key) => {
		await cases[key]?.();
	});

	it('has left the other session as it was', async () => {
		const listed = await bob.ask('GET', '/containers/json');
		const seen = listed.json.map((container: { Names: string[]; State: string }) => [
			container.Names[0],
			container.State,
		]);
		expect(seen.sort()).toEqual([
			['/only-bob', 'running'],
			['/web', 'running'],
		]);
		const tags = (await bob.ask('GET', '/images/json')).json.flatMap((image: { RepoTags: string[] }) => image.RepoTags);
		expect(tags.sort()).toEqual(['my-app:latest', 'only-bob-image:v1', base]);
		expect((await bob.ask('GET', `/exec/${bobs.exec}/json`)).json).toMatchObject({ Running: false, ExitCode: null });
		expect([ada.faults, bob.faults]).toEqual([[], []]);
	});

	it('runs the image of its own session under the same name', async () => {
		for (const session of [ada, bob])
			expect(await session.cli.ok('run', '--rm', 'my-app', 'sh', '-c', 'echo $MADE_BY')).toBe(session.id);
	});

	it('cannot reach the containers of the other over the network', async () => {
		const { json } = await bob.ask('GET', '/containers/web/json');
		const address = json.NetworkSettings.Networks.bridge.IPAddress;
		const said = await ada.cli.run(['run', '--rm', 'my-app', 'wget', '-T', '2', '-qO-', `http://${address}:80/`]);
		expect(said.status).not.toBe(0);
		expect(said.stderr).toMatch(/timed out|unreachable/);
	});
});
