import { expect, test } from 'vitest';
import { GrpcError, grpcCode } from '#engine/buildkit/grpc-status.ts';
import type { Build } from './build.ts';
import { BuildTable } from './build-table.ts';

const { signal } = new AbortController();
const aBuild = (): Build => ({ cancel: () => undefined }) as unknown as Build;

test('a build that ended well has no more to tell to a command that asks late, and cannot be called', async () => {
	const table = new BuildTable();
	const build = table.begin('ref', aBuild);
	expect(await table.findToFollow('ref', signal)).toBe(build);
	table.end('ref', build);
	expect(await table.findToFollow('ref', signal)).toBeUndefined();
	await expect(table.find('ref', signal)).rejects.toMatchObject({ code: grpcCode.notFound });
});

test('a build that failed tells why to everyone who asks late', async () => {
	const table = new BuildTable();
	const failure = new GrpcError(grpcCode.unknown, 'There is no such base.');
	table.end('ref', table.begin('ref', aBuild), failure);
	await expect(table.findToFollow('ref', signal)).rejects.toBe(failure);
	await expect(table.find('ref', signal)).rejects.toBe(failure);
});
