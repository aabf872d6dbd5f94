/** What the analysis finds in the bases: the checks for shells and tools rest on it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { analyseOnEngine, programNames } from '../helpers/analyse-on-engine.ts';
import { testEngine } from '../helpers/engine.ts';
import { haveBases } from '../helpers/prepared-bases.ts';

/** All bases from nothing, with room for a slow mirror. */
const prepareMilliseconds = 20 * 60 * 1000;

describe('the bases of the course', () => {
	const distroless = (name: string) => `gcr.io/distroless/${name}-debian13:latest`;
	const compilers = ['binutils', 'gcc', 'gcc cc1', 'gcc collect2', 'make'];
	const bases: Readonly<Record<string, readonly [readonly string[], readonly string[], readonly string[]]>> = {
		[distroless('static')]: [[], [], []],
		[distroless('base')]: [[], [], []],
		[distroless('python3')]: [[], [], []],
		[distroless('nodejs24')]: [[], [], []],
		'busybox:latest': [['busybox'], [], []],
		'debian:trixie-slim': [['bash', 'dash'], ['apt', 'dpkg'], []],
		'python:3.13-slim': [['bash', 'dash'], ['apt', 'dpkg', 'pip'], []],
		'node:24-slim': [['bash', 'dash'], ['apt', 'corepack', 'dpkg', 'npm', 'yarn'], []],
		'golang:1.27': [
			['bash', 'dash'],
			['apt', 'dpkg'],
			[...compilers, 'go', 'go asm', 'go cgo', 'go compile', 'go link'].sort(),
		],
	};
	let engine: Engine;

	beforeAll(async () => {
		engine = await testEngine();
		await haveBases(engine, ...Object.keys(bases));
	}, prepareMilliseconds);

	afterAll(async () => {
		await engine?.[Symbol.asyncDispose]();
	});

	it.each(Object.entries(bases))('%s has just these programs', async (ref, [shells, packageManagers, buildTools]) => {
		const analysis = await analyseOnEngine(engine, ref);
		expect({
			shells: programNames(analysis, 'shell'),
			packageManagers: programNames(analysis, 'package-manager'),
			buildTools: programNames(analysis, 'build-tool'),
		}).toEqual({ shells, packageManagers, buildTools });
		expect(analysis.oddities).toEqual([]);
	});
});
