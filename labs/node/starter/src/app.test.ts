import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp, marker } from './app.ts';

async function ask(path: string) {
	const answer = await createApp().inject(path);
	return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
}

function reverse(text: string) {
	return ask(`/api/reverse?text=${encodeURIComponent(text)}`);
}

test('tells who it is', async () => {
	assert.deepEqual(await ask('/'), { status: 200, body: { service: 'reverse', marker } });
});

test('is healthy', async () => {
	assert.deepEqual(await ask('/healthz'), { status: 200, body: { status: 'ok' } });
});

for (const [text, reversed] of [
	['a', 'a'],
	['stage', 'egats'],
	['two words', 'sdrow owt'],
	['größe', 'eßörg'],
	['多段', '段多'],
	['go 🚀!', '!🚀 og'],
	['a&b=c%', '%c=b&a'],
] as const) {
	test(`turns ${text} round`, async () => {
		assert.deepEqual(await reverse(text), { status: 200, body: { text, reversed } });
	});
}

for (const path of ['/api/reverse', '/api/reverse?text=', '/api/reverse?text=a&text=b']) {
	test(`refuses ${path}`, async () => {
		const { status, body } = await ask(path);
		assert.equal(status, 400);
		assert.equal(typeof body['error'], 'string');
	});
}

test('refuses a text that is too long', async () => {
	assert.equal((await reverse('x'.repeat(1001))).status, 400);
	assert.equal((await reverse('x'.repeat(1000))).status, 200);
});
