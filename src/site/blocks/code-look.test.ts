import { describe, expect, it } from 'vitest';
import { languageOf } from './code-look.ts';

describe('the language of a file', () => {
	it.each([
		['Dockerfile', 'dockerfile'],
		['bundled.Dockerfile', 'dockerfile'],
		['app.py', 'python'],
		['src/app.ts', 'ts'],
		['calculator.go', 'go'],
		['package.json', 'json'],
		['requirements.txt', 'text'],
		['.dockerignore', 'text'],
		['constructor', 'text'],
	])('of %s is %s', (path, language) => expect(languageOf(path)).toBe(language));
});
