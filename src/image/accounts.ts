/** Who is who in an image: `/etc/passwd`, as the engine reads it to find the id of a user. */
import type { AccountsContent, ImageAnalysis } from './analysis.ts';

export const accountsFile = 'etc/passwd';

/** More users than any image has; a hostile file may hold more. */
const maxUsers = 2000;

/** Lines are `name:password:uid:…` (passwd(5)); others are passed over, and the first of a name counts. */
export function parseAccounts(bytes: Buffer): AccountsContent {
	const userIds = new Map<string, number>();
	for (const line of bytes.toString('utf8').split('\n')) {
		const [name = '', , id = ''] = line.split(':');
		if (name !== '' && /^\d{1,10}$/.test(id) && !userIds.has(name) && userIds.size < maxUsers)
			userIds.set(name, Number(id));
	}
	return { kind: 'accounts', userIds: Object.fromEntries(userIds) };
}

/**
 * The id that a program of the image runs under: the user of its configuration, by number or by its `/etc/passwd`.
 * Undefined for a name that is not in there.
 */
export function effectiveUserId(analysis: ImageAnalysis): number | undefined {
	const user = analysis.config.user.split(':')[0] ?? '';
	if (user === '') return 0;
	if (/^\d+$/.test(user)) return Number(user);
	const content = analysis.files.find(({ path }) => path === accountsFile)?.content;
	return content?.kind === 'accounts' && Object.hasOwn(content.userIds, user) ? content.userIds[user] : undefined;
}
