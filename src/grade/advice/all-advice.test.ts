import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { adviceLevels } from '#protocol/report.ts';
import { goodDockerfile, makeBuild, makeEvidence, makeImage, makeLab } from '../evidence-fixture.ts';
import { gradeSubmission } from '../grade-submission.ts';
import { allAdvice } from './all-advice.ts';

/** A lab that asks for little, so that its checks say none of it. */
const plainLab = makeLab([{ kind: 'builds', image: 'after' }, { kind: 'behaves' }]);

const adviceOn = (text: string, lab = plainLab, parts: Parameters<typeof makeEvidence>[0] = {}) =>
	gradeSubmission(lab, makeEvidence({ text, ...parts })).advice;

const told = (text: string) =>
	adviceOn(text)
		.filter(({ level }) => level !== 'celebratory')
		.map(({ id, line, message, hint }) => `${id} @${line}: ${message} > ${hint}`);

/** For each id a Dockerfile that earns it, and one that is close to it and does not. */
const cases: Readonly<Record<string, readonly [string, string]>> = {
	'secret-in-argument': [
		'FROM debian:trixie\nENV DB_PASSWORD=hunter2',
		'FROM debian:trixie\nENV DB_PASSWORD_FILE=/run/secrets/db',
	],
	'argument-out-of-scope': [
		'ARG V=1.2\nFROM debian:trixie\nLABEL version=$V',
		'ARG V=1.2\nFROM debian:trixie\nARG V\nLABEL version=$V',
	],
	'undefined-variable': [
		'FROM debian:trixie\nCOPY app $APP_DIR/app',
		`FROM debian:trixie\nARG APP_DIR=/app\nCOPY app $APP_DIR/app\nENV PATH=$PATH:/x OTHER=\${UNSET:-1}`,
	],
	'variable-in-its-own-line': [
		'FROM debian:trixie\nENV ROOT=/opt BIN=$ROOT/bin',
		'FROM debian:trixie\nENV ROOT=/opt\nENV BIN=$ROOT/bin ROOT=/usr',
	],
	'name-and-value-with-a-blank': ['FROM debian:trixie\nENV MODE fast and loose', 'FROM debian:trixie\nENV MODE=fast'],
	'two-stages-of-one-name': [
		'FROM golang:1.27 AS build\nFROM debian:trixie AS build\nFROM scratch\nCOPY --from=build /a /a',
		'FROM golang:1.27 AS build\nFROM scratch\nCOPY --from=build /a /a',
	],
	'reserved-stage-name': ['FROM debian:trixie AS context', 'FROM debian:trixie AS contexts'],
	'base-without-a-version': ['FROM debian', 'FROM gcr.io/distroless/static-debian13:latest'],
	'fixed-platform': ['FROM --platform=linux/amd64 debian:trixie', 'FROM --platform=$BUILDPLATFORM debian:trixie'],
	'redundant-platform': ['FROM --platform=$TARGETPLATFORM debian:trixie', 'FROM debian:trixie'],
	'stage-name-in-capitals': ['FROM debian:trixie AS Build', 'FROM debian:trixie AS build'],
	'from-and-as-in-one-case': ['FROM debian:trixie as build', 'from debian:trixie as build'],
	'instructions-in-one-case': ['FROM debian:trixie\nrun true\nUSER 1', 'from debian:trixie\nrun true\nuser 1'],
	'command-in-shell-form': ['FROM debian:trixie\nENTRYPOINT /calculator -v', 'FROM debian:trixie\nENTRYPOINT ["/a"]'],
	'command-without-effect': ['FROM debian:trixie\nCMD ["a"]\nCMD ["b"]', 'FROM debian:trixie\nCMD ["a"]'],
	'healthcheck-without-effect': [
		'FROM debian:trixie\nHEALTHCHECK CMD a\nHEALTHCHECK NONE',
		'FROM debian:trixie\nHEALTHCHECK CMD a',
	],
	'relative-workdir': ['FROM debian:trixie\nWORKDIR app', 'FROM debian:trixie\nWORKDIR /srv\nWORKDIR app'],
	'copy-to-an-unknown-folder': [
		'FROM debian:trixie\nCOPY a b',
		'FROM debian:trixie AS x\nWORKDIR /app\nFROM x\nCOPY a b',
	],
	'empty-line-in-a-command': ['FROM debian:trixie\nRUN a \\\n\n  && b', 'FROM debian:trixie\nRUN a \\\n  && b'],
	'add-in-place-of-copy': ['FROM debian:trixie\nADD app.py /app.py', 'FROM debian:trixie\nADD app.tar.gz /app'],
	maintainer: ['FROM debian:trixie\nMAINTAINER ada "the" first', 'FROM debian:trixie\nLABEL a=b'],
	'protocol-in-capitals': ['FROM debian:trixie\nEXPOSE 53/UDP', 'FROM debian:trixie\nEXPOSE 53/udp'],
	'package-list-in-a-step-of-its-own': [
		'FROM debian:trixie\nRUN apt-get update\nRUN apt-get install -y curl',
		'FROM debian:trixie\nRUN apt-get update && apt-get install -y curl',
	],
	'install-that-asks': [
		'FROM debian:trixie\nRUN apt-get update && apt-get install curl',
		'FROM debian:trixie\nRUN apt-get update && apt-get -qqy install curl',
	],
	'recommended-packages': [
		'FROM debian:trixie\nRUN apt-get update && apt-get install -y curl',
		'FROM debian:trixie AS build\nRUN apt-get update && apt-get install -y curl\nFROM scratch\nCOPY --from=build /a /a',
	],
	'package-lists-left': [
		'FROM debian:trixie\nRUN apt-get update && apt-get install -y curl',
		'FROM debian:trixie\nRUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*',
	],
	'apk-index-left': ['FROM alpine:3\nRUN apk add curl', 'FROM alpine:3\nRUN apk --no-cache add curl'],
	'upgrade-of-the-base': [
		'FROM debian:trixie\nRUN apt-get update && apt-get -y dist-upgrade',
		'FROM debian:trixie\nRUN apt-get update && apt-get -y install upgrade',
	],
	'apt-for-scripts': [
		'FROM debian:trixie\nRUN apt update && apt install -y curl',
		'FROM debian:trixie\nRUN apt-get update',
	],
	'package-versions': [
		'FROM alpine:3\nRUN apk add --no-cache curl git=2.1',
		'FROM alpine:3\nRUN apk add --no-cache git=2.1',
	],
	'pip-cache-left': [
		'FROM python:3.13-slim\nRUN python3 -m pip install -r requirements.txt',
		'FROM python:3.13-slim\nENV PIP_NO_CACHE_DIR=1\nRUN pip install -r requirements.txt',
	],
	'python-package-versions': [
		'FROM python:3.13-slim\nRUN pip install --no-cache-dir flask gunicorn==23.0.0',
		'FROM python:3.13-slim\nRUN pip install --no-cache-dir --prefix /install -r requirements.txt ./wheels/a.whl .',
	],
	'node-package-versions': [
		'FROM node:24\nRUN npm install -g typescript',
		'FROM node:24\nRUN npm install -g typescript@6.0.3 @types/node@24',
	],
	'yarn-cache-left': ['FROM node:24\nRUN yarn --frozen-lockfile', 'FROM node:24\nRUN yarn && yarn cache clean'],
	'go-program-versions': [
		'FROM golang:1.27\nRUN go install a.example/b@latest',
		'FROM golang:1.27\nRUN go install a.example/b@v1',
	],
	'pipe-that-hides-failures': [
		'FROM debian:trixie\nRUN curl -s https://example.org/a | tar -x',
		'FROM debian:trixie\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl -s https://example.org/a | tar -x',
	],
	sudo: ['FROM debian:trixie\nRUN sudo make install', 'FROM debian:trixie\nRUN make sudo'],
	'cd-in-place-of-workdir': ['FROM debian:trixie\nRUN cd /src && make', 'FROM debian:trixie\nRUN (make; cd /)'],
	'command-of-a-machine': ['FROM debian:trixie\nRUN service nginx start', 'FROM debian:trixie\nRUN make service'],
	'wget-and-curl': ['FROM debian:trixie\nRUN wget -q a\nRUN curl b', 'FROM debian:trixie\nRUN curl a\nRUN curl b'],
	'steps-that-belong-together': [
		'FROM debian:trixie\nRUN a\nRUN b\nRUN c\nUSER 1',
		'FROM debian:trixie AS x\nRUN a\nRUN b\nRUN c\nFROM scratch\nCOPY --from=x /a /a',
	],
};

