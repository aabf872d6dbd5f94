/** The Dockerfiles of the walk-throughs that the course grew from, and the ways in which people write them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { testEngine } from '../helpers/engine.ts';
import { haveBases } from '../helpers/prepared-bases.ts';
import { SeedImage } from '../helpers/seed-image.ts';

/** All bases from nothing: the time that the course promises, with room for a slow mirror. */
const prepareMilliseconds = 20 * 60 * 1000;

/** One build with installs from a mirror; a guard against hanging. */
const buildMilliseconds = 10 * 60 * 1000;

let engine: Engine;

beforeAll(async () => {
	engine = await testEngine();
	await haveBases(
		engine,
		...['debian:trixie', 'golang:1.27'],
		...['gcr.io/distroless/static-debian13:nonroot', 'gcr.io/distroless/base-debian13:latest'],
		...['python:3.13', 'python:3.13-slim', 'gcr.io/distroless/python3-debian13:nonroot'],
		...['node:24', 'node:24-slim', 'gcr.io/distroless/nodejs24-debian13:nonroot'],
	);
}, prepareMilliseconds);

afterAll(async () => {
	await engine?.[Symbol.asyncDispose]();
});

describe.concurrent('Go', { timeout: buildMilliseconds }, () => {
	it.each(['before', 'after', 'distroless', 'cgo'])('%s builds and calculates', async (name) => {
		await using image = await SeedImage.build(engine, 'go', name);
		expect(await image.answer('1 + 2\n40 + 2\n')).toBe('3\n42');
	});
});

describe.concurrent('Flask', { timeout: buildMilliseconds }, () => {
	it.each(['before', 'after', 'scripts', 'venv', 'user', 'prefix'])('%s builds and serves', async (name) => {
		await using image = await SeedImage.build(engine, 'flask', name);
		expect(JSON.parse(await image.firstPage('python', 'fetch.py'))).toEqual({ service: 'flask', answer: 42 });
	});

	it('distroless builds and serves', async () => {
		await using image = await SeedImage.build(engine, 'flask', 'distroless');
		expect(JSON.parse(await image.firstPage('/usr/bin/python3', 'fetch.py'))).toEqual({ service: 'flask', answer: 42 });
	});

	it('extension builds C code and runs it', async () => {
		await using image = await SeedImage.build(engine, 'flask', 'extension');
		expect(await image.answer('')).toBe('built from C');
	});
});

describe.concurrent('Node', { timeout: buildMilliseconds }, () => {
	it.each(['before', 'after', 'pruned'])('%s builds and serves', async (name) => {
		await using image = await SeedImage.build(engine, 'node', name);
		expect(JSON.parse(await image.firstPage('node', 'fetch.js'))).toEqual({ service: 'node', hour: 3_600_000 });
	});

	it('distroless builds and serves', async () => {
		await using image = await SeedImage.build(engine, 'node', 'distroless');
		const page = await image.firstPage('/nodejs/bin/node', 'fetch.js');
		expect(JSON.parse(page)).toEqual({ service: 'node', hour: 3_600_000 });
	});
});
