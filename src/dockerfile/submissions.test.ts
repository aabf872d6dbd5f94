import { describe, expect, it } from 'vitest';
import { parseDockerfile } from './parse.ts';

/** Forms that are common among public answers to such a task. */
describe('submissions', () => {
	it('a system image with a compiler, in one stage', () => {
		const analysis = parseDockerfile(
			'FROM ubuntu\nRUN apt-get update && apt-get install -y golang-go\nWORKDIR /app\nCOPY . .\nRUN go build -o app\nCMD ./app\n',
		);
		expect(analysis).toMatchObject({
			problems: [],
			multiStage: { copiesFromStage: false },
			stages: [{ base: { pinned: 'none' }, cmd: { form: 'shell' }, copies: [{ destinationPath: '/app/' }] }],
		});
	});

	it('packages of one Python stage in the next', () => {
		const { multiStage, problems } = parseDockerfile(`FROM python:3.9-slim AS builder
WORKDIR /app
COPY requirements.txt .
RUN pip install --user -r requirements.txt
FROM python:3.9-slim
COPY --from=builder /root/.local /root/.local
COPY . .
ENV PATH=/root/.local/bin:$PATH
CMD ["python", "app.py"]
`);
		expect(problems).toEqual([]);
		expect(multiStage.crossings).toMatchObject([{ line: 6, paths: ['/root/.local'], destination: '/root/.local' }]);
	});

	it('an indented file in lower case', () => {
		const text = `
    from golang:alpine as Build
    workdir /src
    copy . .
    run go build -o /calc .

    from scratch
    copy --from=BUILD /calc /calc
    entrypoint ["/calc"]
`;
		const analysis = parseDockerfile(text);
		expect(analysis.problems).toEqual([]);
		expect(analysis.multiStage).toMatchObject({ copiesFromStage: true, crossings: [{ line: 8 }] });
	});

	it('a file that is commented out', () => {
		const text = '# FROM golang:1.27 AS build\n# COPY . .\n\n# FROM scratch\n';
		expect(parseDockerfile(text)).toMatchObject({
			stages: [],
			problems: [{ code: 'empty-file', line: 1, endLine: 4 }],
		});
	});

	it('a second stage that is the builder once more', () => {
		const text = 'FROM golang:1.27 AS build\nRUN go build\nFROM build AS final\nCMD ["/app"]\n';
		expect(parseDockerfile(text).multiStage.decorative).toBe('builds-on-builder');
	});

	it('a .env file that is copied in, and a password as an argument', () => {
		const analysis = parseDockerfile('FROM node:24\nARG DB_PASSWORD=hunter2\nCOPY .env package.json ./\n');
		expect(analysis.secretsAsArgs).toMatchObject([{ name: 'DB_PASSWORD', line: 2, hasValue: true }]);
		expect(analysis.stages[0]?.copies).toMatchObject([{ sources: ['.env', 'package.json'] }]);
	});

	it('a command that forgets its backslash', () => {
		const { problems } = parseDockerfile('FROM debian:trixie\nRUN apt-get update &&\n    apt-get install -y curl\n');
		expect(problems).toMatchObject([{ code: 'unknown-instruction', line: 3 }]);
	});
});
