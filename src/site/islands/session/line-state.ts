/** How the line to a terminal is. */
export type LineState =
	| { readonly kind: 'connecting' }
	| { readonly kind: 'open' }
	/** It broke; the next try is at `retryAt` (milliseconds, as Date.now counts). */
	| { readonly kind: 'dropped'; readonly retryAt: number; readonly reason?: string }
	/** The runner closed it for good, and said why. */
	| { readonly kind: 'closed'; readonly reason: string };
