import { expect, it } from 'vitest';
import { parseDone } from './progress-store.ts';

it.each([
	[null, []],
	['["images/what-an-image-is","stages/secrets"]', ['images/what-an-image-is', 'stages/secrets']],
	['[1,"a/b",null]', ['a/b']],
	['{"a":1}', []],
	['not JSON', []],
])('%s gives %j', (text, lessons) => {
	expect([...parseDone(text)]).toEqual(lessons);
});
