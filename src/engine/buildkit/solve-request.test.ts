import { describe, expect, it } from 'vitest';
import { memoryContext } from '../client/memory-context.ts';
import type { BuildRequest } from '../engine.ts';
import { solveRequest } from './solve-request.ts';
import { sourcePolicy } from './source-policy.ts';

const request: BuildRequest = {
	context: memoryContext({}),
	dockerfile: 'FROM scratch',
	tags: ['a:1', 'b:2'],
	labels: { owner: 'me' },
	sources: ['docker.io/library/golang:1.27'],
};
const ids = { ref: 'r', session: 's' };

describe('solveRequest', () => {
	it('asks for the least that a build needs', () => {
		expect(solveRequest(request, ids)).toMatchObject({
			Ref: 'r',
			ExporterDeprecated: 'moby',
			ExporterAttrsDeprecated: { name: 'a:1,b:2' },
			Session: 's',
			Frontend: 'dockerfile.v0',
			Internal: true,
			FrontendAttrs: {
				filename: 'Dockerfile',
				dockerfilekey: 'dockerfile',
				cmdline: 'dockerfile.v0',
				'image-resolve-mode': 'local',
				'label:owner': 'me',
			},
		});
		expect(Object.keys(solveRequest(request, ids).FrontendAttrs)).toHaveLength(5);
	});

	it('passes on what was asked for', () => {
		const full: BuildRequest = {
			...request,
			tags: [],
			target: 'build',
			buildArgs: { WHO: 'x', BUILDKIT_CACHE_MOUNT_NS: 'stolen' },
			noCache: true,
			network: 'none',
			limits: { memoryBytes: 1, pids: 2, cpus: 3, fileBytes: 4 },
			cacheScope: 'mine',
		};
		const solve = solveRequest(full, { ...ids, cgroupParent: '/jail' });
		expect(solve.ExporterDeprecated).toBe('');
		expect(solve.FrontendAttrs).toMatchObject({
			target: 'build',
			'build-arg:WHO': 'x',
			'build-arg:BUILDKIT_CACHE_MOUNT_NS': 'mine',
			'no-cache': '',
			'force-network-mode': 'none',
			'cgroup-parent': '/jail',
			ulimit: 'fsize=4:4',
		});
	});
});

describe('sourcePolicy', () => {
	it('denies everything, then allows the context and these images', () => {
		const rules = sourcePolicy(request.sources)?.rules.map(({ action, selector }) => [action, selector.identifier]);
		expect(rules).toEqual([
			[1, '*'],
			[0, 'local://*'],
			[0, 'docker-image://docker.io/library/golang:1.27'],
			[0, 'docker-image://docker.io/library/golang:1.27@*'],
		]);
	});

	it('is absent for our own recipes only, and takes no wildcards', () => {
		expect(sourcePolicy('any')).toBeNull();
		expect(sourcePolicy([])?.rules).toHaveLength(2);
		expect(() => sourcePolicy(['docker.io/*'])).toThrow(/is not an image reference/);
	});
});
