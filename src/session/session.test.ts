import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '#errors';
import type { SessionView } from '#protocol/session-view.ts';
import type { ServerFrame } from '#protocol/terminal.ts';
import { eventually } from '../../tests/helpers/eventually.ts';
import { FakeEnvironment } from '../../tests/helpers/fake-environment.ts';
import { TempFolder } from '../../tests/helpers/temp-folder.ts';
import { Session } from './session.ts';
import type { SessionParts } from './session-parts.ts';
import { SessionStore } from './session-store.ts';

const minute = 60_000;
const limits = { idleMilliseconds: 60 * minute, warningMilliseconds: 5 * minute };
let folder: TempFolder;
let environments: FakeEnvironment[];
let listeners: Set<(paths: readonly string[]) => void>;
let calls: string[];
let faults: unknown[];

beforeEach(async () => {
	folder = await TempFolder.create();
	environments = [];
	listeners = new Set();
	calls = [];
	faults = [];
});

afterEach(async () => {
	vi.useRealTimers();
	await folder[Symbol.asyncDispose]();
	expect(faults).toEqual([]);
});

function parts(over: Partial<SessionParts> = {}): SessionParts {
	return {
		lab: 'go',
		files: {
			list: async () => new Map(),
			bytes: async () => undefined,
			write: async () => 'done',
			remove: async () => 'done',
			onChange: (listener) => {
				listeners.add(listener);
				return { [Symbol.dispose]: () => void listeners.delete(listener) };
			},
			reset: async () => void calls.push('reset'),
		},
		store: new SessionStore(folder.join('session')),
		limits,
		take: async () => {
			const environment = new FakeEnvironment(environments.length + 1);
			environments.push(environment);
			return environment;
		},
		adopt: async () => {
			throw new UserError('container-not-running', 'gone', 'start it');
		},
		openPreviews: () => ({
			show: async (ports) =>
				ports.map(({ container, port }) => ({ container, port, url: `http://127.0.0.1:7000/${port}` })),
			[Symbol.asyncDispose]: async () => void calls.push('previews closed'),
		}),
		onFault: (error) => void faults.push(error),
		...over,
	};
}

function filesChanged(paths: readonly string[]): void {
	for (const listener of listeners) listener(paths);
}

/** What a page is shown that comes to a terminal. */
async function screenOf(session: Session, id: string): Promise<string> {
	const { promise, resolve } = Promise.withResolvers<string>();
	const send = (frame: ServerFrame): void => {
		if (frame.kind === 'snapshot') resolve(Buffer.from(frame.text).toString('utf8'));
	};
	using _ = session.terminal(id)?.connect({ send, close: () => undefined });
	return await promise;
}

/** A session that is ready, and every view that it told. */
async function ready(over: Partial<SessionParts> = {}): Promise<{ session: Session; told: SessionView[] }> {
	const session = new Session(parts(over));
	const told: SessionView[] = [];
	session.subscribe((event) => event.kind === 'session' && told.push(event.session));
	await session.start();
	return { session, told };
}

