import { expect, it } from 'vitest';
import { memoryContext } from './memory-context.ts';

it('holds files with the folders that they need', async () => {
	const context = memoryContext({ 'a/b/c.sh': { content: 'é', mode: 0o755 }, 'a/d': 'x' });
	expect((await context.entries()).map(({ path, kind, mode, size }) => [path, kind, mode, size])).toEqual([
		['a', 'directory', 0o755, 0],
		['a/b', 'directory', 0o755, 0],
		['a/b/c.sh', 'file', 0o755, 2],
		['a/d', 'file', 0o644, 1],
	]);
	expect(Buffer.concat(await context.read('a/b/c.sh').toArray()).toString()).toBe('é');
	expect(() => context.read('a/b')).toThrow('a/b is not a file of this build context');
});
