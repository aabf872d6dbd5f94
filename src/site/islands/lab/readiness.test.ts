import { describe, expect, it } from 'vitest';
import type { Health } from '#protocol/api.ts';
import { lab } from '../../text/en/lab.ts';
import { readiness } from './readiness.ts';

const base = (reference: string, state: 'present' | 'waiting' | 'failed') => ({
	reference,
	state,
	origin: 'offline' as const,
	step: '',
	bytes: 0,
	milliseconds: 0,
	...(state === 'failed' ? { problem: { message: 'no space left', hint: 'free some' } } : {}),
});

function health(state: 'waiting' | 'ready' | 'degraded', engine: Partial<Health['engine']> = {}): Health {
	return {
		status: 'preparing',
		version: '1',
		engine: { state: 'ready', version: '26.1.5+dfsg1', step: '', milliseconds: 0, ...engine },
		bases: [
			base('a:1', 'present'),
			base('b:1', state === 'degraded' ? 'failed' : 'waiting'),
			base('other:1', 'waiting'),
		],
		labs: [{ id: 'go', state, needs: ['a:1', 'b:1'], missing: state === 'ready' ? [] : ['b:1'] }],
	};
}

const of = (document: Health) => readiness({ kind: 'known', health: document }, 'go', lab);

describe('readiness', () => {
	it('lets one build when the lab is ready', () => {
		expect(of(health('ready'))).toMatchObject({ tone: 'ready', label: 'Engine 26.1.5 ready' });
		expect(of(health('ready')).blocked).toBeUndefined();
	});

	it('counts the bases of this lab while they are prepared', () => {
		const result = of(health('waiting'));
		expect([result.tone, result.label, result.bases.length]).toEqual(['work', 'Preparing bases: 1 of 2', 2]);
	});

	it('hands on what is wrong and what to do', () => {
		expect(of(health('degraded')).problem).toEqual({ message: 'no space left', hint: 'free some' });
		const problem = { message: 'No engine', hint: 'Install Docker.' };
		expect(of(health('waiting', { state: 'missing', problem }))).toMatchObject({ tone: 'problem', problem });
	});

	it('says so when the course does not answer', () => {
		expect(readiness({ kind: 'asking' }, 'go', lab).tone).toBe('wait');
		expect(readiness({ kind: 'lost', failures: 1 }, 'go', lab).problem?.hint).toContain('npm start');
	});
});
