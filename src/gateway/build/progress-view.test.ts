import { describe, expect, it } from 'vitest';
import { SessionNames } from '../names.ts';
import { progressCodec } from './progress-messages.ts';
import { ProgressView } from './progress-view.ts';

const names = new SessionNames('stagecraft-0123456789abcdef');
const inner = 'docker.io/stagecraft-0123456789abcdef/app:1';

const progress = {
	vertexes: [
		{
			digest: 'sha256:1',
			inputs: ['sha256:0'],
			name: `FROM ${inner}`,
			cached: true,
			started: { seconds: 1_795_238_737, nanos: 133_087_601 },
			completed: null,
			error: `no ${inner}`,
			progressGroup: { id: 'g', name: inner, weak: true },
		},
	],
	statuses: [
		{
			ID: `naming to ${inner}`,
			vertex: 'sha256:1',
			name: 'naming',
			current: 3_000_000_000,
			total: 5,
			timestamp: { seconds: 1, nanos: 2 },
			started: null,
			completed: null,
		},
	],
	logs: [],
	warnings: [
		{
			vertex: 'sha256:1',
			level: 1,
			short: Buffer.from('short'),
			detail: [Buffer.from(inner)],
			url: 'https://docs.docker.com/',
			info: { filename: 'Dockerfile', data: Buffer.from('FROM x\n'), language: 'Dockerfile' },
			ranges: [{ start: { line: 1, character: 0 }, end: { line: 1, character: 4 } }],
		},
	],
};

function seen(view: ProgressView, message: object) {
	return progressCodec.decode(view.message(progressCodec.encode(message as typeof progress)));
}

describe('ProgressView', () => {
	it('tells everything but the engine’s names', () => {
		const shown = JSON.stringify(seen(new ProgressView(names), progress));
		const wanted = JSON.stringify(progressCodec.decode(progressCodec.encode(progress)));
		const bytes = (text: string) => JSON.stringify(Buffer.from(text));
		const told = 'docker.io/library/app:1';
		expect(shown).toBe(wanted.replaceAll(inner, told).replace(bytes(inner), bytes(told)));
	});

	it('cuts the logs of a build off at the limit', () => {
		const view = new ProgressView(names, 10);
		const log = (text: string) => ({
			...progress,
			logs: [{ vertex: 'v', timestamp: null, stream: 1, msg: Buffer.from(text) }],
		});
		const texts = ['12345', '67890 and more', 'again'].map((text) =>
			seen(view, log(text))
				.logs.map(({ msg }) => Buffer.from(msg).toString())
				.join(''),
		);
		expect(texts).toEqual(['12345', '67890\n[output above 10 bytes is not shown]\n', '']);
	});
});
