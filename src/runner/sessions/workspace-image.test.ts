import { describe, expect, it } from 'vitest';
import type { BaseState } from '#protocol/api.ts';
import { WorkspaceImage, workspaceImage } from './workspace-image.ts';

function state(change: Partial<BaseState>): BaseState[] {
	return [
		{ reference: workspaceImage, state: 'waiting', origin: 'unknown', step: '', bytes: 0, milliseconds: 0, ...change },
	];
}

/** What is told while somebody waits, and how it ends. */
function wait(image: WorkspaceImage, signal = new AbortController().signal) {
	const steps: string[] = [];
	return { steps, done: image.whenPresent((step) => steps.push(step), signal) };
}

describe('WorkspaceImage', () => {
	it('tells how far it is until it is there', async () => {
		const image = new WorkspaceImage();
		const { steps, done } = wait(image);
		image.take(state({ state: 'preparing', step: '[1/4] RUN install', bytes: 12_000_000 }));
		await Promise.resolve();
		image.take([]);
		image.take(state({ state: 'present' }));
		await done;
		expect(steps).toEqual([
			'preparing the terminal: it waits for the images of the first lab',
			'preparing the terminal: [1/4] RUN install, 12.0 MB so far',
		]);
	});

	it('tells why it cannot be made', async () => {
		const image = new WorkspaceImage();
		const { done } = wait(image);
		image.take(state({ state: 'failed', problem: { message: 'No mirror answers.', hint: 'Look at the network.' } }));
		await expect(done).rejects.toMatchObject({ message: 'No mirror answers.', hint: 'Look at the network.' });
	});

	it('tells that nobody prepares it any more', async () => {
		const image = new WorkspaceImage();
		const { done } = wait(image);
		image.ended(new Error('the disk is full'));
		await expect(done).rejects.toMatchObject({
			code: 'base-unavailable',
			message: 'The terminal has no image to run in: the disk is full',
		});
	});

	it('lets go of somebody who waits no longer', async () => {
		const abort = new AbortController();
		const { done } = wait(new WorkspaceImage(), abort.signal);
		abort.abort(new Error('stopped'));
		await expect(done).rejects.toThrow('stopped');
	});
});
