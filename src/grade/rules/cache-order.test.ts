import { describe, expect, it } from 'vitest';
import type { BuildEvidence, MarkerEvidence } from '../evidence.ts';
import { judge, makeBuild, makeEvidence, told } from '../evidence-fixture.ts';

const good = `FROM python:3.13 AS build
WORKDIR /app
COPY requirements.txt ./
RUN pip install -r requirements.txt
FROM python:3.13-slim
COPY --from=build /opt/venv /opt/venv
COPY calculator.go ./
`;

type Steps = BuildEvidence['steps'];

function step(name: string, cached: boolean): Steps[number] {
	return { name, cached, milliseconds: 2600, status: 'done' };
}

function judged(text: string, steps: Steps, marker: Partial<MarkerEvidence> = {}, commands = ['pip install']) {
	const evidence = makeEvidence({ text });
	if (evidence.marker === undefined) throw new Error('the fixture has a marker');
	const rebuild = makeBuild({ steps });
	return judge('cache-order', { ...evidence, marker: { ...evidence.marker, rebuild, ...marker } }, { commands });
}

describe('cache-order', () => {
	it('passes when the step came from the cache', () => {
		const steps = [step('[build 4/4] RUN pip install -r requirements.txt', true), step('[stage-1 3/3] COPY x', false)];
		expect(told(judged(good, steps))).toMatch(/^pass: It came from the cache: line 4/);
	});

	it('passes without any such step only where the lab says that there may be none', () => {
		const evidence = makeEvidence();
		const options = { commands: ['pip install'] };
		expect(judge('cache-order', evidence, { ...options, ifAny: true }).status).toBe('pass');
		expect(judge('cache-order', evidence, options).status).toBe('fail');
		const text = good.replace('COPY requirements.txt', 'COPY .');
		const steps = [step('[build 4/4] RUN pip install -r requirements.txt', false)];
		const { marker } = evidence;
		const again = {
			...makeEvidence({ text }),
			...(marker && { marker: { ...marker, rebuild: makeBuild({ steps }) } }),
		};
		expect(judge('cache-order', again, { ...options, ifAny: true }).status).toBe('fail');
	});

	it.each([
		['the whole folder', 'COPY . .'],
		['the file', 'COPY requirements.txt ./calculator.go ./'],
		['files like it', 'COPY *.go ./'],
	])('names the line that copies %s before', (_name, copy) => {
		const text = good.replace('COPY requirements.txt ./', copy);
		expect(told(judged(text, [step('[build 4/4] RUN pip install -r requirements.txt', false)]))).toBe(
			[
				'fail: Line 4 (RUN pip install -r requirements.txt) ran again, 2.6 s, though no dependency had changed.',
				`> Line 3 (${copy}) copies calculator.go before it. Copy only the files that list the dependencies, install, and copy the source below.`,
				'@ Dockerfile:3',
			].join('\n'),
		);
	});

	it('names a copy in the stage that this one stands on', () => {
		const text = `FROM python:3.13 AS source\nCOPY . /app\nFROM source AS build\nRUN pip install -r /app/requirements.txt\n`;
		const outcome = judged(text, [step('[build 1/1] RUN pip install -r /app/requirements.txt', false)]);
		expect(outcome).toMatchObject({ status: 'fail', line: 2 });
	});

	it('names a copy of what was built before', () => {
		const text = `FROM node:24 AS build\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nFROM node:24-slim\nCOPY --from=build /app/dist ./dist\nRUN npm ci --omit=dev\n`;
		const steps = [step('[build 2/4] RUN npm ci', true), step('[stage-1 3/3] RUN npm ci --omit=dev', false)];
		expect(told(judged(text, steps, {}, ['npm ci']))).toMatchInlineSnapshot(`
			"fail: Line 7 (RUN npm ci --omit=dev) ran again, 2.6 s, though no dependency had changed.
			> Line 6 (COPY --from=build /app/dist ./dist) brings what was built from calculator.go before it. Install above this line, or in a stage of its own.
			@ Dockerfile:6"
		`);
	});

	it('tells when it cannot name the line', () => {
		const text = good.replace('RUN pip', 'RUN --mount=type=bind,target=. pip');
		const outcome = judged(text, [
			step('[build 4/4] RUN --mount=type=bind,target=. pip install -r requirements.txt', false),
		]);
		expect(outcome.hint).toBe('Something before line 4 changes with calculator.go. Move it below this line.');
	});

	it.each([
		['variables that were replaced', 'RUN pip install -r $LIST', '[build 4/4] RUN pip install -r requirements.txt'],
		['white space', 'RUN pip install \\\n  -r requirements.txt', '[build 4/4] RUN pip install   -r requirements.txt'],
		[
			'options',
			'RUN pip --quiet install -r requirements.txt',
			'[build 4/4] RUN pip --quiet install -r requirements.txt',
		],
		[
			'a script',
			'RUN <<END\npip install -r requirements.txt\nEND',
			'[build 4/4] RUN <<END (pip install -r requirements.txt)',
		],
		[
			'a platform',
			'RUN pip install -r requirements.txt',
			'[linux/amd64 build 4/4] RUN pip install -r requirements.txt',
		],
	])('finds the step in spite of %s', (_name, run, name) => {
		const text = good.replace('RUN pip install -r requirements.txt', run);
		expect(judged(text, [step(name, true)]).status).toBe('pass');
		expect(judged(text, [step(name, false)]).status).toBe('fail');
	});

	it('finds a step that two stages share under the name of the other', () => {
		const text = 'FROM node:24 AS one\nRUN npm ci\nFROM node:24 AS two\nRUN npm ci\nRUN echo\nCOPY --from=one /x /x\n';
		const steps = [step('[one 2/2] RUN npm ci', true), step('[two 3/3] RUN echo', false)];
		expect(judged(text, steps, {}, ['npm ci']).status).toBe('pass');
	});

	it('looks at stages that are built alone', () => {
		const text = `FROM python:3.13 AS test\nCOPY . .\nRUN pip install -r requirements.txt pytest\n${good}`;
		expect(judged(text, [step('[build 4/4] RUN pip install -r requirements.txt', true)]).status).toBe('pass');
	});

	it('wants a step that installs', () => {
		expect(told(judged(good.replace('pip install', 'make'), []))).toMatchInlineSnapshot(`
			"fail: No step installs dependencies: none runs pip install.
			> Install them in a step of its own: RUN pip install, after a COPY of nothing but the files that list them.
			@ Dockerfile"
		`);
	});

	it('does not take another command for the one that installs', () => {
		expect(judged(good.replace('pip install', 'pip list && ./install'), []).actual).toContain('No step installs');
	});

	it('wants a change that reaches the build', () => {
		expect(judged(good, [], { outcome: 'no-marker' })).toMatchObject({ status: 'fail', file: 'calculator.go' });
		expect(judged(good, [], { outcome: 'build-failed' })).toMatchObject({ status: 'fail', file: 'calculator.go' });
	});

	it('is a fault of ours when the build did not tell of the step', () => {
		expect(judged(good, []).status).toBe('error');
	});
});
