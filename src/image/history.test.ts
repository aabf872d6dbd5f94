import { describe, expect, it } from 'vitest';
import { historyOfLayers, toInstruction } from './history.ts';

describe('instructions', () => {
	it.each([
		['RUN /bin/sh -c apt-get update # buildkit', 'RUN apt-get update'],
		['RUN |1 V=2 /bin/sh -c echo $V # buildkit', 'RUN echo $V'],
		['RUN |2 A=1 B=x y /bin/sh -c make && make install # buildkit', 'RUN make && make install'],
		['RUN /calculator version # buildkit', 'RUN /calculator version'],
		['COPY /out/calculator / # buildkit', 'COPY /out/calculator /'],
		['CMD ["python3"]', 'CMD ["python3"]'],
		['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
		['/bin/sh -c #(nop) ADD file:12ab in / ', 'ADD file:12ab in /'],
		['/bin/sh -c make', 'RUN make'],
		['|1 V=2 /bin/sh -c make', 'RUN make'],
		['# debian.sh --arch amd64 out/ trixie', '# debian.sh --arch amd64 out/ trixie'],
		['', ''],
	])('%j is %j', (createdBy, instruction) => {
		expect(toInstruction(createdBy)).toBe(instruction);
	});
});

describe('which layer an instruction made', () => {
	const history = ['FROM', '-ENV', 'RUN', '-CMD', 'COPY'].map((text) => ({
		createdBy: text,
		instruction: text,
		emptyLayer: text.startsWith('-'),
	}));
	const names = (layers: number) => historyOfLayers(history, layers).map((entry) => entry?.instruction);

	it('passes over instructions that made none', () => {
		expect(names(3)).toEqual(['FROM', 'RUN', 'COPY']);
	});

	it('leaves the lowest layers without one when the history is short', () => {
		expect(names(5)).toEqual([undefined, undefined, 'FROM', 'RUN', 'COPY']);
	});

	it('keeps to the newest when it is long', () => {
		expect(names(1)).toEqual(['COPY']);
		expect(historyOfLayers([], 1)).toEqual([undefined]);
	});
});
