import { describe, expect, it } from 'vitest';
import { defineCatalogue } from './catalogue.ts';
import { helperOf, nextMoves, type PlanInput, planBases, type Task } from './plan.ts';
import type { BaseState } from './state.ts';

function dockerfileBase(reference: string, needs: string[], published = true) {
	return {
		reference,
		published,
		recipe: { kind: 'dockerfile' as const, dockerfile: 'a/Dockerfile', target: 'a', folders: ['a'], needs },
	};
}

const root = { kind: 'debian-root' as const, suite: 'trixie', slim: false, folders: ['debian'] };
const catalogue = defineCatalogue({
	helper: 'busybox:latest',
	bases: [
		{ reference: 'debian:trixie', published: true, recipe: root },
		{ reference: 'debian:trixie-slim', published: true, recipe: { ...root, slim: true } },
		dockerfileBase('busybox:latest', ['debian:trixie-slim']),
		dockerfileBase('stagecraft/scm:latest', ['debian:trixie'], false),
		dockerfileBase('golang:1.27', ['stagecraft/scm:latest']),
		dockerfileBase('python:3.13', ['debian:trixie-slim', 'stagecraft/scm:latest']),
	],
});

function plan(wanted: string[], input: Partial<PlanInput> = {}): readonly Task[] {
	return planBases({
		catalogue,
		wanted,
		present: new Set(),
		routeOf: () => 'recipe',
		addsCertificates: false,
		...input,
	});
}

const references = (tasks: readonly Task[]): readonly string[] => tasks.map(({ base }) => base.reference);

describe('planBases', () => {
	it('puts each base right after what it needs, in the order wanted', () => {
		expect(references(plan(['golang:1.27', 'python:3.13', 'busybox:latest']))).toEqual([
			'debian:trixie',
			'stagecraft/scm:latest',
			'golang:1.27',
			'debian:trixie-slim',
			'python:3.13',
			'busybox:latest',
		]);
	});

	it('leaves out what is present, and what only that needed', () => {
		expect(plan(['golang:1.27'], { present: new Set(['golang:1.27']) })).toEqual([]);
		expect(references(plan(['golang:1.27'], { present: new Set(['stagecraft/scm:latest']) }))).toEqual(['golang:1.27']);
	});

	it('needs nothing below a base that a registry gives', () => {
		const tasks = plan(['golang:1.27'], { routeOf: () => 'registry' });
		expect(tasks).toMatchObject([{ base: { reference: 'golang:1.27' }, route: 'registry', needs: [] }]);
	});

	it('needs the helper for the certificates of a pulled base', () => {
		const tasks = plan(['golang:1.27', 'debian:trixie-slim'], { routeOf: () => 'registry', addsCertificates: true });
		expect(tasks.map(({ base, needs }) => [base.reference, needs])).toEqual([
			['busybox:latest', []],
			['golang:1.27', ['busybox:latest']],
			['debian:trixie-slim', []],
		]);
	});

	it('finds no circle when the helper is made here and what is below it is pulled', () => {
		const routeOf: PlanInput['routeOf'] = ({ reference }) => (reference === 'busybox:latest' ? 'recipe' : 'registry');
		expect(references(plan(['golang:1.27'], { routeOf, addsCertificates: true }))).toEqual([
			'debian:trixie-slim',
			'busybox:latest',
			'golang:1.27',
		]);
	});

	it('names a reference that it does not know, and those that it does', () => {
		expect(() => plan(['golang:1.26'])).toThrowErrorMatchingInlineSnapshot(
			`[UserError: golang:1.26 is no base of this course.]`,
		);
	});
});

describe('helperOf', () => {
	it('is the base itself for the helper and what its recipe builds on', () => {
		expect(helperOf(catalogue, 'busybox:latest')).toBe('busybox:latest');
		expect(helperOf(catalogue, 'debian:trixie-slim')).toBe('debian:trixie-slim');
		expect(helperOf(catalogue, 'debian:trixie')).toBe('busybox:latest');
	});
});

describe('nextMoves', () => {
	const tasks = plan(['golang:1.27', 'busybox:latest', 'python:3.13']);
	const moves = (states: Record<string, BaseState['state']>, atOnce = 2) => {
		const { start, blocked } = nextMoves(tasks, (reference) => states[reference] ?? 'waiting', atOnce);
		return { start: references(start), blocked: blocked.map(({ task, by }) => [task.base.reference, by]) };
	};

	it('starts what needs nothing', () => {
		expect(moves({})).toEqual({ start: ['debian:trixie', 'debian:trixie-slim'], blocked: [] });
	});

	it('starts the first of those that are ready, no more than fit', () => {
		const states = { 'debian:trixie': 'present', 'debian:trixie-slim': 'present' } as const;
		expect(moves(states).start).toEqual(['stagecraft/scm:latest', 'busybox:latest']);
		expect(moves(states, 1).start).toEqual(['stagecraft/scm:latest']);
		expect(moves({ ...states, 'stagecraft/scm:latest': 'preparing' }, 1).start).toEqual([]);
	});

	it('tells what can never start, and goes on with the rest', () => {
		const states = {
			'debian:trixie': 'present',
			'debian:trixie-slim': 'present',
			'stagecraft/scm:latest': 'failed',
		} as const;
		expect(moves(states)).toEqual({
			start: ['busybox:latest'],
			blocked: [
				['golang:1.27', 'stagecraft/scm:latest'],
				['python:3.13', 'stagecraft/scm:latest'],
			],
		});
	});
});
