import { describe, expect, it } from 'vitest';
import type { ToolCategory } from '#image/analysis.ts';
import { judge, makeEvidence, makeImage, told } from './evidence-fixture.ts';

/** The tool lies in the layer of the base (0) or of line 4 (1). */
function evidence(layer: 0 | 1, category: ToolCategory, name: string, path: string) {
	const image = makeImage('app-after', {
		layers: [
			{ instruction: 'ADD rootfs.tar /', bytes: 78_000_000, base: true },
			{ instruction: 'COPY / /', bytes: 2_000_000 },
		],
		tools: [{ category, name, path, layer, size: 1_000_000 }],
	});
	const text = 'FROM golang:1.27 AS build\nRUN make\nFROM debian:trixie-slim\nCOPY --from=build / /\n';
	return makeEvidence({ text, images: { after: image } });
}

describe.each([
	['no-shell', 'shell', 'build-tool', 'bash', 'usr/bin/bash'],
	['no-package-manager', 'package-manager', 'shell', 'apt', 'usr/bin/apt'],
	['no-build-tools', 'build-tool', 'shell', 'go', 'usr/local/go/bin/renamed'],
] as const)('%s', (kind, category, other, name, path) => {
	it('passes a good submission', () => {
		expect(judge(kind, makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('names the base that brings it', () => {
		expect(told(judge(kind, evidence(0, category, name, path)))).toBe(
			`fail: There is ${name} (/${path}).
> Line 3: debian:trixie-slim brings it. Let the final stage start from scratch or a distroless image.
@ Dockerfile:3`,
		);
	});

	it('names the step that brings it', () => {
		expect(told(judge(kind, evidence(1, category, name, path)))).toBe(
			`fail: There is ${name} (/${path}).
> Line 4 (COPY / /) brings it. Copy only the file that the program needs.
@ Dockerfile:4`,
		);
	});

	it('does not mind other tools', () => {
		expect(judge(kind, evidence(0, other, name, path)).status).toBe('pass');
	});
});
