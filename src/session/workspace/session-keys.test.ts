import ssh2 from 'ssh2';
import { expect, it } from 'vitest';
import { makeSessionKeys } from './session-keys.ts';

it('makes keys that can be read, every time', () => {
	// One in 256 of the library's can not.
	for (let made = 0; made < 2000; made++) {
		const { hostPrivate, hostPublic, runnerPrivate, runnerPublic } = makeSessionKeys();
		for (const key of [hostPrivate, runnerPrivate, runnerPublic]) {
			expect(ssh2.utils.parseKey(key)).not.toBeInstanceOf(Error);
		}
		// Length and text of the algorithm, length and bytes of the key: RFC 8709.
		expect(hostPublic).toHaveLength(4 + 'ssh-ed25519'.length + 4 + 32);
	}
});
