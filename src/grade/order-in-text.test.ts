import { describe, expect, it } from 'vitest';
import type { Lab } from '#lab/schema.ts';
import { makeEvidence, makeLab, told } from './evidence-fixture.ts';
import { judgeFacts } from './grade-submission.ts';
import { allRules } from './rules/all-rules.ts';

const {
	probe: _probe,
	marker: _marker,
	...rest
} = makeLab([{ kind: 'cache-order', commands: ['npm ci', 'pip install', 'apt-get install'] }]);
const lab: Lab = rest;

function judged(...lines: readonly string[]): string {
	const text = ['FROM node:24 AS build', 'WORKDIR /app', ...lines, 'FROM scratch', 'COPY --from=build /app /app'].join(
		'\n',
	);
	const check = lab.checks[0];
	if (check?.kind !== 'cache-order') throw new Error('the lab has one check');
	return told(allRules['cache-order'].judge(check, judgeFacts(lab, makeEvidence({ text })))).replace(/\n> $/, '');
}

describe('cache-order of a program that nobody knows', () => {
	it.each([
		'COPY package.json package-lock.json ./',
		'COPY package*.json ./',
		'COPY ./front/package.json ./front/yarn.lock /app/',
		'COPY requirements.txt pyproject.toml ./',
		'COPY requirements-dev.txt ./',
		'RUN --mount=type=bind,source=package.json,target=package.json true',
	])('passes after %s', (copy) => {
		expect(judged(copy, 'RUN npm ci', 'COPY . .')).toBe('pass: Only lists of dependencies are copied before line 4.');
	});

	it.each(['COPY . .', 'COPY ./ /app', 'COPY front/ ./', 'COPY package.json src ./', 'COPY * ./', 'ADD main.js ./'])(
		'fails after %s',
		(copy) => {
			expect(judged(copy, 'RUN npm ci')).toMatch(
				/^fail: Line 3 \((COPY|ADD) .*\) comes before line 4 \(RUN npm ci\): .*\n> Copy only the files that list the dependencies/i,
			);
		},
	);

	it('looks at the stages below, and at each step that installs', () => {
		expect(
			judged(
				'COPY requirements.txt ./',
				'RUN pip install -r requirements.txt',
				'FROM build AS more',
				'COPY . .',
				'RUN apt-get update && apt-get install -y jq',
				'FROM more AS build',
			),
		).toMatch(/^fail: Line 6 \(COPY \. \.\) comes before line 7/i);
	});

	it('says that it cannot tell where nothing installs', () => {
		expect(judged('COPY . .', 'RUN make')).toBe(
			'skip: Not checked: no step runs npm ci, pip install and apt-get install. Change one source file, build again, and look which steps are not CACHED.',
		);
	});

	it('says that it cannot tell what comes from another stage', () => {
		expect(judged('FROM build AS more', 'COPY --from=build /app/lists ./', 'RUN npm ci', 'FROM more AS build')).toMatch(
			/^skip: Not checked: line 5 installs after something of another stage was copied/,
		);
	});
});
