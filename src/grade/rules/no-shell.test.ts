import { describe, expect, it } from 'vitest';
import type { ToolCategory } from '#image/analysis.ts';
import { judge, makeEvidence, makeImage, told } from '../evidence-fixture.ts';

/** The tool lies in the layer of the base (0) or of line 4 (1). */
function evidence(layer: 0 | 1, category: ToolCategory = 'shell') {
	const image = makeImage('app-after', {
		layers: [
			{ instruction: 'ADD rootfs.tar /', bytes: 78_000_000, base: true },
			{ instruction: 'COPY / /', bytes: 2_000_000 },
		],
		tools: [{ category, name: 'bash', path: 'usr/bin/bash', layer, size: 1_000_000 }],
	});
	const text = 'FROM golang:1.27 AS build\nRUN make\nFROM debian:trixie-slim\nCOPY --from=build / /\n';
	return makeEvidence({ text, images: { after: image } });
}

describe('no-shell', () => {
	it('passes a good submission', () => {
		expect(judge('no-shell', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('names the base that brings it', () => {
		expect(told(judge('no-shell', evidence(0)))).toMatchInlineSnapshot(`
			"fail: There is bash (/usr/bin/bash).
			> Line 3: debian:trixie-slim brings it. Let the final stage start from scratch or a distroless image.
			@ Dockerfile:3"
		`);
	});

	it('names the step that brings it', () => {
		expect(told(judge('no-shell', evidence(1)))).toMatchInlineSnapshot(`
			"fail: There is bash (/usr/bin/bash).
			> Line 4 (COPY / /) brings it. Copy only the file that the program needs.
			@ Dockerfile:4"
		`);
	});

	it('does not mind other tools', () => {
		expect(judge('no-shell', evidence(0, 'build-tool')).status).toBe('pass');
	});
});