describe('advice on a Dockerfile', () => {
	it.each(Object.entries(cases))('%s', (id, [earns, close]) => {
		expect(adviceOn(earns).map((one) => one.id)).toContain(id);
		expect(adviceOn(close).map((one) => one.id)).not.toContain(id);
	});

	it('is worded for the one who wrote it', async () => {
		const texts = Object.entries(cases).map(
			([id, [text]]) => told(text).find((line) => line.startsWith(`${id} `)) ?? `${id} is not there`,
		);
		await expect(`${texts.join('\n')}\n`).toMatchFileSnapshot('fixtures/advice.txt');
	});
});

describe('advice on an image', () => {
	const text = 'FROM debian:trixie\nCOPY . /app\nRUN make\nENTRYPOINT ["/app/run"]\n';
	type Files = readonly { readonly path: string; readonly size: number; readonly layer?: number }[];
	const ids = (files: Files, of = text) => {
		const layers = [
			{ instruction: 'ADD rootfs.tar /', bytes: 100, base: true },
			{ instruction: 'COPY . /app', bytes: 200 },
			{ instruction: 'RUN make', bytes: 300 },
		];
		const after = makeImage('app-after', { layers, files });
		return adviceOn(of, plainLab, { images: { after } }).map(({ id, line }) => `${id}:${line}`);
	};

	it('names caches of the learner’s own layers with the line that leaves them', () => {
		expect(ids([{ path: 'root/.cache/pip/http/a', size: 2_000_000, layer: 2 }])).toContain('cache-in-the-image:3');
		expect(ids([{ path: 'root/.cache/pip/http/a', size: 2_000_000, layer: 0 }]).join()).not.toContain('cache-in');
		expect(ids([{ path: 'root/.cache/pip/http/a', size: 2_000, layer: 2 }]).join()).not.toContain('cache-in');
	});

	it('names folders that a COPY of everything brings', () => {
		expect(ids([{ path: 'app/.git/HEAD', size: 20, layer: 1 }])).toContain('files-of-your-desk:2');
		expect(ids([{ path: 'app/git/HEAD', size: 20, layer: 1 }]).join()).not.toContain('files-of-your-desk');
		const ofStage = text.replace('FROM', 'FROM golang:1.27 AS build\nFROM').replace('COPY', 'COPY --from=build');
		expect(ids([{ path: 'app/.git/HEAD', size: 20, layer: 1 }], ofStage).join()).not.toContain('files-of-your-desk');
	});

	it('names a shell and a package manager where no check asks for their absence', () => {
		const tool = (category: 'shell' | 'package-manager', name: string) => ({
			...{ category, name, path: `usr/bin/${name}`, layer: 0, size: 1000 },
		});
		const after = makeImage('app-after', { tools: [tool('shell', 'bash'), tool('package-manager', 'apt')] });
		const found = (lab = plainLab) => adviceOn(text, lab, { images: { after } }).map(({ id }) => id);
		expect(found()).toEqual(expect.arrayContaining(['shell-in-the-image', 'package-manager-in-the-image']));
		const asking = makeLab([{ kind: 'builds', image: 'after' }, { kind: 'no-shell' }]);
		expect(found(asking)).not.toContain('shell-in-the-image');
	});

	it('names an install that may change the lock file, where there is one', () => {
		const dockerfile = 'FROM node:24\nRUN npm install\n';
		const files = [{ path: 'package-lock.json', bytes: 10 }];
		const has = (parts: object) =>
			adviceOn(dockerfile, plainLab, parts).some(({ id }) => id === 'install-from-the-lock-file');
		expect([has({ files }), has({ files: [] })]).toEqual([true, false]);
	});
});

