// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of the Dockerfile.
import { describe, expect, it } from 'vitest';
import type { Stage } from './analysis.ts';
import { type ParseOptions, parseDockerfile } from './parse.ts';

/** The stage that is built; a test without one is wrong. */
function target(text: string, options?: ParseOptions): Stage {
	const analysis = parseDockerfile(text, options);
	const stage = analysis.stages[analysis.target ?? -1];
	if (stage === undefined) throw new Error(JSON.stringify(analysis.problems));
	return stage;
}

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('bases', () => {
	it.each([
		['FROM golang:1.27', { kind: 'image', reference: 'docker.io/library/golang:1.27', tag: '1.27', pinned: 'version' }],
		['FROM golang', { kind: 'image', reference: 'docker.io/library/golang:latest', pinned: 'none' }],
		['FROM golang:latest', { kind: 'image', tag: 'latest', pinned: 'latest' }],
		[`FROM golang:1.27@${digest}`, { kind: 'image', tag: '1.27', digest, pinned: 'digest' }],
		['FROM scratch', { kind: 'scratch', resolved: 'scratch' }],
		['FROM Scratch', { kind: 'unknown' }],
		['ARG V=1.27\nFROM golang:$V', { asWritten: 'golang:$V', resolved: 'golang:1.27' }],
		['ARG V\nFROM golang:${V:-1.26}', { resolved: 'golang:1.26' }],
		['ARG D\nARG V=${D:+-debug}\nFROM golang:1$V', { resolved: 'golang:1' }],
		['ARG A=go\nARG B=${A}lang\nFROM $B', { reference: 'docker.io/library/golang:latest' }],
		['FROM img-$TARGETARCH', { resolved: 'img-amd64' }],
		['FROM "golang:1.27"', { resolved: 'golang:1.27' }],
		['FROM $NONE', { kind: 'unknown', resolved: '' }],
		['FROM --bad golang', { kind: 'unknown', asWritten: 'golang' }],
		['FROM a AS x\nFROM b AS x\nFROM x', { kind: 'stage', stageIndex: 1 }],
		['FROM a AS X\nFROM x', { kind: 'stage', stageIndex: 0 }],
		['FROM busybox AS scratch\nFROM scratch', { kind: 'stage', stageIndex: 0 }],
		['FROM x AS x', { kind: 'image', reference: 'docker.io/library/x:latest' }],
	])('%s', (text, expected) => {
		expect(target(text).base).toMatchObject(expected);
	});

	it('takes build arguments before defaults, and the platform of the build', () => {
		const options = { buildArgs: { V: '9', OTHER: 'x' }, platform: 'linux/arm64/v8' };
		const analysis = parseDockerfile(
			'ARG V=1\nARG W=$V\nFROM --platform=$BUILDPLATFORM golang:$W-$TARGETVARIANT',
			options,
		);
		expect(analysis.globalArgs).toEqual([
			{ name: 'V', defaultValue: '1', value: '9', line: 1 },
			{ name: 'W', defaultValue: '9', value: '9', line: 2 },
		]);
		expect(analysis.stages).toMatchObject([{ platform: 'linux/arm64/v8', base: { resolved: 'golang:9-v8' } }]);
	});

	it('keeps names in lower case and lines from FROM to the last instruction', () => {
		const { stages } = parseDockerfile('FROM a AS Build\nRUN x \\\n y\n\n# c\nfrom b as final\n');
		expect(stages).toMatchObject([
			{ index: 0, name: 'build', line: 1, endLine: 3 },
			{ index: 1, name: 'final', line: 6, endLine: 6 },
		]);
	});
});

