import { describe, expect, it } from 'vitest';
import type { HiddenFile } from '#image/analysis.ts';
import { judge, makeEvidence, makeImage, told } from '../evidence-fixture.ts';

function evidence(cause: HiddenFile['cause'], layer = 1) {
	const image = makeImage('app-after', {
		layers: [
			{ instruction: 'ADD rootfs.tar /', bytes: 78_000_000, base: true },
			{ instruction: 'COPY . /app', bytes: 7_000_000, deadBytes: 5_000_000 },
			{ instruction: 'RUN make clean', bytes: 0 },
		],
		hidden: [{ path: 'app/cache', size: 5_000_000, layer, hiddenBy: 2, cause }],
	});
	const text = 'FROM debian:trixie-slim\nCOPY . /app\nRUN make clean\n';
	return makeEvidence({ text, images: { after: image } });
}

describe('no-dead-weight', () => {
	it('passes a good submission', () => {
		expect(judge('no-dead-weight', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it.each(['deleted', 'overwritten', 'copied', 'replaced'] as const)('names both steps: %s', (cause) => {
		expect(told(judge('no-dead-weight', evidence(cause)))).toMatchSnapshot();
	});

	it('does not mind bytes of the base, or as few as the lab allows', () => {
		expect(judge('no-dead-weight', evidence('deleted', 0)).status).toBe('pass');
		expect(judge('no-dead-weight', evidence('deleted'), { maxBytes: 5_000_000 }).status).toBe('pass');
		expect(judge('no-dead-weight', evidence('deleted'), { maxBytes: 4_999_999 }).status).toBe('fail');
	});
});
