/** The Go lab graded for real: its solution, its variants, its starter, and every wrong answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDataDir } from '../helpers/data-dir.ts';
import { GradingBench, statuses } from '../helpers/grading.ts';
import { describeLab } from '../helpers/lab-suite.ts';

await describeLab({
	id: 'go',
	bases: ['golang:1.27', 'debian:trixie'],
	beforeBase: 'debian:trixie',
	beforeBytes: 500_000_000,
	starterFails: [
		'multi-stage',
		'size-budget',
		'size-ratio',
		'no-shell',
		'no-package-manager',
		'no-build-tools',
		'non-root',
	],
	variants: { distroless: 'bronze', smallest: 'gold' },
});

describe('a right answer in odd clothes', () => {
	let bench: GradingBench;
	beforeAll(async () => {
		bench = await GradingBench.open(testDataDir());
	});
	afterAll(() => bench[Symbol.asyncDispose]());

	it('is built from a name in odd case, with Windows line ends and a byte order mark', async () => {
		const dockerfile = '\uFEFFFROM busybox\r\nCOPY main.sh /main.sh\r\nENTRYPOINT ["/bin/sh", "/main.sh"]\r\n';
		const report = await bench.grade({ Dockerfile: undefined, DockerFile: dockerfile, 'Dockerfile.rego': 'package x' });
		expect(statuses(report)).toEqual({
			'after-builds': 'pass',
			behaves: 'pass',
			'from-source': 'pass',
			'stops-cleanly': 'pass',
		});
		expect(report.notes).toHaveLength(2);
	});
});
