import { describe, expect, it } from 'vitest';
import { failureOf } from './build-error.ts';
import { errorSourceCodec } from './error-messages.ts';
import { placeOf } from './error-place.ts';
import { GrpcError, grpcCode } from './grpc-status.ts';

const json = (source: object) => ({
	type_url: 'github.com/moby/buildkit/errdefs.Source+json',
	value: Buffer.from(JSON.stringify(source)),
});
const ranges = [{ start: { line: 4 }, end: { line: 6 } }, { start: { line: 3 } }];

describe('failureOf', () => {
	it('takes the lines of the first place in the Dockerfile', () => {
		const details = [
			{ type_url: 'github.com/moby/buildkit/stack.Stack+json', value: Buffer.from('{"frames":[]}') },
			json({ info: { filename: 'other.hcl' }, ranges: [{ start: { line: 9 }, end: { line: 9 } }] }),
			json({ info: { filename: 'Dockerfile', data: 'Rg==' }, ranges }),
			json({ info: { filename: 'Dockerfile' }, ranges: [{ start: { line: 1 }, end: { line: 1 } }] }),
		];
		const failure = failureOf(new GrpcError(grpcCode.unknown, 'exit code: 1', details), '');
		expect(failure).toEqual({ error: 'exit code: 1', errorLines: { first: 3, last: 6 } });
	});

	it('reads the place as a protobuf message too', () => {
		const position = (line: number) => ({ line, character: 0 });
		const source = { info: { filename: 'Dockerfile' }, ranges: [{ start: position(2), end: position(2) }] };
		const detail = { type_url: 'type.googleapis.com/errdefs.Source', value: errorSourceCodec.encode(source) };
		expect(failureOf(new GrpcError(2, 'm', [detail]), '').errorLines).toEqual({ first: 2, last: 2 });
	});

	it('gives no lines where there are none', () => {
		const detail = json({ info: { filename: 'Dockerfile' } });
		expect(failureOf(new GrpcError(2, 'the Dockerfile cannot be empty', [detail]), '')).toEqual({
			error: 'the Dockerfile cannot be empty',
		});
	});
});

describe('placeOf', () => {
	const dockerfile = [
		'FROM a',
		'# ADD http://h/x',
		'RUN true \\',
		'  && ok',
		'ADD --link \\',
		'  http://h/x \\',
		'  /x',
		'RUN --network=host y',
	].join('\n');

	it.each([
		['source "http://h/x" denied by policy: source denied by policy', { first: 5, last: 7 }],
		['failed to load LLB: network.host is not allowed', { first: 8, last: 8 }],
		['source "https://elsewhere" denied by policy', undefined],
		['exit code: 1', undefined],
	])('%s', (error, place) => {
		expect(placeOf(error, dockerfile)).toEqual(place);
	});
});
