import { describe, expect, it } from 'vitest';
import { judge, makeEvidence, makeImage, told } from '../evidence-fixture.ts';

const slim = makeEvidence({
	text: 'FROM golang:1.27 AS build\nRUN make\nFROM debian:trixie-slim\nCOPY --from=build /calculator /calculator\n',
	images: {
		before: makeImage('app-before', { layers: [{ instruction: 'RUN apt-get install', bytes: 999_205_484 }] }),
		after: makeImage('app-after', {
			layers: [
				{ instruction: 'ADD rootfs.tar /', bytes: 77_931_452, base: true },
				{ instruction: 'COPY /calculator /calculator', bytes: 1_770_000 },
			],
		}),
	},
});

const fat = makeEvidence({
	text: 'FROM golang:1.27 AS build\nRUN make\nFROM scratch\nCOPY --from=build / /\n',
	images: {
		before: makeImage('app-before', { layers: [{ instruction: 'RUN apt-get install', bytes: 999_205_484 }] }),
		after: makeImage('app-after', { layers: [{ instruction: 'COPY / /', bytes: 877_026_627 }] }),
	},
});

describe('size-ratio', () => {
	it('passes a good submission', () => {
		expect(judge('size-ratio', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('names the base that is too large', () => {
		expect(told(judge('size-ratio', slim))).toMatchInlineSnapshot(`
			"fail: 12.5 times: 999 MB before, 79.7 MB after.
			> Line 3 (FROM debian:trixie-slim) brings 77.9 MB by itself. Let the final stage start from scratch or a distroless image, and copy only the program into it.
			@ Dockerfile:3"
		`);
	});

	it('names the step that adds most', () => {
		expect(told(judge('size-ratio', fat))).toMatchInlineSnapshot(`
			"fail: 1.14 times: 999 MB before, 877 MB after.
			> Line 4 (COPY / /) adds 877 MB, the most of all steps. Copy only the file that the program needs, and build it without debug data.
			@ Dockerfile:4"
		`);
	});
});
