/** Questions to the service, with texts drawn anew for each run, so that no answer can be written down beforehand. */
import type { DrawQuestions } from '#lab/probe-schema.ts';

type Random = () => number;

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
/** Two and three bytes each in UTF-8. */
const otherLetters = [...'äößéñøłжшλπאبकखँ多段階構築'];
/** Four bytes each, and two units of a JavaScript string. */
const symbols = [...'🚀🐳📦🧱🔥🌍'];
/** With a meaning of their own in an address, unless they are encoded. */
const signs = [...'&=?#%+/ "\'<>'];

/** The service takes no longer ones. */
const longest = 1000;

export const drawQuestions: DrawQuestions = (random) => [
	{ name: 'tells its name', path: '/', status: 200, fields: { service: 'reverse' }, texts: ['marker'] },
	{ name: 'is healthy', path: '/healthz', status: 200, fields: { status: 'ok' } },
	reverse('turns a word round', word(random, letters, 5, 12)),
	reverse('turns words round', [1, 2, 3].map(() => word(random, letters, 3, 8)).join(' ')),
	reverse('turns letters of other languages round', word(random, [...letters, ...otherLetters], 8, 16)),
	reverse('keeps symbols whole', `${word(random, letters, 2, 5)}${word(random, symbols, 2, 4)}`),
	reverse('takes signs of addresses as text', word(random, [...letters, ...signs], 8, 16)),
	reverse('turns a long text round', word(random, letters, longest - 50, longest)),
	{ name: 'refuses a missing text', path: '/api/reverse', status: 400, texts: ['error'] },
	{ name: 'refuses an empty text', path: '/api/reverse?text=', status: 400, texts: ['error'] },
	{
		name: 'refuses a text that is too long',
		path: `/api/reverse?text=${word(random, letters, longest + 1, longest + 50)}`,
		status: 400,
		texts: ['error'],
	},
];

function reverse(name: string, text: string) {
	const reversed = [...text].reverse().join('');
	return { name, path: `/api/reverse?text=${encodeURIComponent(text)}`, status: 200, fields: { text, reversed } };
}

function word(random: Random, from: readonly string[], least: number, most: number): string {
	return Array.from({ length: whole(random, least, most) }, () => from[whole(random, 0, from.length - 1)]).join('');
}

/** A whole number from `least` to `most`, both included. */
function whole(random: Random, least: number, most: number): number {
	return least + Math.floor(random() * (most - least + 1));
}
