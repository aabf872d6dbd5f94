import { expect, it } from 'vitest';
import { learnerProgram } from '../../../tests/helpers/learner-program.ts';
import { SessionPreviews } from './session-previews.ts';

it('shows the ports that are published now, each under its own address', async () => {
	await using program = await learnerProgram((_request, response) => response.end('hello'));
	const dialled: string[] = [];
	await using previews = new SessionPreviews({
		host: '127.0.0.1',
		courseOrigins: () => ['http://127.0.0.1:4321'],
		onFault: (error) => {
			throw error;
		},
		dial: async (address, port) => {
			dialled.push(`${address}:${port}`);
			return program.dial();
		},
	});
	const flask = { container: 'flask', address: '172.20.0.3', containerPort: 5000, port: 8080 };
	const node = { container: 'node', address: '172.20.0.4', containerPort: 3000, port: 3000 };
	const [first] = await previews.show([flask]);
	// Two changes at once are made one after the other.
	const [both, again] = await Promise.all([previews.show([flask, node]), previews.show([flask, node])]);
	expect(both).toEqual(again);
	expect(both[0]).toEqual(first);
	expect(both.map(({ container, port }) => [container, port])).toEqual([
		['flask', 8080],
		['node', 3000],
	]);
	expect(new Set(both.map(({ url }) => new URL(url).origin)).size).toBe(2);
	const entered = await fetch(both[1]?.url ?? '', { redirect: 'manual' });
	const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
	const page = await fetch(new URL(both[1]?.url ?? '').origin, { headers: { cookie } });
	expect([await page.text(), dialled]).toEqual(['hello', ['172.20.0.4:3000']]);
	expect(await previews.show([node])).toEqual([both[1]]);
	await expect(fetch(first?.url ?? '', { redirect: 'manual' })).rejects.toThrow();
});
