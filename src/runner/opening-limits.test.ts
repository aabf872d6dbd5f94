import { expect, it } from 'vitest';
import { UserError } from '#errors';
import { MinuteLimit, PlaceLimit } from './opening-limits.ts';

function refusal(action: () => unknown): UserError | undefined {
	try {
		action();
	} catch (error) {
		if (error instanceof UserError) return error;
	}
	return undefined;
}

it('counts within a minute, each name for itself', () => {
	let now = 1000;
	const limit = new MinuteLimit(2, 'terminals', () => now);
	limit.count('go');
	now += 20_000;
	limit.count('go');
	limit.count('node');
	expect(refusal(() => limit.count('go'))).toMatchInlineSnapshot(
		`[UserError: 2 terminals were opened within a minute.]`,
	);
	expect(refusal(() => limit.count('go'))).toMatchObject({
		code: 'too-many-requests',
		hint: 'Try again in 40 seconds.',
	});
	now += 40_000;
	limit.count('go');
	expect(refusal(() => limit.count('go'))?.hint).toBe('Try again in 20 seconds.');
});

it('gives out places until they are given back', () => {
	const limit = new PlaceLimit(2, 'terminals');
	const first = limit.take('go');
	limit.take('go');
	limit.take('node');
	expect(refusal(() => limit.take('go'))).toMatchInlineSnapshot(`[UserError: There are 2 terminals already.]`);
	first[Symbol.dispose]();
	first[Symbol.dispose]();
	limit.take('go');
	expect(refusal(() => limit.take('go'))?.code).toBe('too-many-requests');
});
