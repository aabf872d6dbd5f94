import { describe, expect, it } from 'vitest';
import { labImages } from './lab-images.ts';
import { checkId, defaultLimits, defineLab, type LabInput } from './schema.ts';

function input(parts: Partial<LabInput> = {}): LabInput {
	return {
		id: 'calculator',
		title: 'The calculator',
		summary: 'A lab for tests.',
		bases: ['golang:1.27'],
		files: [{ path: 'Dockerfile', role: 'dockerfile' }],
		images: { before: { tag: 'before', from: 'starter' }, after: { tag: 'after', from: 'submission' } },
		steps: [{ id: 'build', title: 'Build', command: 'docker build .' }],
		probe: { kind: 'stdio', draw: () => [] },
		marker: { file: 'calculator.go', value: 'marker-1', args: ['version'] },
		par: [{ name: 'gold', maxBytes: 1, note: '' }],
		checks: [{ kind: 'builds', image: 'after', points: 10 }],
		...parts,
	};
}

describe('defineLab', () => {
	it('fills in what is left out', () => {
		const lab = defineLab(input({ limits: { buildSeconds: 10 } }));
		expect(lab.limits).toEqual({ ...defaultLimits, buildSeconds: 10 });
		expect(lab.files[0]).toMatchObject({ editable: true, required: false });
		expect(lab.images.after.dockerfile).toBe('Dockerfile');
		expect(lab.marker?.stdin).toBe('');
	});

	it('takes a server', () => {
		const probe = { kind: 'http', port: 3000, draw: () => [] } as const;
		const lab = defineLab(input({ probe, marker: { file: 'app.py', value: 'marker-1', path: '/' } }));
		expect(lab.probe).toMatchObject({ startSeconds: 20, answerSeconds: 10 });
		expect(labImages(lab)).toEqual(['golang:1.27', 'busybox:latest']);
		expect(labImages(defineLab(input()))).toEqual(['golang:1.27']);
	});

	it('takes a program that nobody knows', () => {
		const before = { tag: 'before', from: 'submission' } as const;
		const images = { before, after: { tag: 'after', from: 'submission' } } as const;
		const lab = defineLab(input({ probe: undefined, marker: undefined, images }));
		expect(labImages(lab)).toEqual(['golang:1.27']);
	});

	it.each<[string, Partial<LabInput>]>([
		['an id with a space', { id: 'the lab' }],
		['no check', { checks: [] }],
		['a check of no known kind', { checks: [{ kind: 'pretty', points: 1 }] as unknown as LabInput['checks'] }],
		[
			'an option that its kind does not have',
			{ checks: [{ kind: 'behaves', points: 1, min: 5 }] as unknown as LabInput['checks'] },
		],
		['negative points', { checks: [{ kind: 'behaves', points: -1 }] }],
		['a probe over HTTP without a page for the marker', { probe: { kind: 'http', port: 3000, draw: () => [] } }],
		['a page for the marker without a probe over HTTP', { marker: { file: 'a', value: 'b', path: '/' } }],
		[
			'a port that there is not',
			{ probe: { kind: 'http', port: 70_000, draw: () => [] }, marker: { file: 'a', value: 'b', path: '/' } },
		],
		['a probe without a marker', { marker: undefined }],
		['a program that nobody knows, compared with a starter', { probe: undefined, marker: undefined }],
		[
			'a program that nobody knows, with a check of what it does',
			{
				probe: undefined,
				marker: undefined,
				images: { before: { tag: 'before', from: 'submission' }, after: { tag: 'after', from: 'submission' } },
				checks: [{ kind: 'stops-cleanly', points: 1 }],
			},
		],
		['a field of no meaning', { colour: 'red' } as Partial<LabInput>],
	])('refuses %s', (_name, parts) => {
		expect(() => defineLab(input(parts))).toThrow();
	});

	it('refuses an id that is taken twice', () => {
		const checks: LabInput['checks'] = [
			{ kind: 'behaves', points: 1 },
			{ kind: 'behaves', points: 2 },
		];
		expect(() => defineLab(input({ checks }))).toThrow('the id behaves is taken by an earlier check');
	});

	it('refuses a dependency on a check that does not come before, so that there are no circles', () => {
		const checks: LabInput['checks'] = [
			{ kind: 'behaves', points: 1, dependsOn: ['no-shell'] },
			{ kind: 'no-shell', points: 1, dependsOn: ['behaves'] },
		];
		expect(() => defineLab(input({ checks }))).toThrow('depends on no-shell, which is no check before it');
	});
});

describe('checkId', () => {
	it('is the id of the lab, else the kind, with the image for a build', () => {
		const { checks } = defineLab(
			input({
				checks: [
					{ kind: 'builds', image: 'before', points: 1 },
					{ kind: 'behaves', points: 1 },
					{ kind: 'behaves', id: 'behaves-again', points: 1 },
				],
			}),
		);
		expect(checks.map(checkId)).toEqual(['before-builds', 'behaves', 'behaves-again']);
	});
});
