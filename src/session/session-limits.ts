/** How long a session lives, and what of it is kept. */

export interface SessionLimits {
	/** Without any activity it ends after this long. */
	readonly idleMilliseconds: number;
	/** The page warns this long before. */
	readonly warningMilliseconds: number;
}

export const defaultSessionLimits: SessionLimits = {
	// Longer than a lecture's break or a long lesson's reading; a forgotten session does not hold memory over night.
	idleMilliseconds: 60 * 60_000,
	// Time to come back from another window.
	warningMilliseconds: 5 * 60_000,
};
