import { describe, expect, it } from 'vitest';
import { normaliseReference } from './reference.ts';
import { matchesReference } from './reference-pattern.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

function matches(pattern: string, text: string): boolean {
	const read = normaliseReference(text);
	if (!read.ok) throw new Error(read.problem);
	return matchesReference(pattern, read.reference);
}

describe('matchesReference', () => {
	it.each([
		['golang:1.26-alpine', 'golang:1.26-alpine'],
		['golang:1.26-alpine', 'docker.io/library/golang:1.26-alpine'],
		['golang:*', 'golang'],
		['golang:*', 'golang:1.27'],
		['golang:*', `golang@${digest}`],
		['golang:1.*', 'golang:1.27-trixie'],
		['python:3.*-slim', 'python:3.13-slim'],
		['golang', 'golang:latest'],
		['golang:1.27', `golang:1.27@${digest}`],
		[`golang@${digest}`, `golang@${digest}`],
		[`golang@${digest}`, `golang:1.27@${digest}`],
		['gcr.io/distroless/*:nonroot', 'gcr.io/distroless/static-debian13:nonroot'],
		['*.example.org/*/*:*', 'registry.example.org/team/app:1'],
		['*', 'gcr.io/a/b:c'],
		['*:*', 'golang:1.27'],
	])('%s allows %s', (pattern, text) => {
		expect(matches(pattern, text)).toBe(true);
	});

	it.each([
		['golang:*', 'evil/golang:1.27'],
		['golang:*', 'gcr.io/library/golang:1.27'],
		['golang:1.26', 'golang:1.26-alpine'],
		['golang', 'golang:1.27'],
		['golang:1.27', `golang@${digest}`],
		[`golang@${digest}`, 'golang:1.27'],
		['gcr.io/distroless/*:nonroot', 'gcr.io/distroless/a/b:nonroot'],
		['*:*', 'me/app:1'],
		['go*:*', 'python:3.13'],
		['', 'golang'],
	])('%s does not allow %s', (pattern, text) => {
		expect(matches(pattern, text)).toBe(false);
	});

	it('finishes on a pattern of many stars', () => {
		expect(matches(`golang:${'*a'.repeat(60)}b`, `golang:${'a'.repeat(120)}`)).toBe(false);
	});
});