describe('what is in force at the end of a stage', () => {
	it.each<[string, string, Partial<Stage>]>([
		['user', 'FROM x\nUSER a\nUSER b', { user: { value: 'b', line: 3, stageIndex: 0 } }],
		['user by variable', 'FROM x\nARG U=7\nENV G=8\nUSER ${U}:$G', { user: { value: '7:8', line: 4, stageIndex: 0 } }],
		['user of the base stage', 'FROM x AS a\nUSER 7\nFROM a', { user: { value: '7', line: 2, stageIndex: 0 } }],
		['workdir', 'FROM x\nWORKDIR /a/b/\nWORKDIR ../c', { workdir: '/a/c' }],
		['workdir on scratch', 'FROM scratch\nWORKDIR a', { workdir: '/a' }],
		['workdir by variable', 'FROM x\nENV D=/srv\nWORKDIR $D/app', { workdir: '/srv/app' }],
		[
			'ports',
			'FROM x\nENV P=80\nEXPOSE $P 90-91/udp 127.0.0.1:1:2',
			{ exposed: ['80/tcp', '90/udp', '91/udp', '2/tcp'] },
		],
		['env', 'FROM x\nENV A=1\nENV A=2 B=$A C="x y"', { env: { A: '2', B: '1', C: 'x y' } }],
		['env of the base stage', 'FROM x AS a\nENV A=1\nFROM a\nENV B=$A', { env: { A: '1', B: '1' } }],
		[
			'args',
			'ARG V=1\nFROM x\nARG V\nARG W=$V',
			{
				args: [
					{ name: 'V', value: '1', line: 3 },
					{ name: 'W', defaultValue: '1', value: '1', line: 4 },
				],
			},
		],
	])('%s', (_, text, expected) => {
		expect(target(text)).toMatchObject(expected);
	});

	it('leaves open what the base image decides', () => {
		const stage = target('FROM x\nWORKDIR app\nCOPY a b\n');
		for (const key of ['user', 'workdir', 'entrypoint', 'cmd']) expect(stage).not.toHaveProperty(key);
		expect(stage.copies[0]).not.toHaveProperty('destinationPath');
		expect(target('FROM x\nENV PATH=/a:$PATH').env).toEqual({ PATH: '/a:$PATH' });
		expect(target('FROM scratch\nENV PATH=/a:$PATH').env['PATH']).toMatch(/^\/a:\/usr\/local\/sbin:/);
	});

	it('tells exec form from shell form, with the shell in force', () => {
		const stage = target('FROM x\nENTRYPOINT ["/app", "-v"]\nSHELL ["/bin/bash", "-c"]\nCMD run  me\n');
		expect(stage.entrypoint).toMatchObject({ form: 'exec', value: ['/app', '-v'], line: 2 });
		expect(stage.cmd).toMatchObject({ form: 'shell', value: ['/bin/bash', '-c', 'run  me'], text: 'run  me' });
		expect(target("FROM x\nCMD ['a']").cmd).toMatchObject({ form: 'shell', value: ['/bin/sh', '-c', "['a']"] });
	});

	it('clears an inherited CMD when the stage sets ENTRYPOINT, and not its own', () => {
		expect(target('FROM x AS a\nCMD ["a"]\nFROM a\nENTRYPOINT ["b"]')).not.toHaveProperty('cmd');
		expect(target('FROM x\nCMD ["a"]\nENTRYPOINT ["b"]').cmd).toMatchObject({ value: ['a'] });
	});

	it('runs the ONBUILD triggers of an in-file base first', () => {
		const stage = target('FROM x AS a\nONBUILD WORKDIR /on\nONBUILD COPY --from=0 p q\nFROM a\nUSER 1\n');
		expect(stage).toMatchObject({ workdir: '/on', copies: [{ line: 3, stageIndex: 0, destinationPath: '/on/q' }] });
	});
});

describe('copies and mounts', () => {
	it.each([
		['COPY a b /c/', { from: 'context', sources: ['a', 'b'], destination: '/c/', destinationPath: '/c/' }],
		['COPY . .', { destination: '.', destinationPath: '/w/' }],
		['COPY ["a b", "c"]', { sources: ['a b'], destinationPath: '/w/c' }],
		['COPY --from=build /a /b', { from: 'stage', stageIndex: 0, fromAsWritten: 'build' }],
		['COPY --from=BUILD /a /b', { from: 'stage', stageIndex: 0 }],
		['COPY --from=0 /a /b', { from: 'stage', stageIndex: 0 }],
		['COPY --from="build" /a /b', { from: 'stage', stageIndex: 0 }],
		['COPY --from=busybox:1.37 /a /b', { from: 'image', reference: 'docker.io/library/busybox:1.37' }],
		['COPY --from=scratch /a /b', { from: 'unknown' }],
		['COPY <<EOF /x\na\nEOF', { from: 'heredoc', sources: ['EOF'], destination: '/x' }],
		['COPY --link --chown=1:$G --chmod=644 a b', { link: true, chown: '1:9', chmod: '644' }],
		['COPY --link=false a b', { link: false }],
		['ADD https://example.org/a.tgz /x/', { keyword: 'ADD', from: 'remote' }],
		['ADD a.tgz /x/', { keyword: 'ADD', from: 'context' }],
	])('%s', (line, expected) => {
		expect(target(`FROM x AS build\nFROM y\nENV G=9\nWORKDIR /w\n${line}`).copies).toMatchObject([expected]);
	});

	it('reads the last of two stages with one name', () => {
		const text = 'FROM a AS x\nFROM b AS x\nFROM c\nCOPY --from=x p q\n';
		expect(target(text).copies).toMatchObject([{ from: 'stage', stageIndex: 1 }]);
	});

	it.each([
		['type=cache,target=/c', { type: 'cache', from: 'none', target: '/c', readOnly: false }],
		['target=/c', { type: 'bind', from: 'context', target: '/c', readOnly: true }],
		[
			'type=bind,from=build,src=/s,dst=/d,rw',
			{ from: 'stage', stageIndex: 0, source: '/s', target: '/d', readOnly: false },
		],
		['from=busybox,target=/d', { from: 'image', reference: 'docker.io/library/busybox:latest' }],
		// A number is no index here, as in BuildKit.
		['from=0,target=/d', { from: 'image', reference: 'docker.io/library/0:latest' }],
		['type=secret,id=token', { type: 'secret', from: 'none', id: 'token' }],
		['type=tmpfs,target=$T,size=1m', { type: 'tmpfs', target: '/t' }],
	])('RUN --mount=%s', (mount, expected) => {
		expect(target(`FROM x AS build\nFROM y\nENV T=/t\nRUN --mount=${mount} go`).mounts).toMatchObject([expected]);
	});
});

