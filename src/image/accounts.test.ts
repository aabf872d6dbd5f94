import { describe, expect, it } from 'vitest';
import { effectiveUserId, parseAccounts } from './accounts.ts';
import type { ImageAnalysis } from './analysis.ts';

const passwd = parseAccounts(
	Buffer.from('root:x:0:0:root:/root:/bin/bash\napp:x:0:1000::/:\nweb:x:101:101::/:\nbroken\nweb:x:0:0::/:\n'),
);

function uid(user: string, files = [{ path: 'etc/passwd', content: passwd }]): number | undefined {
	return effectiveUserId({ config: { user }, files } as unknown as ImageAnalysis);
}

describe('the user that a program runs under', () => {
	it.each([
		['', 0],
		['0', 0],
		['0:1000', 0],
		['1000:0', 1000],
		['root', 0],
		// A harmless name for root.
		['app', 0],
		// The first line of a name counts.
		['web:web', 101],
		['nobody', undefined],
		['__proto__', undefined],
	])('of USER %j is %s', (user, expected) => {
		expect(uid(user)).toBe(expected);
	});

	it('is not known by name without an account file', () => {
		expect(uid('web', [])).toBeUndefined();
	});
});
