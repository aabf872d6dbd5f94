import { expect, it } from 'vitest';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { makeImage } from './evidence-fixture.ts';
import { layerOrigins } from './layer-origin.ts';

const dockerfile = parseDockerfile(`FROM golang:1.27 AS build
RUN make

FROM debian:trixie-slim AS runtime
RUN apt-get update && \\
    apt-get install -y tini

FROM runtime
ENV A=1
COPY --from=build /out /out
COPY calculator.go /
`);

it('finds the lines of the layers, through the stages that the image stands on', () => {
	const image = makeImage('app-after', {
		layers: [
			{ instruction: 'ADD rootfs.tar /', bytes: 1, base: true },
			{ instruction: 'RUN apt-get update && apt-get install -y tini', bytes: 2 },
			{ instruction: 'COPY /out /out', bytes: 3 },
			{ instruction: 'COPY calculator.go /', bytes: 4 },
		],
	});
	expect(layerOrigins(image, dockerfile).map(({ fromBase, line, endLine }) => ({ fromBase, line, endLine }))).toEqual([
		{ fromBase: true, line: undefined, endLine: undefined },
		{ fromBase: false, line: 5, endLine: 6 },
		{ fromBase: false, line: 10, endLine: 10 },
		{ fromBase: false, line: 11, endLine: 11 },
	]);
});

it('gives no lines without a Dockerfile', () => {
	expect(layerOrigins(makeImage('x'), undefined)).toEqual([
		{ index: 0, instruction: 'COPY /out/calculator /calculator', fromBase: false, bytes: 1_770_000, deadBytes: 0 },
	]);
});
