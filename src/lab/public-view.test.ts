import { expect, it } from 'vitest';
import { type LabView, labViewSchema } from '#protocol/lab-view.ts';
import { publicView } from './public-view.ts';
import { defineLab } from './schema.ts';

const lab = defineLab({
	id: 'demo',
	title: 'Demo',
	summary: 'A lab for tests.',
	bases: ['golang:1.27'],
	files: [{ path: 'Dockerfile', role: 'dockerfile' }],
	images: { before: { tag: 'before', from: 'starter' }, after: { tag: 'after', from: 'submission' } },
	steps: [{ id: 'build', title: 'Build', command: 'docker build .' }],
	probe: { kind: 'stdio', draw: () => [{ name: 'secret case', stdout: '42' }] },
	marker: { file: 'main.go', value: 'secret-marker', args: [] },
	par: [{ name: 'gold', maxBytes: 1, note: '' }],
	checks: [
		{ kind: 'builds', image: 'after', points: 10 },
		{ kind: 'no-shell', points: 5, title: 'No shell at all', hint: 'secret hint' },
		{ kind: 'no-secrets', points: 3, hidden: true },
	],
});

it('has the shape that crosses the wire', () => {
	const view: LabView = publicView(lab);
	expect(labViewSchema.parse(JSON.parse(JSON.stringify(view)))).toEqual(view);
});

it('tells the visible checks, and only the number of the others', () => {
	expect(publicView(lab)).toMatchObject({
		checks: [
			{ id: 'after-builds', title: 'The after image builds', group: 'builds', maxPoints: 10 },
			{ id: 'no-shell', title: 'No shell at all', group: 'safe', maxPoints: 5 },
		],
		hiddenChecks: 1,
		maxScore: 18,
	});
});

it('tells nothing of probes, marker, hints and hidden checks', () => {
	expect(JSON.stringify(publicView(lab))).not.toMatch(/secret/);
});
