import { expect, it } from 'vitest';
import { arrowTarget } from './arrow-target.ts';

it.each([
	['ArrowDown', 0, 3, 1],
	['ArrowDown', 2, 3, undefined],
	['ArrowUp', 1, 3, 0],
	['ArrowUp', 0, 3, undefined],
	['ArrowDown', -1, 3, undefined],
	['Home', 1, 3, undefined],
] as const)('%s from place %i of %i', (key, at, count, target) => expect(arrowTarget(key, at, count)).toBe(target));
