/** Small evidence for tests: a submission that passes every check, from which a test changes one thing. */
import { parseDockerfile } from '#dockerfile/parse.ts';
import type {
	FileEntry,
	FoundSecret,
	FoundTool,
	HiddenFile,
	HistoryEntry,
	ImageAnalysis,
	ImageConfig,
} from '#image/analysis.ts';
import { type Check, type CheckKind, checkSchema, defineLab, type Lab } from '#lab/schema.ts';
import type { BuildEvidence, CaseEvidence, Evidence, ImageEvidence, RunEvidence } from './evidence.ts';
import { judgeFacts } from './grade-submission.ts';
import type { CheckOf, RuleOutcome } from './rule.ts';
import { allRules } from './rules/all-rules.ts';

export const goodDockerfile = `FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod calculator.go ./
RUN go build -o /out/calculator .

FROM scratch
COPY --from=build /out/calculator /calculator
USER 65532:65532
ENTRYPOINT ["/calculator"]
`;

export const goodDocument = `# Sizes

| image | size |
| --- | --- |
| app-before | 999 MB |
| app-after | 1.77 MB |

The compiler filled the first image. The second stage copies the program alone, so it is smaller and safer.
`;

const allKinds: readonly Record<string, unknown>[] = [
	{ kind: 'builds', image: 'before' },
	{ kind: 'builds', image: 'after' },
	{ kind: 'allowed-bases' },
	{ kind: 'behaves' },
	{ kind: 'from-source' },
	{ kind: 'stops-cleanly' },
	{ kind: 'multi-stage', carries: 'entry-point' },
	{ kind: 'size-budget', maxBytes: 6_000_000 },
	{ kind: 'size-ratio', min: 100 },
	{ kind: 'no-dead-weight' },
	{ kind: 'small-context', maxBytes: 65_536, maxEntries: 5 },
	{ kind: 'no-shell' },
	{ kind: 'no-package-manager' },
	{ kind: 'no-build-tools' },
	{ kind: 'non-root' },
	{ kind: 'no-secrets' },
	{ kind: 'solution-doc', minWords: 10, parts: [{ title: 'what filled the first image', anyOf: ['compiler'] }] },
	{ kind: 'true-sizes' },
];

/** Of labs whose program has dependencies. */
const otherKinds: readonly Record<string, unknown>[] = [{ kind: 'cache-order', commands: ['go build'] }];

/** A lab with one check of each kind that all labs have, of 5 points each. */
export function makeLab(checks: readonly Record<string, unknown>[] = allKinds): Lab {
	return defineLab({
		id: 'calculator',
		title: 'The calculator',
		summary: 'A lab for tests.',
		bases: ['debian:trixie', 'debian:trixie-slim', 'golang:1.27', 'gcr.io/distroless/static-debian13:nonroot'],
		files: [{ path: 'Dockerfile', role: 'dockerfile' }],
		images: { before: { tag: 'app-before', from: 'starter' }, after: { tag: 'app-after', from: 'submission' } },
		steps: [{ id: 'build', title: 'Build', command: 'docker build .' }],
		probe: { kind: 'stdio', draw: () => [] },
		marker: { file: 'calculator.go', value: 'marker-1', args: ['version'] },
		par: [
			{ name: 'gold', maxBytes: 2_000_000, note: '' },
			{ name: 'bronze', maxBytes: 6_000_000, note: '' },
		],
		checks: checks.map((check) => checkSchema.parse({ points: 5, ...check })),
	});
}

export interface LayerParts {
	/** As the history tells it. */
	readonly instruction: string;
	readonly bytes: number;
	readonly base?: boolean;
	readonly deadBytes?: number;
}

export interface ImageParts {
	readonly config?: Partial<ImageConfig>;
	readonly layers?: readonly LayerParts[];
	readonly files?: readonly (Partial<FileEntry> & Pick<FileEntry, 'path'>)[];
	readonly hidden?: readonly HiddenFile[];
	readonly tools?: readonly FoundTool[];
	readonly secrets?: readonly FoundSecret[];
	readonly transfer?: number;
}

const calculator = {
	path: 'calculator',
	size: 1_770_000,
	content: { kind: 'elf', role: 'executable', linking: 'static', machine: 'amd64', packed: false },
} as const;

