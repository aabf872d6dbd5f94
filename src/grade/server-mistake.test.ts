import { describe, expect, it } from 'vitest';
import type { Lab } from '#lab/schema.ts';
import type { AnswerEvidence, Evidence, QuestionEvidence, ServerEvidence } from './evidence.ts';
import { type ImageParts, makeEvidence, makeImage, makeLab, makeRun, told } from './evidence-fixture.ts';
import { judgeFacts } from './grade-submission.ts';
import { allRules } from './rules/all-rules.ts';

const lab: Lab = {
	...makeLab([{ kind: 'behaves' }]),
	probe: { kind: 'http', port: 5000, startSeconds: 20, answerSeconds: 10, draw: () => [] },
	marker: { file: 'app.py', value: 'marker-1', args: [], stdin: '', path: '/' },
};

const dockerfile = `FROM python:3.13 AS build
FROM python:3.13-slim
COPY --from=build /opt/venv /opt/venv
CMD ["gunicorn", "app:app"]
`;

function answered(body: string, parts: Partial<Extract<AnswerEvidence, { outcome: 'answered' }>> = {}): AnswerEvidence {
	return { outcome: 'answered', status: 200, contentType: 'application/json', body, ...parts };
}

function question(answer: AnswerEvidence, parts: Partial<QuestionEvidence> = {}): QuestionEvidence {
	return {
		name: 'squares',
		method: 'GET',
		path: '/api/square/12',
		headers: {},
		body: '',
		status: 200,
		fields: { square: 144 },
		texts: [],
		...parts,
		answer,
	};
}

function judge(server: Partial<ServerEvidence>, image: ImageParts = {}, more: Partial<Evidence> = {}): string {
	const evidence = makeEvidence({
		text: dockerfile,
		files: [{ path: 'app.py', bytes: 1 }],
		images: {
			after: makeImage('my-app-after', { config: { entrypoint: [], cmd: ['gunicorn', 'app:app'] }, ...image }),
		},
		server: {
			run: makeRun({ exitCode: 137 }),
			endedByItself: false,
			isReady: true,
			listening: [],
			questions: [question(answered('{"square":144}'))],
			...server,
		},
		...more,
	});
	const check = lab.checks[0];
	if (check?.kind !== 'behaves') throw new Error('the lab has one check');
	return told(allRules.behaves.judge(check, judgeFacts(lab, evidence)));
}

/** One that ended by itself with this log. */
function crashed(stderr: string, image: ImageParts = {}): string {
	return judge({ endedByItself: true, isReady: false, run: makeRun({ exitCode: 1, stderr }), questions: [] }, image);
}

describe('a server', () => {
	it('passes with right answers', () => {
		expect(judge({})).toMatch(/^pass: All 1 are right/);
	});

	it('may say more than it is asked', () => {
		expect(judge({ questions: [question(answered('{"square":144,"number":12}'))] })).toMatch(/^pass/);
	});

	it.each<[string, AnswerEvidence, Partial<QuestionEvidence>?]>([
		['a wrong value', answered('{"square":145}')],
		['a text in place of a number', answered('{"square":"144"}')],
		['no such field', answered('{"number":12}')],
		['no JSON', answered('144')],
		['JSON under another name', answered('{"square":144}', { contentType: 'text/html; charset=utf-8' })],
		['another status', answered('{"error":"no"}', { status: 500 })],
		['no text', answered('{"error":""}', { status: 400 }), { status: 400, fields: {}, texts: ['error'] }],
		['nothing in time', { outcome: 'timed-out' }],
		['something that is not HTTP', { outcome: 'not-http' }],
		['the end of the connection', { outcome: 'closed' }],
		['an answer without an end', { outcome: 'too-large' }],
	])('fails with %s', (_name, answer, parts) => {
		expect(judge({ questions: [question(answer, parts)] })).toMatchSnapshot();
	});

	it('tells of a file that nobody copied, which has nothing to compute', () => {
		const page = question(answered('404 page not found', { status: 404 }), { name: 'page', path: '/', fields: {} });
		expect(judge({ questions: [page] })).toMatchInlineSnapshot(`
			"fail: 1 question of 1 went wrong: "page". In "page": GET / was answered with status 404, not 200. It said: 404 page not found
			> The program has no such file. What is built for it has to be copied into the image, to the place where the program looks for it.
			@ Dockerfile"
		`);
	});

	it('names every question that went wrong', () => {
		const questions = [question(answered('{}')), question(answered('{"square":144}')), question({ outcome: 'closed' })];
		expect(judge({ questions })).toContain('2 questions of 3 went wrong: "squares" and "squares".');
	});

	it('shows the log of a server that fails while it answers', () => {
		const run = makeRun({ stderr: 'Traceback\nZeroDivisionError: division by zero\n' });
		expect(judge({ run, questions: [question(answered('oh', { status: 500 }))] })).toContain(
			'Its log says: ZeroDivisionError: division by zero',
		);
	});

	it.each<[string, ServerEvidence['listening']]>([
		['nothing', []],
		['loopback', [{ address: '127.0.0.1', port: 5000, isLoopback: true }]],
		['another port', [{ address: '127.0.0.1', port: 8000, isLoopback: true }]],
	])('is not reached when it listens on %s', (_name, listening) => {
		expect(judge({ isReady: false, listening, run: makeRun({ stderr: 'starting\n' }) })).toMatchSnapshot();
	});

	it('may be out of memory or out of bounds', () => {
		expect(judge({ endedByItself: true, run: makeRun({ outcome: 'out-of-memory' }) })).toContain('too much memory');
		expect(judge({ endedByItself: true, run: makeRun({ outcome: 'output-limit' }) })).toContain('262,144 bytes');
	});
});