describe('praise', () => {
	const praised = (text: string, parts: Parameters<typeof makeEvidence>[0] = {}) =>
		adviceOn(text, plainLab, parts)
			.filter(({ level }) => level === 'celebratory')
			.map(({ id }) => id);

	it('is given for what is better than asked', () => {
		expect(praised(goodDockerfile)).toEqual(['best-band', 'nothing-but-your-files']);
		const more = goodDockerfile
			.replace('RUN go build', 'RUN --mount=type=cache,target=/root/.cache/go-build go build')
			.replace('golang:1.27', `golang:1.27@sha256:${'0'.repeat(64)}`)
			.replace('\nFROM scratch', '\nFROM build AS test\nRUN go test ./...\n\nFROM scratch');
		expect(praised(more)).toEqual([
			...['best-band', 'base-by-digest', 'cache-mount', 'tests-in-a-stage', 'nothing-but-your-files'],
		]);
	});

	it('is not given to a program that does not work', () => {
		expect(praised(goodDockerfile, { cases: [] })).toEqual([]);
	});
});

describe('what is said', () => {
	it('is nothing about a stage that the image does not need', () => {
		const noisy = 'FROM debian:trixie AS spare\nRUN cd /x && sudo apt install curl | cat\nENV API_TOKEN=1\n';
		expect(told(`${noisy}${goodDockerfile}`)).toEqual([]);
	});

	it('is only the essential while the image does not build', () => {
		const text = 'FROM debian:trixie\nENV API_TOKEN=1\nWORKDIR app\nRUN false\n';
		const builds = { after: makeBuild({ outcome: 'failed', error: 'exit code: 1' }) };
		expect(adviceOn(text, plainLab, { builds, images: {} }).map(({ id }) => id)).toEqual(['secret-in-argument']);
	});

	it('is not what a failed check says already', () => {
		const text = 'FROM debian\nENTRYPOINT ["/calculator"]\n';
		const lab = makeLab([{ kind: 'allowed-bases' }]);
		expect(adviceOn(text, lab).map(({ id }) => id)).not.toContain('base-without-a-version');
		expect(adviceOn(text).map(({ id }) => id)).toContain('base-without-a-version');
	});

	it('is one entry an id, with the other lines, and never without an end', () => {
		const text = `FROM debian:trixie\n${'RUN sudo make\nUSER 1\n'.repeat(300)}`;
		const found = adviceOn(text).find(({ id }) => id === 'sudo');
		expect(found).toMatchObject({
			line: 2,
			message: expect.stringContaining('The same on lines 4, 6, 8, 10, 12 and 294 more.'),
		});
	});

	it('stands in the order of its urgency', () => {
		const levels = adviceOn(`${cases['secret-in-argument']?.[0]}\nWORKDIR app\nADD a /a`).map(({ level }) =>
			adviceLevels.indexOf(level),
		);
		expect(levels).toEqual(levels.toSorted());
	});

	it('is nothing about a Dockerfile without stages', () => {
		expect(adviceOn('# nothing\n')).toEqual([]);
	});

	it('costs no points', () => {
		const text = `${goodDockerfile}`.replace('WORKDIR /src', 'WORKDIR src');
		const report = gradeSubmission(makeLab(), makeEvidence({ text }));
		expect(report.advice.length).toBeGreaterThan(0);
		expect(report.score).toBe(report.maxScore);
	});
});

