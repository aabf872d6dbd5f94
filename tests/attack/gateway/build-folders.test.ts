/** Dockerfiles and build contexts that break the protocol of files, or show one thing and send another. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { packetCodec, packetType } from '#engine/buildkit/file-messages.ts';
import type { GrpcHandler } from '#engine/buildkit/grpc-server.ts';
import { attackedSessions } from '../../helpers/attacked-sessions.ts';
import { folders, HostileCommand } from '../../helpers/hostile-command.ts';

const hostile = attackedSessions();

/** Sends packets of a transfer as they are. */
function packets(...sent: readonly Uint8Array[]): GrpcHandler {
	return async (call) => {
		for (const packet of sent) await call.send(packet);
		for await (const _ of call.messages) {
			// Read to the end.
		}
	};
}

function stat(path: string, mode = 0o644, linkname = ''): Uint8Array {
	return packetCodec.encode({ type: packetType.stat, stat: { path, mode, size: 9, modTime: '0', linkname } });
}

const end = packetCodec.encode({ type: packetType.stat });
const data = (ID: number, size: number) =>
	packetCodec.encode({ type: packetType.data, ID, data: Buffer.alloc(size, 0x23) });

describe('the folder of the Dockerfile', () => {
	it.each([
		['has a path out of it', packets(stat('../Dockerfile')), /is not a file beside the Dockerfile/],
		['has an absolute path', packets(stat('/etc/passwd')), /is not a file beside the Dockerfile/],
		['has a device', packets(stat('Dockerfile', 2 ** 26 + 0o644)), /is not a file beside the Dockerfile/],
		[
			'has a link in a circle',
			packets(stat('Dockerfile', 2 ** 27, 'Dockerfile'), end, packetCodec.encode({ type: 3 })),
			/no such file or directory/,
		],
		[
			'has a link out of it',
			packets(stat('Dockerfile', 2 ** 27, '../../etc/passwd'), end, packetCodec.encode({ type: 3 })),
			/no such file or directory/,
		],
		[
			'has thousands of entries',
			packets(...Array.from({ length: 100 }, (_, i) => stat(`x${i}`))),
			/More than 64 files/,
		],
		['sends what was not asked for', packets(data(7, 10)), /a file that was not asked for/],
		[
			'sends without an end',
			packets(stat('Dockerfile'), ...Array.from({ length: 20 }, () => data(0, 30_000))),
			/more than 98304 bytes/,
		],
		[
			'ends before its files',
			packets(stat('Dockerfile'), end, packetCodec.encode({ type: packetType.finish })),
			/left files out/,
		],
		['lists after its list', packets(end, stat('Dockerfile')), /after the end of its list|left files out/],
		['sends packets of another kind', packets(packetCodec.encode({ type: 9 })), /no part of a folder/],
		['is not text', folders({ Dockerfile: 'FROM scratch\n' }), /./],
	])('that %s is refused', async (threat, files, message) => {
		const binary = threat === 'is not text';
		const handler = binary
			? packets(
					stat('Dockerfile'),
					end,
					packetCodec.encode({ type: packetType.data, ID: 0, data: Buffer.from([0xff, 0xfe]) }),
					data(0, 0),
					packetCodec.encode({ type: packetType.finish }),
				)
			: files;
		const { frontend } = await hostile.command.build({ files: handler });
		expect(frontend).toMatch(binary ? /not a text in UTF-8/ : message);
	});

	it('that shows one text first and another later builds the first', async () => {
		let asked = 0;
		const texts = ['FROM busybox\nRUN echo first > /which\n', 'FROM busybox\nRUN echo later > /which\n'];
		const files: GrpcHandler = (call) => folders({ Dockerfile: texts[Math.min(asked++, 1)] ?? '' })(call);
		expect(await hostile.command.build({ files, name: 'shown' })).toEqual({});
		expect(asked).toBeGreaterThan(0);
		const said = await hostile.session.cli.run(['build', '--progress=plain', '--no-cache', '-'], {
			input: 'FROM shown\nRUN cat /which\n',
		});
		expect(said.stderr).toMatch(/#\d+ [\d.]+ first/);
	});
});

describe('the build context', () => {
	const dockerfile = folders({ Dockerfile: 'FROM scratch\nCOPY . /\n' });
	const context =
		(...sent: readonly Uint8Array[]): GrpcHandler =>
		(call) =>
			call.metadata.get('dir-name')?.[0] === 'dockerfile' ? dockerfile(call) : packets(...sent)(call);

	it.each([
		['has a path out of it', [stat('../../etc/cron.d/x')], /is outside of the build context/],
		['has a device', [stat('disk', 2 ** 26 + 0o666)], /neither a file nor a folder nor a link/],
		[
			'has a pipe, which would hang the engine',
			[stat('pipe', 2 ** 25 + 0o666)],
			/neither a file nor a folder nor a link/,
		],
		['has a path without an end', [stat(`${'a/'.repeat(200)}x`)], /too long/],
		['has packets of another kind', [packetCodec.encode({ type: 9 })], /no part of a build context/],
	])('that %s is refused', async (_, sent, message) => {
		const { frontend, solve } = await hostile.command.build({ files: context(...sent) });
		expect(`${frontend} ${solve}`).toMatch(message);
	});

	it('under the name that another session gave its own holds none of its files', async () => {
		const key = 'project:0123456789abcdef';
		const other = new HostileCommand(() => hostile.victim.dial());
		using _other = other;
		await other.attach(randomUUID(), folders({}), key);
		const id = randomUUID();
		// The same path, size and time as the file of the victim: an engine that knew it would not fetch it again.
		await hostile.command.attach(id, folders({ Dockerfile: 'FROM busybox\nCOPY x /\nRUN cat /x\n' }), key);
		expect(await hostile.command.build({ session: id, name: 'keyed' })).toEqual({});
	});
});
