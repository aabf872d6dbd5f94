/** The keys of one connection to one workspace, made in memory and never stored by us. */
import ssh2 from 'ssh2';

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
	const host = ssh2.utils.generateKeyPairSync('ed25519');
	const runner = ssh2.utils.generateKeyPairSync('ed25519');
	const parsed = ssh2.utils.parseKey(host.public);
	if (parsed instanceof Error) throw parsed;
	return {
		hostPrivate: host.private,
		hostPublic: parsed.getPublicSSH(),
		runnerPrivate: runner.private,
		runnerPublic: runner.public.trim(),
	};
}
