import { expect, it } from 'vitest';
import { TempFolder } from '../../../tests/helpers/temp-folder.ts';
import { deadOwners, takeSlot } from './session-slot.ts';

it('gives a runner its own id again, and another one to a second runner', async () => {
	await using folder = await TempFolder.create();
	const first = await takeSlot(folder.path);
	const second = await takeSlot(folder.path);
	expect(second.owner).not.toBe(first.owner);
	expect(await deadOwners(folder.path)).toEqual([]);
	first[Symbol.dispose]();
	expect(await deadOwners(folder.path)).toEqual([first.owner]);
	const again = await takeSlot(folder.path);
	expect(again.owner).toBe(first.owner);
	expect(again.folder).toBe(first.folder);
	again[Symbol.dispose]();
	second[Symbol.dispose]();
});
