/** Calls, ids and messages that no docker command sends on the connections of a build. */
import { randomUUID } from 'node:crypto';
import { connect } from 'node:http2';
import { describe, expect, it } from 'vitest';
import type { GrpcHandler } from '#engine/buildkit/grpc-server.ts';
import { attackedSessions } from '../../helpers/attacked-sessions.ts';
import { bridge, control, folders, HostileCommand } from '../../helpers/hostile-command.ts';
import { wire } from '../../helpers/wire.ts';

const hostile = attackedSessions();

const notServed = /is not served here/;

describe('a method', () => {
	it.each([
		['lists what others have in the cache', `${control}/DiskUsage`, /The build cache is shared out by the course/],
		['empties the cache of others', `${control}/Prune`, /The build cache is shared out by the course/],
		['reads the builds of others', `${control}/ListenBuildHistory`, /history of builds is not kept/],
		['changes the builds of others', `${control}/UpdateBuildHistory`, /history of builds is not kept/],
		['opens a session inside of the control service', `${control}/Session`, notServed],
		['reads files of a ref', `${bridge}/ReadFile`, notServed],
		['reads folders of a ref', `${bridge}/ReadDir`, notServed],
		['looks for files of a ref', `${bridge}/StatFile`, notServed],
		['runs a ref that it names itself', `${bridge}/Evaluate`, notServed],
		['asks a registry for an image', `${bridge}/ResolveImageConfig`, notServed],
		['asks for any source', `${bridge}/ResolveSourceMeta`, notServed],
		['makes a container in the engine', `${bridge}/NewContainer`, notServed],
		['runs a program in such a container', `${bridge}/ExecProcess`, notServed],
		['ends a container', `${bridge}/ReleaseContainer`, notServed],
		['reads the inputs of a front end', `${bridge}/Inputs`, notServed],
		['writes into the progress of builds', `${bridge}/Warn`, notServed],
		['reads the content store', '/containerd.services.content.v1.Content/Read', notServed],
		['writes traces', '/opentelemetry.proto.collector.trace.v1.TraceService/Export', notServed],
		['asks for files on the wrong connection', '/moby.filesync.v1.FileSync/DiffCopy', notServed],
		['is written in other letters', '/moby.buildkit.v1.control/solve', notServed],
		['has a second slash', `/${control}/Solve`, notServed],
		['has a query', `${control}/Solve?x=1`, notServed],
	])('that %s is refused', async (_, path, message) => {
		expect(await hostile.command.failure(path, new Uint8Array())).toMatch(message);
	});
});

describe('an id', () => {
	it('of a session that is not attached is waited for, and then refused', async () => {
		const { solve } = await hostile.command.build({ session: randomUUID() });
		expect(solve).toMatch(/The docker command of this build is not connected/);
	});

	it('of a command in another session opens nothing', async () => {
		const other = new HostileCommand(() => hostile.victim.dial());
		using _other = other;
		const id = randomUUID();
		await other.attach(id, folders({ Dockerfile: 'FROM scratch\nCOPY x /\n' }));
		expect((await hostile.command.build({ session: id })).solve).toMatch(/is not connected/);
	});

	it('of a session cannot be taken while it is open', async () => {
		const id = randomUUID();
		await hostile.command.attach(id, folders({}));
		await expect(hostile.command.attach(id, folders({}))).rejects.toThrow(/open already/);
	});

	it.each(['', 'a b', '../x', 'x'.repeat(65)])('%j is no id of a session', async (id) => {
		await expect(hostile.command.attach(id, folders({}))).rejects.toThrow(/no session of a docker command/);
	});

	it('of a build in another session is unknown', async () => {
		const started = Promise.withResolvers<void>();
		const ref = randomUUID();
		const other = new HostileCommand(() => hostile.victim.dial());
		using _other = other;
		const hanging: GrpcHandler = () => {
			started.resolve();
			return new Promise(() => undefined);
		};
		const building = other.build({ ref, files: hanging });
		await started.promise;
		const buildId = { 'buildkit-controlapi-buildid': ref };
		const [status, ping, solve, returned] = await Promise.all([
			hostile.command.failure(`${control}/Status`, wire([1, ref])),
			hostile.command.failure(`${bridge}/Ping`, new Uint8Array(), buildId),
			hostile.command.failure(`${bridge}/Solve`, wire([2, 'dockerfile.v0']), buildId),
			hostile.command.failure(`${bridge}/Return`, wire([1, [[3, '']]]), buildId),
		]);
		for (const message of [status, ping, solve, returned]) expect(message).toMatch(/no such build in this session/);
		other[Symbol.dispose]();
		expect((await building).solve).toBeDefined();
	});

	it('of a build cannot be used twice at a time', async () => {
		const started = Promise.withResolvers<void>();
		const ref = randomUUID();
		const other = new HostileCommand(() => hostile.session.dial());
		const building = other.build({
			ref,
			files: () => {
				started.resolve();
				return new Promise(() => undefined);
			},
		});
		await started.promise;
		expect(await hostile.command.failure(`${control}/Solve`, wire([1, ref]))).toMatch(/runs already/);
		other[Symbol.dispose]();
		await building;
	});
});