describe('a server that ends at once', () => {
	const flask = { path: 'opt/venv/lib/python3.13/site-packages/flask/__init__.py' };

	it.each<[string, string, ImageParts?]>([
		['for a reason that nobody knows', 'oh no\n'],
		['without a word', ''],
		['without a package of Python', "ModuleNotFoundError: No module named 'flask'\n"],
		[
			'with a package where Python does not look',
			"ModuleNotFoundError: No module named 'flask.json'\n",
			{ files: [flask] },
		],
		['with a package named by -m', '/usr/bin/python3.13: No module named flask\n', { files: [flask] }],
		['without its own source', "ModuleNotFoundError: No module named 'app'\n"],
		[
			'with its own source elsewhere',
			"ModuleNotFoundError: No module named 'app'\n",
			{ files: [{ path: 'srv/app.py' }] },
		],
		['without a file that it opens', '2026/11/21 09:00:00 open /data/cities.json: no such file or directory\n'],
		[
			'with a file that it opens elsewhere',
			"Error: ENOENT: no such file or directory, open '/data/cities.json'\n",
			{ files: [{ path: 'app/cities.json' }] },
		],
		[
			'without a file that Python opens',
			"FileNotFoundError: [Errno 2] No such file or directory: '/data/cities.json'\n",
		],
		['with python twice', "/usr/bin/python3.13: can't open file '/app/python': [Errno 2] No such file or directory\n"],
		['with node twice', "Error: Cannot find module '/app/node'\n    at Module._resolveFilename\n"],
		['without its script', "Error: Cannot find module '/app/dist/index.js'\n"],
		[
			'with its script elsewhere',
			"Error: Cannot find module '/app/index.js'\n",
			{ files: [{ path: 'app/dist/index.js' }] },
		],
		[
			'without a package of Node',
			"Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'fastify' imported from /app/dist/app.js\n",
		],
		[
			'with packages where Node does not look',
			"Error: Cannot find module '@fastify/static'\nRequire stack:\n",
			{ files: [{ path: 'build/node_modules/@fastify/static/package.json' }] },
		],
		['with files that it may not read', "PermissionError: [Errno 13] Permission denied: '/app/app.py'\n"],
		[
			'without a library',
			'python3: error while loading shared libraries: libpq.so.5: cannot open shared object file\n',
		],
	])('%s', (_name, log, image) => {
		expect(crashed(log, image)).toMatchSnapshot();
	});
});

it('is quick with a log of one endless line', () => {
	expect(crashed('x'.repeat(256 * 1024))).toContain('Its log says: xxx');
	expect(crashed(`${'Permission '.repeat(20_000)}\n`)).toContain('Its log says: Permission');
});

describe('a server that does not start', () => {
	const notStarted = { outcome: 'not-started', error: 'exec: "gunicorn": executable file not found in $PATH' } as const;
	const start = (files: ImageParts['files'], user = '65532:65532') =>
		judge(
			{ endedByItself: true, isReady: false, run: makeRun(notStarted), questions: [] },
			{ config: { entrypoint: [], cmd: ['gunicorn'], user }, ...(files === undefined ? {} : { files }) },
		);

	it.each<[string, ImageParts['files'], string?]>([
		['without the program', []],
		['with the package alone', [{ path: 'usr/local/lib/python3.13/site-packages/gunicorn/__init__.py' }]],
		['with the program in a folder that PATH does not name', [{ path: 'opt/venv/bin/gunicorn' }]],
		['with the program in the home of root, and another user', [{ path: 'root/.local/bin/gunicorn' }]],
		['with the program in the home of root, and root', [{ path: 'root/.local/bin/gunicorn' }], ''],
	])('%s', (_name, files, user) => {
		expect(start(files, user)).toMatchSnapshot();
	});
});
