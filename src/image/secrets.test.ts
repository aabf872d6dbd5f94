import { describe, expect, it } from 'vitest';
import { findSecret, secretSearch } from './secrets.ts';

const search = secretSearch();

function find(path: string, text: string) {
	const bytes = Buffer.from(text);
	return findSecret(path, bytes, search.find(bytes));
}

const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\n';
const awsKey = 'abcdefghij/klmnopqrst+ABCDEFGHIJ01234567';

describe('by content, whatever the name', () => {
	it.each([
		['app/data.txt', pem, 'private-key'],
		['app/notes', `first line\n${pem}`, 'private-key'],
		['root/.ssh/id_rsa', pem, 'ssh-key'],
		['k', '-----BEGIN PRIVATE KEY-----\r\nMII', 'private-key'],
		['k', '-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1', 'private-key'],
		['root/.aws/credentials', `[default]\naws_secret_access_key = ${awsKey}\n`, 'cloud-key'],
		['settings.sh', `export AWS_SECRET_ACCESS_KEY="${awsKey}"`, 'cloud-key'],
		['gcp.json', '{"private_key_id": "1", "private_key": "-----BEGIN PRIVATE KEY-----\\nMII"}', 'cloud-key'],
		['x', `github_pat_${'a1_'.repeat(25)}`, 'access-token'],
		['app/.npmrc', '//registry.npmjs.org/:_authToken=npm_0123456789', 'npm-token'],
		['app/.npmrc', '_auth=dXNlcjpwYXNz', 'npm-token'],
		['app/.env', '# local\nDB_PASSWORD=hunter2\n', 'env-file'],
		['app/.env.production', 'export KEY="x"', 'env-file'],
		['root/.docker/config.json', '{"auths":{"x":{"auth":"dTpw"}}}', 'registry-login'],
		['root/.netrc', 'machine x login u password p', 'password-file'],
		['root/.pgpass', 'localhost:5432:db:me:secret', 'password-file'],
		['root/.git-credentials', 'https://me:token@example.com', 'password-file'],
		['app/.git/HEAD', 'ref: refs/heads/main\n', 'git-directory'],
	])('%s', (path, text, rule) => {
		expect(find(path, text)).toEqual({ rule, evidence: 'content' });
	});
});

it('tells a name without proof from one with', () => {
	expect(find('root/.ssh/id_ed25519', 'something else')).toEqual({ rule: 'ssh-key', evidence: 'path' });
	expect(find('root/.ssh/id_ed25519', '')).toBeUndefined();
});

describe('no secrets', () => {
	it.each([
		['app/.env.example', 'KEY=value'],
		['app/.env', '# KEY=value\nOTHER=\n'],
		['app/env', 'KEY=value'],
		['root/.ssh/id_rsa.pub', 'ssh-rsa AAAA'],
		['etc/ssl/cert.pem', '-----BEGIN CERTIFICATE-----\nMII'],
		['lib/pem.go', 'const begin = "-----BEGIN PRIVATE KEY-----\\n"'],
		['lib/docs.md', 'A file starts with -----BEGIN PRIVATE KEY-----.'],
		// biome-ignore lint/suspicious/noTemplateCurlyInString: npm's own syntax for a variable
		['app/.npmrc', '//registry.npmjs.org/:_authToken=${NPM_TOKEN}'],
		['docs/aws', 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
		['docs/aws', 'aws_secret_access_key = <your key>'],
		['root/.docker/config.json', '{"auths":{},"credsStore":"desktop"}'],
		['npm/docs/npmrc.md', '//registry.npmjs.org/:_authToken=MYTOKEN1'],
		['app/.gitignore', 'ref: refs/heads/main'],
	])('%s', (path, text) => {
		expect(find(path, text)).toBeUndefined();
	});
});
