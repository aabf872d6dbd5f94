import { describe, expect, it } from 'vitest';
import { SessionNames } from '../names.ts';
import { learnerWords } from './learner-words.ts';

const names = new SessionNames('stagecraft-0123456789abcdef');

describe('learnerWords', () => {
	it.each([
		[
			'failed: source "docker-image://docker.io/library/nginx:latest" denied by policy',
			/^failed: docker.io\/library\/nginx:latest is not offered here: a build may use/,
		],
		[
			'source "git://github.com/moby/moby.git" denied by policy',
			/^a Git repository \(github.com\/moby\/moby.git\) is not offered here/,
		],
		['source "https://example.org/x" denied by policy', /^https:\/\/example.org\/x is not offered here: fetch it/],
		['naming to docker.io/stagecraft-0123456789abcdef/app:1 done', /^naming to docker.io\/library\/app:1 done$/],
		['entitlement network.host is not allowed', /^entitlement the network of the host is not offered here$/],
		['exit code: 1', /^exit code: 1$/],
	])('%s', (message, words) => {
		expect(learnerWords(message, names)).toMatch(words);
	});
});
