import { UserError } from '#errors';
import type { Variables } from './candidates.ts';

const settings = ['auto', 'external', 'managed'] as const;

/** `auto`: the user's own engine, else the managed one. `external` and `managed`: only that one. */
export type EngineSetting = (typeof settings)[number];

/**
 * What `STAGECRAFT_ENGINE` says; `auto` when it says nothing.
 *
 * @throws UserError `usage-invalid`.
 */
export function engineSetting(env: Variables): EngineSetting {
	const value = env['STAGECRAFT_ENGINE'] || 'auto';
	const setting = settings.find((known) => known === value);
	if (setting !== undefined) return setting;
	throw new UserError(
		'usage-invalid',
		`The environment variable STAGECRAFT_ENGINE is "${value}".`,
		`Unset it, or set it to one of ${settings.join(', ')}.`,
	);
}
