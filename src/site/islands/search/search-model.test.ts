import { describe, expect, it } from 'vitest';
import type { Hits } from './pagefind-index.ts';
import { SearchModel } from './search-model.ts';

const hits = (count: number): Hits => ({ count, hits: [] });

/** An index whose answers come when the test says so. */
function heldIndex() {
	const answers = new Map<string, PromiseWithResolvers<Hits>>();
	const of = (words: string) => {
		const answer = answers.get(words) ?? Promise.withResolvers<Hits>();
		answers.set(words, answer);
		return answer;
	};
	return {
		find: (words: string) => of(words).promise,
		answer: (words: string, count: number) => of(words).resolve(hits(count)),
	};
}

describe('the search', () => {
	it('finds what the last words say, however late the answer to earlier ones comes', async () => {
		const index = heldIndex();
		const model = new SearchModel(async () => index);
		const first = model.look('lay');
		const second = model.look('layer ');
		index.answer('layer', 2);
		await second;
		index.answer('lay', 9);
		await first;
		expect(model.state.value).toEqual({ kind: 'found', words: 'layer', found: hits(2) });
	});

	it('is empty without words, also when an answer comes after they were taken away', async () => {
		const index = heldIndex();
		const model = new SearchModel(async () => index);
		const first = model.look('layer');
		await model.look('  ');
		index.answer('layer', 2);
		await first;
		expect(model.state.value).toEqual({ kind: 'empty' });
	});

	it('tells that there is no index, and looks for it again', async () => {
		let isThere = false;
		const model = new SearchModel(async () => {
			if (!isThere) throw new Error('404');
			return { find: async () => hits(1) };
		});
		await model.look('layer');
		expect(model.state.value).toEqual({ kind: 'failed' });
		isThere = true;
		await model.look('layer');
		expect(model.state.value).toMatchObject({ kind: 'found' });
	});
});
