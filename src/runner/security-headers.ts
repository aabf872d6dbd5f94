/** Header fields that go out with every answer. */

/**
 * Scripts come from files of ours only, and so does the WebAssembly of the search. Styles may stand in the page: CodeMirror
 * writes its rules into a `style` element, and shiki colours code by `style` attributes. Frames show previews, each on a
 * port of this machine that is taken long after the page was loaded.
 */
const contentSecurityPolicy = [
	"default-src 'none'",
	"script-src 'self' 'wasm-unsafe-eval'",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'self'",
	'frame-src http://127.0.0.1:* http://localhost:*',
	"manifest-src 'self'",
	"base-uri 'none'",
	"form-action 'self'",
	"frame-ancestors 'none'",
].join('; ');

export const securityHeaders: Readonly<Record<string, string>> = {
	'content-security-policy': contentSecurityPolicy,
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
};
