/** Threat: a submission that looks right and is not. Each must fail the check that is about it, with a hint. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabInput } from '#lab/schema.ts';
import type { Report } from '#protocol/report.ts';
import { capitals, checkOf, GradingBench } from '../../helpers/grading.ts';

let bench: GradingBench;
beforeAll(async () => {
	bench = await GradingBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const main = capitals['main.sh'] ?? '';
const copies = 'FROM busybox\nCOPY main.sh /main.sh\n';
const starts = 'ENTRYPOINT ["/bin/sh", "/main.sh"]\n';

/** For checks that look at the file which the entry point starts: a script that starts by itself. */
const script = `#!/bin/sh\n${main}`;
const own = 'COPY --chmod=755 main.sh /main.sh\n';
const startsItself = 'ENTRYPOINT ["/main.sh"]\n';

type CheckInput = LabInput['checks'][number];

interface Cheat {
	readonly name: string;
	/** The check that must fail, with its options; what it depends on is left out, so that it judges. */
	readonly check: CheckInput;
	readonly files: Readonly<Record<string, string>>;
	/** What the learner reads: found and next step. */
	readonly says: string;
}

const fromSource: CheckInput = { kind: 'from-source', points: 1, dependsOn: [] };
const behaves: CheckInput = { kind: 'behaves', points: 1, dependsOn: [] };
const multiStage: CheckInput = { kind: 'multi-stage', points: 1, carries: 'entry-point', dependsOn: [] };
const nonRoot: CheckInput = { kind: 'non-root', points: 1, dependsOn: [] };
const noSecrets: CheckInput = { kind: 'no-secrets', points: 1, dependsOn: [] };
const noShell: CheckInput = { kind: 'no-shell', points: 1, dependsOn: [] };
const stops: CheckInput = { kind: 'stops-cleanly', points: 1, stopSeconds: 1, dependsOn: [] };
const deadWeight: CheckInput = { kind: 'no-dead-weight', points: 1, dependsOn: [] };
const bases: CheckInput = { kind: 'allowed-bases', points: 1, dependsOn: [] };
const trueSizes: CheckInput = { kind: 'true-sizes', points: 1, dependsOn: [] };
const ratio: CheckInput = { kind: 'size-ratio', min: 2, points: 1, dependsOn: [] };

const user = (name: string, instructions: string): Cheat => ({
	...{ name, check: nonRoot, files: { Dockerfile: `${copies}${instructions}\n${starts}` }, says: 'USER 65532:65532' },
});

const sizes = (name: string, text: string, says: string): Cheat => ({
	...{ name, check: trueSizes, says, files: { 'solution.md': text } },
});

