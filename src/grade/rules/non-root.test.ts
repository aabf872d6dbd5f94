import { describe, expect, it } from 'vitest';
import { goodDockerfile, judge, makeEvidence, makeImage, told } from '../evidence-fixture.ts';

function withUser(user: string, userId?: number, text = goodDockerfile) {
	const image = makeImage('app-after', { config: { user } });
	return makeEvidence({ text, images: { after: userId === undefined ? image : { ...image, userId } } });
}

describe('non-root', () => {
	it.each<[string, number?]>([['65532:65532'], ['1000'], ['nonroot'], ['app', 1000]])('takes %s', (user, userId) => {
		expect(judge('non-root', withUser(user, userId))).toMatchObject({ status: 'pass', actual: `The user is ${user}.` });
	});

	it.each<[string, number?]>([[''], ['root'], ['0'], ['0:1000'], ['00'], ['root:app'], ['toor', 0]])(
		'refuses "%s"',
		(user, userId) => {
			expect(judge('non-root', withUser(user, userId)).status).toBe('fail');
		},
	);

	it('says where a user has to be set', () => {
		expect(
			told(judge('non-root', withUser('', undefined, 'FROM scratch\nCOPY calculator /\nENTRYPOINT ["/calculator"]\n'))),
		).toMatchInlineSnapshot(`
			"fail: The image sets no user, so the program runs as root.
			> Put USER 65532:65532 before ENTRYPOINT, or take a base with the tag nonroot.
			@ Dockerfile:3"
		`);
	});

	it('points to the line that sets root', () => {
		expect(
			told(judge('non-root', withUser('root', undefined, 'FROM scratch\nUSER root\nCOPY calculator /\n'))),
		).toMatchInlineSnapshot(`
			"fail: The user is root.
			> Put USER 65532:65532 before ENTRYPOINT, or take a base with the tag nonroot.
			@ Dockerfile:2"
		`);
	});

	it('sees through the set-user-id bit', () => {
		const image = makeImage('app-after', { files: [{ path: 'calculator', mode: 0o4755 }] });
		expect(told(judge('non-root', makeEvidence({ images: { after: image } })))).toMatchInlineSnapshot(`
			"fail: The user is 65532:65532, but /calculator has the set-user-id bit and belongs to root, so it runs as root.
			> Remove the bit: COPY --chmod=755.
			@ Dockerfile:8"
		`);
	});
});
