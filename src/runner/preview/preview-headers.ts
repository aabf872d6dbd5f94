/** Header fields on their way between a browser and a learner's program, as lists of names and values. */
import { browserCookie, programCookies } from './cookies.ts';

type RawHeaders = readonly string[];

/** Of one connection, not of the message (RFC 9110, 7.6.1). */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade']);
/**
 * What would reach beyond the program's own pages: other data of the host, later visits to the port; and what would keep
 * the page of the course from framing it.
 */
const withheld = new Set(['clear-site-data', 'service-worker-allowed', 'strict-transport-security', 'x-frame-options']);

function mapped(raw: RawHeaders, change: (name: string, value: string) => string | undefined): string[] {
	const result: string[] = [];
	for (let at = 0; at + 1 < raw.length; at += 2) {
		const [name = '', value = ''] = [raw[at], raw[at + 1]];
		const changed = change(name.toLowerCase(), value);
		if (changed !== undefined) result.push(name, changed);
	}
	return result;
}

/** Fields that a `Connection` field names are of one connection too. */
function named(raw: RawHeaders): ReadonlySet<string> {
	const found = new Set(hopByHop);
	for (let at = 0; at + 1 < raw.length; at += 2) {
		if (raw[at]?.toLowerCase() !== 'connection') continue;
		for (const name of (raw[at + 1] ?? '').toLowerCase().split(',')) found.add(name.trim());
	}
	return found;
}

/** What the program gets of a request. */
export function programHeaders(raw: RawHeaders, isUpgrade: boolean): string[] {
	const dropped = named(raw);
	const kept = mapped(raw, (name, value) => {
		if (dropped.has(name) || name === 'expect') return undefined;
		return name === 'cookie' ? programCookies(value) : value;
	});
	return isUpgrade ? [...kept, 'Connection', 'Upgrade', 'Upgrade', 'websocket'] : [...kept, 'Connection', 'close'];
}

/** What the browser gets of an answer; `frameAncestors`: who may show it in a frame. */
export function browserHeaders(raw: RawHeaders, frameAncestors: readonly string[], isUpgrade = false): string[] {
	const dropped = named(raw);
	const kept = mapped(raw, (name, value) => {
		if (dropped.has(name) || withheld.has(name) || name === 'transfer-encoding') return undefined;
		if (name === 'set-cookie') return browserCookie(value);
		return name.startsWith('content-security-policy') ? withoutFrameAncestors(value) : value;
	});
	if (isUpgrade) return [...kept, 'Connection', 'Upgrade', 'Upgrade', 'websocket'];
	return [...kept, 'Content-Security-Policy', framePolicy(frameAncestors)];
}

export function framePolicy(frameAncestors: readonly string[]): string {
	return `frame-ancestors ${frameAncestors.join(' ')}`;
}

/** The program cannot know who frames it here; ours is added instead. */
function withoutFrameAncestors(policies: string): string | undefined {
	const kept = policies
		.split(';')
		.filter((directive) => !/^\s*frame-ancestors(\s|$)/i.test(directive))
		.join(';');
	return kept.trim() === '' ? undefined : kept;
}
