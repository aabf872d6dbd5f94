import { describe, expect, it } from 'vitest';
import { instructionOfLayer } from './history.ts';
import { parseDockerfile } from './parse.ts';

/** Line of the instruction for each entry, or undefined. */
function lines(text: string, createdBy: readonly string[], target?: string): readonly (number | undefined)[] {
	const analysis = parseDockerfile(text, target === undefined ? {} : { target });
	return instructionOfLayer(
		analysis,
		createdBy.map((entry) => ({ createdBy: entry, emptyLayer: false })),
	).map((place) => place?.line);
}

const base = ['COPY /made/ / # buildkit', 'CMD ["sh"]'];

describe('instructionOfLayer', () => {
	// The entries are those that engine 26.1 wrote for this file.
	const text = `FROM busybox
ARG V=1
ENV A=$V
RUN echo hi \\
  # c
  > /x && cat /x
RUN <<EOF
echo a
EOF
USER 7
WORKDIR rel
CMD ["x"]
`;
	const built = [
		'ARG V=1',
		'ENV A=1',
		'RUN |1 V=1 /bin/sh -c echo hi   > /x && cat /x # buildkit',
		'RUN |1 V=1 /bin/sh -c echo a\n # buildkit',
		'USER 7',
		'WORKDIR /rel',
		'CMD ["x"]',
	];

	it('leaves out the entries of the base image', () => {
		expect(lines(text, [...base, ...built])).toEqual([undefined, undefined, 2, 3, 4, 7, 10, 11, 12]);
	});

	it('tells the place', () => {
		const history = built.map((createdBy) => ({ createdBy, emptyLayer: false }));
		expect(instructionOfLayer(parseDockerfile(text), history)[2]).toEqual({
			keyword: 'RUN',
			line: 4,
			endLine: 6,
			stageIndex: 0,
			text: 'RUN echo hi   > /x && cat /x',
		});
	});

	it('goes through the in-file bases of the target and leaves other stages out', () => {
		const file = 'FROM a AS x\nRUN one\nFROM b AS y\nRUN two\nFROM x\nCOPY --from=y p q\nUSER 1\n';
		expect(lines(file, [...base, 'RUN /bin/sh -c one # buildkit', 'COPY p q # buildkit', 'USER 1'])).toEqual([
			undefined,
			undefined,
			2,
			6,
			7,
		]);
		expect(lines(file, [...base, 'RUN /bin/sh -c two # buildkit'], 'y')).toEqual([undefined, undefined, 4]);
	});

	it('puts ONBUILD triggers where they ran', () => {
		const file = 'FROM scratch AS x\nONBUILD COPY a /a\nFROM x\nUSER 7\n';
		expect(lines(file, ['COPY a /a # buildkit', 'USER 7'])).toEqual([2, 4]);
	});

	it('is not misled by a base image with the same instructions', () => {
		const file = 'FROM x\nWORKDIR /go\nCMD ["bash"]\n';
		const history = ['WORKDIR /go', 'CMD ["bash"]', 'WORKDIR /go', 'CMD ["bash"]'];
		expect(lines(file, history)).toEqual([undefined, undefined, 2, 3]);
		const nearer = ['WORKDIR $D', 'WORKDIR /srv', 'USER 1'];
		expect(lines('FROM x\nWORKDIR $D\nUSER 1\n', nearer)).toEqual([undefined, 2, 3]);
	});

	it('finds its way when entries are missing or added', () => {
		const file = 'FROM x\nRUN one\nRUN two\nRUN three\nUSER 1\n';
		expect(
			lines(file, [...base, 'RUN /bin/sh -c one # buildkit', 'RUN /bin/sh -c three # buildkit', 'USER 1']),
		).toEqual([undefined, undefined, 2, 4, 5]);
		expect(lines(file, ['RUN /bin/sh -c two # buildkit', 'LABEL a=b', 'USER 1', 'LABEL c=d'])).toEqual([
			3,
			undefined,
			5,
			undefined,
		]);
	});

	it('reads the texts of the classic builder', () => {
		const file = 'FROM x\nCOPY a /a\nRUN make\nENV A=1\n';
		const history = [
			'/bin/sh -c #(nop) ADD file:0 in / ',
			'/bin/sh -c #(nop)  CMD ["sh"]',
			'/bin/sh -c #(nop) COPY file:1 in /a ',
			'/bin/sh -c make',
			'/bin/sh -c #(nop)  ENV A=1',
		];
		expect(lines(file, history)).toEqual([undefined, undefined, 2, 3, 4]);
	});

	it('gives nothing for an image that the file did not make, and finishes on long ones', () => {
		expect(lines('FROM x\nUSER 1', [])).toEqual([]);
		expect(lines('', base)).toEqual([undefined, undefined]);
		const long = `FROM x\n${'RUN a\n'.repeat(2000)}`;
		expect(
			lines(
				long,
				Array.from({ length: 1000 }, () => 'RUN /bin/sh -c a # buildkit'),
			),
		).toHaveLength(1000);
	});
});
