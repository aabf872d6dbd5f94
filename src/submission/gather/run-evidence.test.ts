import { describe, expect, it } from 'vitest';
import { exitedResult } from '../../../tests/helpers/fake-engine.ts';
import { runEvidence } from './run-evidence.ts';

describe('runEvidence', () => {
	it('decodes the output and keeps its control characters', () => {
		const result = exitedResult('', { stdout: Buffer.from([0x61, 0xff, 0x1b]), stderr: Buffer.from('x') });
		expect(runEvidence(result)).toMatchObject({ stdout: 'a\uFFFD\u001b', stderr: 'x', exitCode: 0 });
	});

	it.each([
		'exec /calculator: no such file or directory\n',
		'exec /calculator: exec format error',
		'standard_init_linux.go:228: exec user process caused: no such file or directory\n',
	])('knows a program that the kernel refused: %j', (text) => {
		const result = exitedResult('', { exitCode: 1, stderr: Buffer.from(text) });
		expect(runEvidence(result)).toMatchObject({ outcome: 'not-started', error: text.trim() });
	});

	it.each([
		[0, '', 'exec /a: no such file or directory'],
		[1, 'printed', 'exec /a: no such file or directory'],
		[1, '', 'error: exec /a: no such file or directory'],
	])('does not take %j %j %j for one', (exitCode, stdout, stderr) => {
		const result = exitedResult(stdout, { exitCode, stderr: Buffer.from(stderr) });
		expect(runEvidence(result).outcome).toBe('exited');
	});
});