describe('the catalogue of advice', () => {
	it('has a case for each id, and each id once', () => {
		const ids = allAdvice.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		const tested = [...Object.keys(cases), 'cache-in-the-image', 'files-of-your-desk', 'shell-in-the-image'];
		const others = ['package-manager-in-the-image', 'install-from-the-lock-file', ...praisedIds];
		expect(ids.toSorted()).toEqual([...tested, ...others].toSorted());
	});

	it('is published with the ids of other tools', async () => {
		const row = ({ id, level, hadolint = [], buildCheck = [] }: (typeof allAdvice)[number]) =>
			`| \`${id}\` | ${level} | ${hadolint.join(', ')} | ${buildCheck.join(', ')} |`;
		const head = ['# Advice beyond points', '', ...intro, '', '| id | level | hadolint | `docker build --check` |'];
		const text = [...head, '| --- | --- | --- | --- |', ...allAdvice.map(row), ''].join('\n');
		await expect(text).toMatchFileSnapshot('../../../docs/advice.md');
	});

	it('parses what it is tested with', () => {
		const broken = Object.values(cases)
			.flat()
			.filter((text) => parseDockerfile(text).problems.some(({ severity }) => severity === 'error'));
		expect(broken).toEqual([]);
	});
});

const praisedIds = ['best-band', 'nothing-but-your-files', 'cache-mount', 'base-by-digest', 'tests-in-a-stage'];

const intro = [
	'A report says more about a Dockerfile than its points. `essential`: mend it. `actionable`: worth a change. `informative`: good to',
	'know. `celebratory`: well done. Advice never changes a score. It is about stages that the image needs; what fills a layer counts',
	'only where the layer reaches the image. What a failed check says already is left out. This table is written by a test.',
];
