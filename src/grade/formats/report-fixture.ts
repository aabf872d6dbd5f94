/** Reports for the tests of the emitters: one of each outcome, and one of a learner who attacks the reader. */
import type { Advice, CheckGroup, CheckResult, CheckStatus, Report } from '#protocol/report.ts';

/** Markup, formulas, workflow commands, control characters: what a name or an output may hold. */
export const hostile = {
	name: '=cmd|"/C calc"!A0 <img src=x onerror=alert(1)> @team [x](javascript:alert(1)) `b`',
	output:
		'</pre></textarea><script>alert(1)</script>\n::error::owned\n]]> \u001b[31m\u0000\u202e=1+1 &amp; www.example.org',
} as const;

const kinds: readonly (readonly [string, CheckGroup, string])[] = [
	['after-builds', 'builds', 'The after image builds'],
	['behaves', 'works', 'The program does its work'],
	['multi-stage', 'small', 'What is built in one stage is copied into another'],
	['non-root', 'safe', 'The program does not run as root'],
];

function check(index: number, status: CheckStatus, over: Partial<CheckResult> = {}): CheckResult {
	const [id, group, title] = kinds[index] ?? ['', 'builds', ''];
	return {
		...{ id, kind: id.replace('after-', ''), title, group, status },
		...{ points: status === 'pass' ? 5 : 0, maxPoints: 5 },
		...{ expected: 'What should be so.', actual: 'What is so.', rationale: 'Why it matters.' },
		...{ hint: status === 'pass' ? '' : 'What to do next.', dependsOn: [], ...over },
	};
}

function report(submission: Report['submission'], checks: readonly CheckResult[], over: Partial<Report>): Report {
	return {
		version: 1,
		lab: { id: 'calculator', title: 'The calculator' },
		submission,
		status: 'graded',
		score: checks.reduce((sum, { points }) => sum + points, 0),
		maxScore: 20,
		checks: [...checks],
		advice: [],
		images: [],
		bases: [{ reference: 'golang:1.27', origin: 'offline' }],
		notes: [],
		engine: { kind: 'managed', version: '26.1.5', store: 'classic', platform: 'linux/amd64' },
		startedAt: '2026-11-21T00:00:00.000Z',
		milliseconds: 30_000,
		...over,
	};
}

function images(after: number): Pick<Report, 'images' | 'ratio'> {
	const before = 999_205_484;
	const image = (role: 'before' | 'after', bytes: number): Report['images'][number] => ({
		role,
		tag: `app-${role}`,
		sizes: { unpacked: bytes, transfer: Math.round(bytes * 0.4), engine: bytes },
		layers: [{ instruction: 'COPY /out/calculator /calculator', line: 7, bytes, fromBase: false }],
	});
	return { images: [image('before', before), image('after', after)], ratio: before / after };
}

const praise: Advice = {
	id: 'nothing-but-your-files',
	level: 'celebratory',
	message: 'The image holds 1 file.',
	hint: '',
	...{ file: 'Dockerfile', line: 6, endLine: 6, hadolint: [], buildCheck: [] },
};

/** A variable's name is the learner's, so it may attack, too. */
const hostileAdvice: readonly Advice[] = [
	{
		...{
			id: 'undefined-variable',
			level: 'essential',
			message: `COPY uses $${hostile.output}.`,
			hint: 'Set it above.',
		},
		...{ file: 'Dockerfile', line: 3, endLine: 4, hadolint: [], buildCheck: ['UndefinedVar'] },
	},
	{
		...{ id: 'relative-workdir', level: 'actionable', message: 'WORKDIR app is relative.', hint: 'Write WORKDIR /app' },
		...{ file: 'Dockerfile', line: 2, endLine: 2, hadolint: ['DL3000'], buildCheck: ['WorkdirRelativePath'] },
	},
	{
		...{ id: 'package-versions', level: 'informative', message: 'Of the day.', hint: 'Name them.' },
		...{ hadolint: ['DL3008', 'DL3018'], buildCheck: [] },
	},
];

/** Everything passes. */
export function perfectReport(name = 'ada'): Report {
	const checks = kinds.map((_, index) => check(index, 'pass'));
	return report({ name, hash: 'abc', files: 5, bytes: 5000 }, checks, {
		...images(1_770_000),
		par: 'gold',
		advice: [praise],
	});
}

/** Outputs, notes and the name are attacks. */
export function failingReport(name: string = hostile.name): Report {
	const checks = [
		check(0, 'pass'),
		check(1, 'fail', { actual: hostile.output, hint: 'Compare with its tests.', file: 'calculator.go' }),
		check(2, 'fail', { points: 1.25, file: 'Dockerfile', line: 1, endLine: 3 }),
		check(3, 'skip', { actual: 'Not checked: "The program does its work" did not pass.', dependsOn: ['behaves'] }),
	];
	const submission = { name, learner: { name, id: '12345' }, hash: 'def', files: 5, bytes: 5000 };
	return report(submission, checks, {
		...images(121_000_000),
		notes: [hostile.output],
		advice: [...hostileAdvice],
	});
}

/** A fault of ours. */
export function ungradableReport(name = 'cy'): Report {
	const fault = 'The engine went away.';
	const checks = [check(0, 'error', { actual: fault }), ...[1, 2, 3].map((index) => check(index, 'skip'))];
	return report({ name, hash: 'ghi', files: 5, bytes: 5000 }, checks, { status: 'ungradable', fault });
}

export function classReports(): readonly Report[] {
	return [perfectReport(), failingReport(), ungradableReport(), perfectReport('dan')];
}
