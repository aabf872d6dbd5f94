import { describe, expect, it } from 'vitest';
import { policyAction } from '#engine/buildkit/control-messages.ts';
import { SessionNames } from '../names.ts';
import { buildPolicy, solverName } from './build-policy.ts';

const names = new SessionNames('stagecraft-0123456789abcdef');

describe('solverName', () => {
	it.each([
		['golang:1.27', 'docker.io/library/golang:1.27'],
		['me/app', 'docker.io/me/app:latest'],
		['docker.io/library/x:1', 'docker.io/library/x:1'],
		['localhost:5000/x', 'localhost:5000/x:latest'],
		['gcr.io/distroless/static-debian13:nonroot', 'gcr.io/distroless/static-debian13:nonroot'],
		[`x@sha256:${'0'.repeat(64)}`, undefined],
		['Upper', undefined],
		['*', undefined],
		['', undefined],
	])('%s is %s', (reference, name) => {
		expect(solverName(reference)).toBe(name);
	});
});

describe('buildPolicy', () => {
	const own = [
		`${names.prefix}/app:latest`,
		`${names.prefix}/localhost.p_5000/x:1`,
		'stagecraft-fedcba9876543210/app:latest',
	];
	const { rules } = buildPolicy(['golang:1.27'], own, names);

	it('denies everything first, and then allows folders, bases and own images', () => {
		expect(rules[0]).toMatchObject({ action: policyAction.deny, selector: { identifier: '*' } });
		const allowed = rules
			.filter(({ action }) => action === policyAction.allow)
			.map(({ selector }) => selector.identifier);
		expect(allowed).toEqual([
			'local://*',
			'docker-image://docker.io/library/golang:1.27',
			'docker-image://docker.io/library/golang:1.27@*',
			`docker-image://docker.io/${names.prefix}/app:latest`,
			`docker-image://docker.io/${names.prefix}/app:latest@*`,
			`docker-image://docker.io/${names.prefix}/localhost.p_5000/x:1`,
			`docker-image://docker.io/${names.prefix}/localhost.p_5000/x:1@*`,
		]);
	});

	it('takes the learner’s names of own images for the engine’s, and knows no image of another session', () => {
		const renamed = rules.flatMap(({ selector, updates }) =>
			updates ? [[selector.identifier, updates.identifier]] : [],
		);
		expect(renamed).toEqual([
			['docker-image://docker.io/library/app:latest', `docker-image://docker.io/${names.prefix}/app:latest`],
			['docker-image://localhost:5000/x:1', `docker-image://docker.io/${names.prefix}/localhost.p_5000/x:1`],
		]);
	});
});
