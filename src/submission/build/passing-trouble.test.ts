import { describe, expect, it } from 'vitest';
import { isPassingTrouble } from './passing-trouble.ts';

const failed = (...logTail: string[]) => ({ outcome: 'failed' as const, error: 'exit code: 1', logTail });

describe('isPassingTrouble', () => {
	it.each([
		['a name that does not resolve', 'curl: (6) Could not resolve host: registry.example'],
		['a name server that is away', "Temporary failure resolving 'mirror.example'"],
		['npm, cut off', 'npm error code ECONNRESET'],
		['npm, without an answer', 'npm error network request to https://registry.example/fastify failed, reason: timeout'],
		[
			'pip, trying again',
			"WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'ReadTimeoutError'",
		],
		['apt', 'E: Failed to fetch http://mirror.example/pool/main/g/golang  Connection failed'],
		['a mirror that is away', '503 Service Unavailable'],
		['Go', 'go: dial tcp 192.0.2.1:443: i/o timeout'],
	])('is %s', (_name, line) => {
		expect(isPassingTrouble(failed('line before', line))).toBe(true);
	});

	it.each([
		['a package that nobody has', 'ERROR: No matching distribution found for falsk'],
		['npm, a version that is not there', 'npm error code ETARGET'],
		['npm, a package that is not there', 'npm error code E404'],
		['apt, a package that is not there', 'E: Unable to locate package golnag'],
		['a program that does not compile', './calculator.go:7:2: undefined: fmt'],
	])('is not %s', (_name, line) => {
		expect(isPassingTrouble(failed(line))).toBe(false);
	});

	it.each([
		'failed to solve: failed to prepare 3k2: parent snapshot sha256:c03 does not exist: not found',
		'failed to apply diffs: failed to stat lower snapshot oqp2: snapshot oqp2 does not exist: not found',
		'failed to prepare sha256:ab: open /var/lib/docker/overlay2/l3/.tmp-committed3822505730: no such file or directory',
		'failed to get layer sha256:ab: layer does not exist',
		'failed to solve: no active session for 5f2c: context deadline exceeded',
	])('is an engine that lost a layer, or its patience: %s', (error) => {
		expect(isPassingTrouble({ outcome: 'failed', error, logTail: [] })).toBe(true);
		expect(isPassingTrouble(failed(error)), 'printed by a step').toBe(false);
	});

	it('is nothing that ended at a limit', () => {
		expect(isPassingTrouble({ ...failed('ECONNRESET'), outcome: 'limit' })).toBe(false);
	});
});
