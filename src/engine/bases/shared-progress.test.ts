import { describe, expect, it } from 'vitest';
import { eventually } from '../../../tests/helpers/eventually.ts';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { readSharedProgress, SharedProgress } from './shared-progress.ts';
import { type BaseState, StateBook } from './state.ts';

describe('SharedProgress', () => {
	it('is read by others while it lasts', async () => {
		await using folder = await TempFolder.create();
		const file = folder.join('progress.json');
		expect(await readSharedProgress(file)).toEqual([]);
		{
			await using shared = new SharedProgress(file);
			const book = new StateBook((states) => shared.tell(states));
			book.set('golang:1.27', { state: 'preparing', step: 'starting' });
			book.set('golang:1.27', { step: 'installing' });
			await eventually(async () => expect(await readSharedProgress(file)).not.toEqual([]));
			expect(await readSharedProgress(file)).toEqual<readonly BaseState[]>(book.all);
			expect(book.find('golang:1.27')).toMatchObject({ state: 'preparing', step: 'installing', origin: 'unknown' });
		}
		expect(await readSharedProgress(file)).toEqual([]);
	});
});