describe('Session', () => {
	it('tells each step until it is ready', async () => {
		const { session, told } = await ready();
		expect(told.map(({ state, step }) => `${state}: ${step}`)).toEqual([
			'starting: starting the workspace',
			'starting: bringing the files into it',
			'ready: ready',
		]);
		await session.end();
	});

	it('opens and closes terminals, and says which live', async () => {
		const { session, told } = await ready();
		expect([await session.openTerminal(), await session.openTerminal()]).toEqual(['t1', 't2']);
		environments[0]?.workspace.shells[1]?.end(0);
		await eventually(() => expect(told.at(-1)?.terminals.map(({ alive }) => alive)).toEqual([true, false]));
		await session.closeTerminal('t1');
		expect(session.view().terminals).toEqual([{ id: 't2', title: 'Terminal 2', alive: false }]);
		expect(session.terminal('t1')).toBeUndefined();
		expect(await session.openTerminal()).toBe('t3');
		await session.end();
	});

	it('opens no terminal before it is ready, and says why', async () => {
		const session = new Session(parts());
		await expect(session.openTerminal()).rejects.toMatchObject({
			code: 'lab-not-ready',
			message: 'The session is not ready: starting the workspace.',
		});
		await session.end();
	});

	it('tells a failure with what to do, and starts again when it is asked to', async () => {
		const failure = new UserError('image-not-found', 'There is no workspace image.', 'Prepare it.');
		const take = vi.fn(parts().take).mockRejectedValueOnce(failure);
		const { session } = await ready({ take });
		expect(session.view()).toMatchObject({
			state: 'failed',
			problem: { message: 'There is no workspace image.', hint: 'Prepare it.' },
		});
		await session.start();
		expect(session.view().state).toBe('ready');
		expect(session.view().problem).toBeUndefined();
		await session.end();
	});

	it('warns before it ends, and ends when nobody uses it', async () => {
		vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
		const { session, told } = await ready();
		const { warnsAt = '', idleEndsAt = '' } = session.view();
		expect(Date.parse(idleEndsAt) - Date.parse(warnsAt)).toBe(5 * minute);
		await vi.advanceTimersByTimeAsync(59 * minute);
		session.extend();
		expect(Date.parse(told.at(-1)?.idleEndsAt ?? '')).toBe(Date.now() + 60 * minute);
		await vi.advanceTimersByTimeAsync(59 * minute);
		expect(session.view().state).toBe('ready');
		await vi.advanceTimersByTimeAsync(minute + 1);
		vi.useRealTimers();
		await eventually(() =>
			expect(session.view()).toMatchObject({ state: 'ended', step: 'ended, since nobody used it' }),
		);
		expect(environments[0]?.isDisposed).toBe(true);
	});

	it.each([
		['files change', () => filesChanged(['Dockerfile'])],
		['docker is used', () => environments[0]?.onDocker()],
	])('is put off when %s', async (_, act) => {
		vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
		const { session } = await ready();
		await vi.advanceTimersByTimeAsync(30 * minute);
		act();
		expect(Date.parse(session.view().idleEndsAt ?? '')).toBe(Date.now() + 60 * minute);
		vi.useRealTimers();
		await session.end();
	});

	it('tells pages which files changed and which ports are published', async () => {
		const { session } = await ready();
		const events: unknown[] = [];
		session.subscribe((event) => events.push(event));
		filesChanged(['app.py']);
		expect(events).toEqual([{ kind: 'files', paths: ['app.py'] }]);
		environments[0]?.onPorts([{ container: 'web', address: '172.30.0.3', containerPort: 5000, port: 8080 }]);
		await eventually(() =>
			expect(session.view().previews).toEqual([{ container: 'web', port: 8080, url: 'http://127.0.0.1:7000/8080' }]),
		);
		await session.end();
	});

	it('starts over in a new workspace with the starter’s files', async () => {
		const { session } = await ready();
		await session.openTerminal();
		await session.reset();
		expect(calls).toEqual(['previews closed', 'reset']);
		expect(environments.map(({ isDisposed }) => isDisposed)).toEqual([true, false]);
		expect(session.view()).toMatchObject({ state: 'ready', terminals: [] });
		await session.end();
	});

	it('starts another workspace when the first one breaks off, and shows its terminals again', async () => {
		const { session } = await ready();
		await session.openTerminal();
		environments[0]?.workspace.shells[0]?.print('hello from before');
		environments[0]?.lose();
		await eventually(() => expect(environments[1]?.workspace.shells).toHaveLength(1));
		await eventually(() =>
			expect(session.view()).toMatchObject({ state: 'ready', terminals: [{ id: 't1', alive: true }] }),
		);
		expect(environments[1]?.workspace.greetings).toEqual([false]);
		expect(environments[0]?.isDisposed).toBe(true);
		await session.end();
	});

	it('connects again to a workspace that still runs', async () => {
		const { session } = await ready();
		await session.openTerminal();
		const again = new FakeEnvironment(7);
		const [first] = environments;
		if (first === undefined) throw new Error('There is no environment.');
		first.reconnected = again;
		first.lose();
		await eventually(() => expect(again.workspace.shells).toHaveLength(1));
		await eventually(() => expect(session.view().state).toBe('ready'));
		expect(environments).toHaveLength(1);
		expect(first.isDisposed).toBe(false);
		await session.end();
		expect(again.isDisposed).toBe(true);
	});

	it('gives up a workspace that breaks off again and again', async () => {
		const { session } = await ready();
		for (let count = 1; count <= 4; count++) {
			environments.at(-1)?.lose();
			await eventually(() => expect(environments.length + Number(session.hasFailed)).toBe(count + 1));
			await eventually(() => expect(session.view().state).not.toBe('starting'));
		}
		expect(session.view().problem?.message).toBe('The workspace broke off 4 times.');
		await session.end();
	});

	it('shows the terminals of an earlier run again', async () => {
		const first = await ready();
		await first.session.openTerminal();
		environments[0]?.workspace.shells[0]?.print('typed yesterday');
		await eventually(async () => expect(await screenOf(first.session, 't1')).toContain('typed yesterday'));
		await first.session.suspend();
		expect(environments[0]?.isDisposed).toBe(true);
		const second = await ready();
		expect(second.session.view().terminals).toEqual([{ id: 't1', title: 'Terminal 1', alive: true }]);
		expect(await screenOf(second.session, 't1')).toContain('typed yesterday');
		expect(second.session.view().startedAt).toBe(first.session.view().startedAt);
		await second.session.end();
		const third = await ready();
		expect(third.session.view().terminals).toEqual([]);
		await third.session.end();
	});

	it('goes on in the workspace of an earlier run that still runs', async () => {
		await (await ready()).session.openTerminal();
		const adopted = new FakeEnvironment(9);
		const adopt = vi.fn(async () => adopted);
		await eventually(async () => expect(await new SessionStore(folder.join('session')).load()).toBeDefined());
		const { session } = await ready({ adopt });
		expect(adopt).toHaveBeenCalledWith(
			expect.objectContaining({ session: 'sssssssssssssss1', container: 'container1' }),
		);
		expect(adopted.workspace.shells).toHaveLength(1);
		await session.end();
	});

	it('takes a new workspace when the earlier one cannot be gone on in, and tells a fault of ours', async () => {
		await (await ready()).session.openTerminal();
		await eventually(async () => expect(await new SessionStore(folder.join('session')).load()).toBeDefined());
		const fault = new TypeError('not what the engine says');
		const { session } = await ready({ adopt: () => Promise.reject(fault) });
		expect(session.view().state).toBe('ready');
		expect(faults).toEqual([fault]);
		faults.length = 0;
		await session.end();
	});
});
