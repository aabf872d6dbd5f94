import { describe, expect, it } from 'vitest';
import { diskUsageResponseCodec, policyAction, pruneRequestCodec, solveRequestCodec } from './control-messages.ts';
import { errorSourceCodec } from './error-messages.ts';
import { packetCodec, packetType } from './file-messages.ts';
import { statusResponseCodec } from './status-messages.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('the codecs', () => {
	it('bring a solve request through', () => {
		const request = {
			Ref: 'r',
			ExporterDeprecated: 'moby',
			ExporterAttrsDeprecated: { name: 'a,b' },
			Session: 's',
			Frontend: 'dockerfile.v0',
			FrontendAttrs: { filename: 'Dockerfile', 'no-cache': '' },
			Internal: true,
			SourcePolicy: {
				version: 1,
				rules: [{ action: policyAction.deny, selector: { identifier: '*', match_type: 0 }, updates: null }],
			},
		};
		expect(solveRequestCodec.decode(solveRequestCodec.encode(request))).toEqual(request);
		const free = { ...request, SourcePolicy: null };
		expect(solveRequestCodec.decode(solveRequestCodec.encode(free))).toEqual(free);
	});

	it('write the field numbers of BuildKit', () => {
		expect(Buffer.from(pruneRequestCodec.encode({ filter: ['id=="x"'], all: true })).toString('hex')).toBe(
			`0a07${Buffer.from('id=="x"').toString('hex')}1001`,
		);
		const policy = { version: 1, rules: [{ action: 1, selector: { identifier: '*', match_type: 0 } }] };
		const empty = { Ref: '', ExporterDeprecated: '', ExporterAttrsDeprecated: {}, Session: '', Frontend: '' };
		const encoded = solveRequestCodec.encode({ ...empty, FrontendAttrs: {}, Internal: false, SourcePolicy: policy });
		const text = Buffer.from(encoded).toString('hex');
		// Field 12 (0x62): version 1, then the rule: action 1, selector with the identifier "*".
		expect(text).toMatch(/620b08011207080112030a012a/);
	});

	it('keep a time in nanoseconds exactly', () => {
		const stat = { path: 'é', mode: 2 ** 31 + 0o755, size: 0, modTime: '1577836800123456789', linkname: '' };
		const encoded = packetCodec.encode({ type: packetType.stat, stat });
		// Field 6 (0x30) of the stat, as a varint.
		expect(Buffer.from(encoded).toString('hex')).toContain('30959a9787dcc6e6f215');
	});

	it('read packets, and tell an absent stat from an empty one', () => {
		expect(packetCodec.decode(bytes('08 01 18 05'))).toMatchObject({ type: packetType.request, ID: 5, stat: null });
		const data = packetCodec.decode(packetCodec.encode({ type: packetType.data, ID: 1, data: Buffer.from('hi') }));
		expect(Buffer.from(data.data ?? []).toString()).toBe('hi');
	});

	it('read a status with defaults for what is absent', () => {
		const vertex = { digest: 'sha256:a', name: 'n', cached: true, started: { seconds: 5, nanos: 6 }, completed: null };
		const warning = {
			vertex: '',
			short: Buffer.from('w'),
			url: '',
			ranges: [{ start: { line: 2, character: 0 }, end: null }],
		};
		const status = { vertexes: [{ ...vertex, error: '' }], statuses: [], logs: [], warnings: [warning] };
		expect(statusResponseCodec.decode(statusResponseCodec.encode(status))).toEqual(status);
		expect(statusResponseCodec.decode(new Uint8Array())).toEqual({
			vertexes: [],
			statuses: [],
			logs: [],
			warnings: [],
		});
	});

	it('skip fields that they do not know', () => {
		// A usage record with id "x" (field 1) and usage count 7 (field 8).
		const decoded = diskUsageResponseCodec.decode(bytes('0a 05 0a 01 78 40 07'));
		expect(decoded.record[0]).toMatchObject({ ID: 'x', Size: 0, Parents: [], CreatedAt: null });
	});

	it('read the place of an error', () => {
		const source = {
			info: { filename: 'Dockerfile' },
			ranges: [{ start: { line: 3, character: 0 }, end: { line: 4, character: 0 } }],
		};
		expect(errorSourceCodec.decode(errorSourceCodec.encode(source))).toEqual(source);
	});
});
