/** Questions to the service, with numbers drawn anew for each run, so that no answer can be written down beforehand. */
import type { DrawQuestions } from '#lab/probe-schema.ts';

type Random = () => number;

/** The service's own limit: larger squares lose digits when JSON is read. */
const largest = 94_906_265;

const noNumbers = ['two', '1.5', '1e3', '--2', '2-', '+5', '0x1f', '1_000', '%D9%A3', 'NaN', '2%20'];

export const drawQuestions: DrawQuestions = (random) => {
	const numbers = [whole(random, 2, 99), whole(random, 1000, 99_999), whole(random, 1_000_000, largest)];
	return [
		{ name: 'tells its name', path: '/', status: 200, fields: { service: 'square' }, texts: ['marker'] },
		{ name: 'is healthy', path: '/healthz', status: 200, fields: { status: 'ok' } },
		...numbers.map((number) => square(`squares a number of ${String(number).length} digits`, number)),
		square('squares a negative number', -whole(random, 2, 99_999)),
		square('squares zero', 0),
		refused('refuses what is no number', pick(random, noNumbers)),
		refused('refuses another thing that is no number', pick(random, noNumbers)),
		refused('refuses a number that is too large', String(whole(random, largest + 1, largest * 10))),
		{ name: 'knows no other address', path: `/api/cube/${whole(random, 2, 99)}`, status: 404, texts: ['error'] },
	];
};

function square(name: string, number: number) {
	return { name, path: `/api/square/${number}`, status: 200, fields: { number, square: number * number } };
}

function refused(name: string, text: string) {
	return { name, path: `/api/square/${text}`, status: 400, texts: ['error'] };
}

/** A whole number from `least` to `most`, both included. */
function whole(random: Random, least: number, most: number): number {
	return least + Math.floor(random() * (most - least + 1));
}

function pick(random: Random, items: readonly string[]): string {
	return items[whole(random, 0, items.length - 1)] ?? '';
}
