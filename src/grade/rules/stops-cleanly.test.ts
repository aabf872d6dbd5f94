import { describe, expect, it } from 'vitest';
import { judge, makeEvidence, makeImage, told } from '../evidence-fixture.ts';

describe('stops-cleanly', () => {
	it('passes a good submission', () => {
		expect(judge('stops-cleanly', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('wants exec form', () => {
		expect(
			told(
				judge(
					'stops-cleanly',
					makeEvidence({
						text: 'FROM debian:trixie-slim\nENTRYPOINT exec /calculator --fast\n',
						images: {
							after: makeImage('app-after', { config: { entrypoint: ['/bin/sh', '-c', 'exec /calculator --fast'] } }),
						},
					}),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The start command is in shell form: a shell is the first process, and the stop signal does not reach the program.
			> Write it as a list: ENTRYPOINT ["/calculator", "--fast"].
			@ Dockerfile:2"
		`);
	});

	it('wants exec form of CMD, too, also behind an entry point of the base', () => {
		const config = { entrypoint: ['docker-entrypoint.sh'], cmd: ['/bin/sh', '-c', 'node dist/server.js'] };
		const text = 'FROM node:24-slim\nCMD node dist/server.js\n';
		const evidence = makeEvidence({ text, images: { after: makeImage('app-after', { config }) } });
		expect(judge('stops-cleanly', evidence)).toMatchObject({
			status: 'fail',
			hint: 'Write it as a list: CMD ["node", "dist/server.js"].',
		});
	});

	it('wants a start command', () => {
		expect(
			told(
				judge(
					'stops-cleanly',
					makeEvidence({ images: { after: makeImage('app-after', { config: { entrypoint: [] } }) } }),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: The image has neither ENTRYPOINT nor CMD.
			> End the final stage with ENTRYPOINT ["/path/of/your/program"].
			@ Dockerfile:9"
		`);
	});

	it('tells that it had to be killed', () => {
		expect(
			told(judge('stops-cleanly', makeEvidence({ stop: { outcome: 'killed', milliseconds: 4000 } }))),
		).toMatchInlineSnapshot(`
			"fail: It did not end within 3 s and was killed.
			> Start the program itself, not a script that starts it; if it must be a script, end it with exec. The first process of a container is ended by SIGTERM only if it handles it: take a server that does, or handle it in the program.
			@ Dockerfile:9"
		`);
	});

	it('tells that it was gone before', () => {
		expect(
			told(judge('stops-cleanly', makeEvidence({ stop: { outcome: 'not-running', milliseconds: 0 } }))),
		).toMatchInlineSnapshot(`
			"fail: The program was not running any more when the signal came.
			> It has to wait for input. Look at what the check of its behaviour says first.
			@ Dockerfile:9"
		`);
	});

	it('does not take one that is too slow', () => {
		expect(judge('stops-cleanly', makeEvidence({ stop: { outcome: 'stopped', milliseconds: 3001 } })).status).toBe(
			'fail',
		);
	});
});