/** An image with these layers; without parts, the image that `goodDockerfile` gives. */
export function makeImage(tag: string, parts: ImageParts = {}): ImageEvidence {
	const layers = parts.layers ?? [{ instruction: 'COPY /out/calculator /calculator', bytes: calculator.size }];
	const unpacked = layers.reduce((sum, { bytes }) => sum + bytes, 0);
	const hidden = parts.hidden ?? [];
	const analysis: ImageAnalysis = {
		tags: [tag],
		id: 'sha256:c0ffee',
		config: {
			os: 'linux',
			architecture: 'amd64',
			user: '65532:65532',
			entrypoint: ['/calculator'],
			cmd: [],
			env: [],
			workdir: '',
			labels: {},
			exposedPorts: [],
			stopSignal: '',
			createdAt: '2026-11-21T00:00:00Z',
			history: layers.map(historyOf),
			...parts.config,
		},
		layers: layers.map(({ instruction, bytes, deadBytes = 0 }, index) => ({
			index,
			diffId: `sha256:layer-${index}`,
			blob: `blobs/${index}`,
			compression: 'none',
			history: historyOf({ instruction }),
			unpackedBytes: bytes,
			symlinkBytes: 0,
			fileCount: 1,
			filesAdded: 1,
			filesModified: 0,
			filesRemoved: 0,
			deadBytes,
			whiteouts: [],
		})),
		unpackedBytes: unpacked,
		files: (parts.files ?? [calculator]).map(makeFile),
		hidden,
		deadBytes: hidden.reduce((sum, { size }) => sum + size, 0),
		tools: parts.tools ?? [],
		secrets: parts.secrets ?? [],
		setIdFiles: [],
		oddities: [],
	};
	return {
		tag,
		sizes: { unpacked, transfer: parts.transfer ?? Math.round(unpacked * 0.4), engine: unpacked },
		analysis,
		baseLayers: layers.flatMap(({ base }, index) => (base === true ? [`sha256:layer-${index}`] : [])),
	};
}

function historyOf({ instruction }: Pick<LayerParts, 'instruction'>): HistoryEntry {
	return { createdBy: instruction, instruction, emptyLayer: false };
}

function makeFile(parts: Partial<FileEntry> & Pick<FileEntry, 'path'>): FileEntry {
	return { type: 'file', size: 0, mode: 0o755, uid: 0, gid: 0, layer: 0, ...parts };
}

export function makeBuild(parts: Partial<BuildEvidence> = {}): BuildEvidence {
	return {
		outcome: 'built',
		logTail: [],
		steps: [],
		contextEntries: 2,
		contextBytes: 3000,
		milliseconds: 12_300,
		...parts,
	};
}

export function makeRun(parts: Partial<RunEvidence> = {}): RunEvidence {
	return { outcome: 'exited', exitCode: 0, stdout: '', stderr: '', milliseconds: 40, ...parts };
}

export function makeCase(
	name: string,
	run: Partial<RunEvidence> = {},
	parts: Partial<CaseEvidence> = {},
): CaseEvidence {
	return {
		name,
		args: [],
		stdin: '2 + 3\n',
		expectedStdout: '5\n',
		expectedErrorLines: 0,
		expectedExitCode: 0,
		run: makeRun({ stdout: '5\n', ...run }),
		...parts,
	};
}

/** The evidence of a perfect submission, with these parts in place of its own. */
export function makeEvidence(parts: Partial<Evidence> & { readonly text?: string } = {}): Evidence {
	const { text = goodDockerfile, ...rest } = parts;
	return {
		submission: { name: 'ada', hash: 'abc', files: 5, bytes: 5000 },
		files: [
			{ path: 'Dockerfile', bytes: text.length },
			{ path: 'calculator.go', bytes: 3000 },
		],
		problems: [],
		dockerfile: { path: 'Dockerfile', text, analysis: parseDockerfile(text) },
		builds: { before: makeBuild(), after: makeBuild() },
		images: {
			before: makeImage('app-before', { layers: [{ instruction: 'RUN apt-get install', bytes: 999_205_484 }] }),
			after: makeImage('app-after'),
		},
		cases: [makeCase('adds')],
		marker: {
			outcome: 'rebuilt',
			file: 'calculator.go',
			originalValue: 'marker-1',
			changedValue: 'marker-2',
			rebuild: makeBuild({
				steps: [
					{ name: '[build 4/4] RUN go build -o /out/calculator .', cached: true, milliseconds: 0, status: 'done' },
				],
			}),
			originalOutput: 'marker-1\n',
			changedOutput: 'marker-2\n',
		},
		stop: { outcome: 'stopped', milliseconds: 12 },
		documents: { 'solution.md': goodDocument },
		bases: [{ reference: 'golang:1.27', origin: 'offline', unpacked: 877_026_627 }],
		engine: { kind: 'managed', version: '26.1.5', store: 'classic', platform: 'linux/amd64' },
		notes: [],
		faults: [],
		startedAt: '2026-11-21T00:00:00.000Z',
		milliseconds: 30_000,
		...rest,
	};
}

/** What the rule of a kind says about the evidence. `options` are those of the check. */
export function judge<Kind extends CheckKind>(
	kind: Kind,
	evidence: Evidence,
	options: Partial<CheckOf<Kind>> = {},
): RuleOutcome {
	const standard = [...allKinds, ...otherKinds].find((one) => one['kind'] === kind);
	const lab = makeLab([{ ...standard, ...options }]);
	const check = lab.checks[0] as Check as CheckOf<Kind>;
	return allRules[kind].judge(check, judgeFacts(lab, evidence));
}

/** The parts of an outcome that a learner reads, one a line. */
export function told({ status, actual, hint, file, line }: RuleOutcome): string {
	const place = file === undefined ? '' : `\n@ ${file}${line === undefined ? '' : `:${line}`}`;
	return `${status}: ${actual}\n> ${hint}${place}`;
}