const cheats: readonly Cheat[] = [
	{
		name: 'a program that was made before, under another name',
		check: fromSource,
		files: { 'saved/program': main, Dockerfile: `FROM busybox\nCOPY saved/program /main.sh\n${starts}` },
		says: 'main.sh',
	},
	{
		name: 'a program that is written by the Dockerfile',
		check: fromSource,
		files: { Dockerfile: `FROM busybox\nCOPY <<'EOF' /main.sh\n${main}EOF\n${starts}` },
		says: 'main.sh',
	},
	{
		name: 'a program kept in a cache mount, where the first build put it',
		check: fromSource,
		files: {
			Dockerfile: `FROM busybox\nCOPY main.sh /new.sh\nRUN --mount=type=cache,target=/kept [ -f /kept/main.sh ] || cp /new.sh /kept/main.sh; cp /kept/main.sh /main.sh\n${starts}`,
		},
		says: 'main.sh',
	},
	{
		name: 'a source whose marker is told by the image, not by the program',
		check: fromSource,
		files: {
			Dockerfile: `${copies}ENV MARKER=marker-0001\n${starts}`,
			'main.sh': main.replace('echo marker-0001', 'echo $MARKER').replace('\n', '\n# marker-0001\n'),
		},
		says: 'main.sh',
	},
	{
		name: 'a source without its marker',
		check: fromSource,
		files: { 'main.sh': main.replace('marker-0001', 'marker-0002') },
		says: 'marker',
	},
	{
		name: 'answers that are known by heart',
		check: behaves,
		files: { 'main.sh': 'echo HELLO\n' },
		says: 'drawn anew in each run',
	},
	{
		name: 'a program that repeats the question',
		check: behaves,
		files: { 'main.sh': 'cat\n' },
		says: 'word',
	},
	{
		name: 'a right answer with an exit status that says otherwise',
		check: behaves,
		files: { 'main.sh': `${main}exit 3\n` },
		says: '3',
	},
	{
		name: 'an answer written by a step of the build',
		check: behaves,
		files: { Dockerfile: 'FROM busybox\nRUN echo WORD > /answer\nENTRYPOINT ["cat", "/answer"]\n' },
		says: 'WORD',
	},
	{
		name: 'a second stage for show',
		check: multiStage,
		files: { 'main.sh': script, Dockerfile: `FROM busybox AS build\n${own}FROM busybox\n${own}${startsItself}` },
		says: 'COPY --from=build',
	},
	{
		name: 'a final stage that stands on the builder',
		check: multiStage,
		files: { 'main.sh': script, Dockerfile: `FROM busybox AS build\n${own}FROM build\n${startsItself}` },
		says: 'build',
	},
	{
		name: 'a copy from a stage that nothing uses',
		check: multiStage,
		files: {
			'main.sh': script,
			Dockerfile: `FROM busybox AS build\nRUN echo x > /x\nFROM busybox\n${own}COPY --from=build /x /x\n${startsItself}`,
		},
		says: 'comes from line 4',
	},
	{
		name: 'a copy from a stage that a later copy hides',
		check: multiStage,
		files: {
			'main.sh': script,
			Dockerfile: `FROM busybox AS build\n${own}FROM busybox\nCOPY --from=build /main.sh /main.sh\n${own}${startsItself}`,
		},
		says: 'hidden by a later layer',
	},
	user('no user at all', ''),
	user('root by its name', 'USER root'),
	user('root by its number', 'USER 0'),
	user('root by more zeros', 'USER 000:1000'),
	user('root by a name of the learner', "RUN echo 'ada:x:0:0::/:/bin/sh' >> /etc/passwd\nUSER ada"),
	user('another user, and root again', 'USER 1000\nUSER root'),
	{
		name: 'a shell under another name',
		check: noShell,
		files: {
			Dockerfile: `FROM busybox AS tools\nFROM scratch\nCOPY --from=tools /bin/busybox /calculator\nCMD ["/calculator"]\n`,
		},
		says: 'calculator',
	},
	{
		name: 'a private key that a later step removes',
		check: noSecrets,
		files: {
			'notes.txt': `-----BEGIN OPENSSH PRIVATE KEY-----\n${'b3BlbnNzaC1rZXktdjEAAAAA'.repeat(12)}\n-----END OPENSSH PRIVATE KEY-----\n`,
			Dockerfile: `FROM busybox\nCOPY . /\nRUN rm /notes.txt\n${starts}`,
		},
		says: 'notes.txt',
	},
	{
		name: 'passwords of an environment file',
		check: noSecrets,
		files: { '.env': 'DB_PASSWORD=hunter2-and-more\n', Dockerfile: `FROM busybox\nCOPY . /\n${starts}` },
		says: '.env',
	},
	{
		name: 'a program that does not hear the signal',
		check: stops,
		files: { 'main.sh': main.replace("trap 'exit 0' TERM", "trap '' TERM") },
		says: 'SIGTERM',
	},
	{
		name: 'another stop signal, which ends everything',
		check: stops,
		files: {
			Dockerfile: `${copies}STOPSIGNAL SIGKILL\n${starts}`,
			'main.sh': main.replace("trap 'exit 0' TERM", "trap '' TERM"),
		},
		says: 'SIGTERM',
	},
	{
		name: 'bytes that are removed one layer too late',
		check: deadWeight,
		files: { Dockerfile: `${copies}RUN dd if=/dev/urandom of=/fill bs=1M count=2\nRUN rm /fill\n${starts}` },
		says: 'Line 3',
	},
	{
		name: 'a base by the value of an argument',
		check: bases,
		files: { Dockerfile: `ARG BASE=registry.example/tiny:1\nFROM $BASE\n${starts}` },
		says: 'registry.example/tiny:1',
	},
	{
		name: 'a large image to compare with, of the learner’s own making',
		check: ratio,
		files: { 'before.Dockerfile': `FROM busybox\nRUN dd if=/dev/zero of=/fill bs=1M count=64\n` },
		says: 'times',
	},
	sizes('sizes that nobody measured', 'capitals-before has 999 MB, capitals-after has 1 kB.\n', 'Measure again'),
	sizes('sizes that only a machine can read', '<!-- capitals-before 2 MB --> nothing to see\n', 'capitals'),
	sizes('no sizes, but a promise', 'capitals-before is large and capitals-after is small.\n', 'docker images'),
];