describe('what a build needs', () => {
	const text = [
		'FROM golang:1.27 AS deps', // 1
		'ADD https://example.org/x.tgz /x', // 2
		'FROM deps AS build', // 3
		'RUN --mount=type=bind,from=tools,source=/bin,target=/t go build', // 4
		'FROM alpine AS tools', // 5
		'FROM node:24 AS unused', // 6
		'ADD git@example.org:a/b.git /g', // 7
		'FROM scratch', // 8
		'COPY --from=deps /x /x', // 9
		'COPY --from=busybox:1.37 /bin/sh /sh', // 10
	];

	it('walks over FROM, COPY --from and mounts', () => {
		const moved = [...text.slice(4, 5), ...text.slice(0, 4), ...text.slice(5), 'COPY --from=build /out /out'].join(
			'\n',
		);
		const analysis = parseDockerfile(moved);
		expect(analysis.problems).toEqual([]);
		expect(analysis).toMatchObject({ target: 4, reachable: [0, 1, 2, 4] });
		expect(analysis.edges).toEqual([
			{ from: 1, to: 2, kind: 'base', line: 4, paths: [] },
			{ from: 0, to: 2, kind: 'mount', line: 5, paths: ['/bin'] },
			{ from: 1, to: 4, kind: 'copy', line: 9, paths: ['/x'] },
			{ from: 2, to: 4, kind: 'copy', line: 11, paths: ['/out'] },
		]);
		expect(analysis.externalImages.map(({ resolved, use, line }) => `${resolved} ${use} ${line}`)).toEqual([
			'alpine base 1',
			'golang:1.27 base 2',
			'busybox:1.37 copy 10',
		]);
		expect(analysis.remoteSources).toEqual([
			{ kind: 'http', url: 'https://example.org/x.tgz', line: 3, stageIndex: 1 },
		]);
	});

	it('leaves out what the target does not need', () => {
		const analysis = parseDockerfile(text.join('\n'), { target: 'DEPS' });
		expect(analysis).toMatchObject({ target: 0, reachable: [0] });
		expect(analysis.externalImages).toHaveLength(1);
	});

	it('has no target when the name is unknown', () => {
		const analysis = parseDockerfile('FROM x', { target: 'y' });
		expect(analysis).not.toHaveProperty('target');
		expect(analysis).toMatchObject({ reachable: [], externalImages: [] });
	});
});

describe('the top of the file', () => {
	it.each([
		['# syntax=docker/dockerfile:1\nFROM x', true],
		['\ufeff# syntax=docker/dockerfile:1\nFROM x', true],
		['# escape=`\n# Syntax = a b\nFROM x', true],
		['#!/usr/bin/env x\n# syntax=a\nFROM x', true],
		['// syntax=a\nFROM x', true],
		['{"syntax": "a"}', true],
		['# comment\n# syntax=a\nFROM x', false],
		['\n# syntax=a\nFROM x', false],
		['# syntax=\nFROM x', false],
		['FROM x', false],
	])('%j asks for a front end: %s', (text, expected) => {
		expect(parseDockerfile(text).usesSyntaxLine).toBe(expected);
	});

	it('keeps the directives with their lines', () => {
		const { directives } = parseDockerfile('# syntax=a/b:1\n# check=skip=all\n# escape=`\nFROM x');
		expect(directives).toEqual({
			syntax: { value: 'a/b:1', line: 1 },
			check: { value: 'skip=all', line: 2 },
			escape: { value: '`', line: 3 },
		});
	});
});

describe('secrets', () => {
	it('names arguments and variables that look like credentials', () => {
		const text =
			'ARG API_KEY\nFROM x\nARG DB_PASSWORD=hunter2 NAME=a\nENV TOKEN=$API_KEY PUBLIC_KEY=a KEY_FILE=/k monkey=1';
		expect(parseDockerfile(text).secretsAsArgs).toEqual([
			{ keyword: 'ARG', name: 'API_KEY', line: 1, hasValue: false },
			{ keyword: 'ARG', name: 'DB_PASSWORD', line: 3, hasValue: true },
			{ keyword: 'ENV', name: 'TOKEN', line: 4, hasValue: false },
		]);
	});
});

describe('names that are special in JavaScript', () => {
	it('are only names', () => {
		const text =
			'ARG constructor=a\nFROM x AS a\nENV __proto__=1 toString=2\nUSER $toString$hasOwnProperty\nCOPY --from=constructor a b';
		const analysis = parseDockerfile(text, { buildArgs: JSON.parse('{"__proto__": "p"}') });
		expect(analysis.stages[0]?.user?.value).toBe('2$hasOwnProperty');
		expect(Object.keys(analysis.stages[0]?.env ?? {})).toEqual(['__proto__', 'toString']);
		expect(parseDockerfile('FROM x\nCONSTRUCTOR a\nCOPY --__proto__=a b c').problems).toMatchObject([
			{ code: 'unknown-instruction' },
			{ code: 'unknown-flag' },
		]);
	});
});
