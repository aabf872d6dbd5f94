import { describe, expect, it } from 'vitest';
import { judge, makeBuild, makeEvidence, told } from '../evidence-fixture.ts';

describe('small-context', () => {
	it('passes a good submission', () => {
		expect(judge('small-context', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('tells what is sent, and the largest file', () => {
		expect(
			told(
				judge(
					'small-context',
					makeEvidence({ builds: { after: makeBuild({ contextEntries: 812, contextBytes: 48_000_000 }) } }),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: It is sent 812 files and 48.0 MB.
			> List in .dockerignore what the build does not need (documents, Dockerfiles, .git), or copy files by name, not the whole folder. The largest file of your folder is calculator.go (3.00 kB).
			@ .dockerignore"
		`);
	});

	it('names a folder that tools make, wherever it lies', () => {
		const files = ['app/.venv/a.py', 'web/node_modules/a.js', 'web/node_modules/b/c.js', 'web/index.ts'];
		const evidence = makeEvidence({
			files: files.map((path) => ({ path, bytes: 1 })),
			builds: { after: makeBuild({ contextEntries: 812 }) },
		});
		expect(judge('small-context', evidence).hint).toBe(
			'Add the line node_modules to .dockerignore: 2 files of your folder lie in it, and the build makes its own.',
		);
	});

	it.each([
		[5, 65_536, 'pass'],
		[6, 10, 'fail'],
		[1, 65_537, 'fail'],
	])('judges %d files and %d bytes: %s', (contextEntries, contextBytes, status) => {
		const evidence = makeEvidence({ builds: { after: makeBuild({ contextEntries, contextBytes }) } });
		expect(judge('small-context', evidence).status).toBe(status);
	});
});