async function graded({ check, files }: Pick<Cheat, 'check' | 'files'>): Promise<Report> {
	const report = await bench.grade(files, { checks: [check] });
	expect(report.status).toBe('graded');
	return report;
}

describe('a submission that looks right', () => {
	it.each(cheats)('$name', async (cheat) => {
		const report = await graded(cheat);
		const { status, points, actual, hint } = checkOf(report, cheat.check.kind);
		expect(`${status} ${actual} ${hint}`).toMatch(/^fail/);
		expect(points).toBe(0);
		expect(hint).not.toBe('');
		expect(`${actual} ${hint}`).toContain(cheat.says);
	});
});

describe('a submission that speaks to the judge', () => {
	const all: readonly CheckInput[] = [{ kind: 'builds', image: 'after', points: 1 }, behaves, fromSource];

	it.each([
		['a policy beside its Dockerfile', { 'Dockerfile.rego': 'package docker\ndefault allow := false\n' }],
		['a line that turns checks into errors', { Dockerfile: `# check=error=true\n${copies}WORKDIR x\n${starts}` }],
		['a report of its own', { 'report.json': '{"score":100}', 'results.json': '{"score":100}' }],
		['a lab, tests and a workflow of its own', { 'lab.ts': 'throw 1', '.github/workflows/grade.yml': 'on: push\n' }],
		[
			'build arguments by the names of the builder',
			{ Dockerfile: `FROM busybox\nARG BUILDKIT_SYNTAX=evil/x:1\nCOPY main.sh /main.sh\n${starts}` },
		],
	])('is not heard: %s', async (_, files) => {
		const report = await bench.grade(files, { checks: [...all] });
		expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
		expect(report.score).toBe(3);
	});

	it('cannot write over what the judge reads back', async () => {
		const places = '/proc/1/root/report.json /proc/1/fd/1 /dev/shm/report.json /tmp/report.json /results.json';
		const forging = `for f in ${places}; do echo '{"score":100,"status":"pass"}' > $f; done 2>/dev/null\n`;
		const report = await bench.grade({ 'main.sh': `${forging}echo wrong\n` }, { checks: [...all] });
		expect(checkOf(report, 'behaves').status).toBe('fail');
		expect(report.score).toBe(1);
	});
});

it('an honest answer passes the same checks', async () => {
	const checks = [fromSource, behaves, multiStage, nonRoot, noSecrets, stops, deadWeight, bases];
	const Dockerfile = `FROM busybox AS build\n${own}FROM busybox\nCOPY --from=build /main.sh /main.sh\nUSER 65532:65532\n${startsItself}`;
	const report = await bench.grade({ 'main.sh': script, Dockerfile }, { checks });
	expect(report.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
});

it('leaves nothing', async () => {
	expect(await bench.leftovers()).toEqual([]);
});
