/** The keys of one connection to one workspace, made in memory and never stored by us. */
import ssh2, { type ParsedKey } from 'ssh2';

export interface SessionKeys {
	/** What the workspace proves itself with, as a private key file; the connection takes this one alone. */
	readonly hostPrivate: string;
	/** The public half, as SSH sends it. */
	readonly hostPublic: Buffer;
	/** What the runner proves itself with. */
	readonly runnerPrivate: string;
	/** One line for `authorized_keys`. */
	readonly runnerPublic: string;
}

export function makeSessionKeys(): SessionKeys {
	const host = makeKeyPair();
	const runner = makeKeyPair();
	return {
		hostPrivate: host.text.private,
		hostPublic: host.public.getPublicSSH(),
		runnerPrivate: runner.text.private,
		runnerPublic: runner.text.public.trim(),
	};
}

/**
 * The library cuts zero bytes off the beginning of a public key, one in 256, and writes a key that nobody can read: then
 * another one is made.
 *
 * @see https://github.com/mscdex/ssh2/issues/1513
 */
function makeKeyPair(): { readonly text: { private: string; public: string }; readonly public: ParsedKey } {
	for (;;) {
		const text = ssh2.utils.generateKeyPairSync('ed25519');
		const [own, other] = [ssh2.utils.parseKey(text.private), ssh2.utils.parseKey(text.public)];
		if (!(own instanceof Error || other instanceof Error)) return { text, public: other };
	}
}
