import { describe, expect, it } from 'vitest';
import { isSharedPath, keptPath } from './shared-path.ts';

describe('isSharedPath', () => {
	it.each(['Dockerfile', '.dockerignore', 'src/app/main.go', 'naïve file.txt', '-rf', '%2e%2e', 'COM1'])(
		'shares %s',
		(path) => expect(isSharedPath(path)).toBe(true),
	);

	it.each([
		'../x',
		'a/../../x',
		'/etc/passwd',
		'a//b',
		'',
		'.',
		'a/.',
		'back\\slash',
		'line\nbreak',
		'bell\x07',
		'right\u202eleft',
		'bad\ufffdbytes',
		'.git/config',
		'web/node_modules/x.js',
		'.Dockerfile.swp',
		'Dockerfile~',
		'n'.repeat(256),
		'long/'.repeat(300),
	])('does not share %j', (path) => expect(isSharedPath(path)).toBe(false));
});

describe('keptPath', () => {
	it('takes the first name that is free', () => {
		expect(keptPath('app/Dockerfile', () => true)).toBe('app/Dockerfile.from-terminal');
		const taken = new Set(['Dockerfile.from-terminal', 'Dockerfile.from-terminal-2']);
		expect(keptPath('Dockerfile', (path) => !taken.has(path))).toBe('Dockerfile.from-terminal-3');
	});
});