describe('a message', () => {
	it.each([
		['is no message', Buffer.from([0xff, 0xff, 0xff])],
		['is cut', wire([1, 'x']).subarray(0, 2)],
		['has a field of a wrong kind', Buffer.from([0x0b])],
		['has a name of another kind', wire([1, 7])],
		['is nested without an end', Buffer.alloc(200, 0x0b)],
		['has no name', new Uint8Array()],
		['has a long name', wire([1, 'x'.repeat(1000)])],
	])('that %s is refused', async (_, message) => {
		expect(await hostile.command.failure(`${control}/Solve`, message)).toMatch(/cannot be read|name of its own/);
	});

	it('that is too large is refused before it is held', async () => {
		expect(await hostile.command.failure(`${control}/Solve`, Buffer.alloc(300_000))).toMatch(
			/at most 262144 are taken/,
		);
	});

	it('that is compressed is refused', async () => {
		const socket = await hostile.command.upgraded('/grpc');
		const client = connect('http://localhost', { createConnection: () => socket });
		const stream = client.request({
			':method': 'POST',
			':path': `${control}/Solve`,
			'content-type': 'application/grpc',
			'grpc-encoding': 'gzip',
		});
		const trailers = new Promise<Record<string, unknown>>((resolve) => stream.on('trailers', resolve));
		stream.resume();
		stream.end(Buffer.from([1, 0, 0, 0, 1, 0]));
		expect(decodeURIComponent(String((await trailers)['grpc-message']))).toMatch(/compressed/);
		client.destroy();
	});

	it('that returns a result of its own changes nothing: the image carries our labels', async () => {
		const config = JSON.stringify({ config: { Labels: {} }, rootfs: { type: 'layers', diff_ids: [] } });
		const returned = wire([
			1,
			[
				[3, [[1, 'x']]],
				[
					10,
					[
						[1, 'containerimage.config'],
						[2, config],
					],
				],
			],
		]);
		expect(await hostile.command.build({ returned, name: 'returned' })).toEqual({});
		const image = await hostile.engine.images.inspect(`stagecraft-${hostile.session.id}/returned:latest`);
		expect(image?.labels['io.stagecraft.job']).toBe(hostile.session.id);
	});

	it('that returns nothing at all does not end the engine', async () => {
		expect(await hostile.command.build({ returned: Buffer.alloc(0) })).toEqual({});
		expect(await hostile.command.build({ returned: Buffer.alloc(0), options: { 'x-new': '1' } })).toMatchObject({
			solve: expect.stringContaining('x-new'),
		});
		await hostile.engine.ping();
	});
});

describe('what the engine says of itself', () => {
	it('names neither its machine nor its network', async () => {
		const client = await hostile.command.client();
		const answers = await Promise.all([
			client.unary(`${control}/ListWorkers`, new Uint8Array()),
			client.unary(`${control}/Info`, new Uint8Array()),
		]);
		for (const answer of answers)
			expect(Buffer.from(answer).toString('latin1')).not.toMatch(/host-gateway|org\.mobyproject|\d+\.\d+\.\d+\.\d+\D/);
	});
});
