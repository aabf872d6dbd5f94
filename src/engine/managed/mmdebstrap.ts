import { access, constants } from 'node:fs/promises';
import { UserError } from '#errors';
import type { ReportProgress } from '../progress.ts';
import { runCommand } from './run-command.ts';

/** What has to be there to make a Debian root folder, and the package that brings it. */
const needs = [
	{ file: '/usr/bin/mmdebstrap', package: 'mmdebstrap' },
	{ file: '/usr/share/keyrings/debian-archive-keyring.gpg', package: 'debian-archive-keyring' },
] as const;

async function isThere(file: string): Promise<boolean> {
	return await access(file, constants.R_OK).then(
		() => true,
		() => false,
	);
}

async function aptGet(...args: readonly string[]): ReturnType<typeof runCommand> {
	// No signal: a package manager that is killed leaves the host's packages half configured.
	return await runCommand(['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]);
}

/**
 * Installs mmdebstrap and Debian's keyring on this host by its own package manager, when they are not there.
 *
 * @throws UserError `engine-missing`.
 */
export async function ensureMmdebstrap(report: ReportProgress): Promise<void> {
	const packages: string[] = [];
	for (const need of needs) {
		if (!(await isThere(need.file))) packages.push(need.package);
	}
	if (packages.length === 0) return;
	report('install-tools', `installing ${packages.join(' and ')} with apt-get`);
	let result = await aptGet('install', '-y', ...packages);
	if (result.status !== 0) {
		// A fresh machine or container has no package lists yet.
		await aptGet('update');
		result = await aptGet('install', '-y', ...packages);
	}
	if (result.status !== 0) {
		throw new UserError(
			'engine-missing',
			`${packages.join(' and ')} could not be installed, which a Docker engine is made with here:\n${result.tail}`,
			`Run apt-get install -y ${packages.join(' ')}, then start again.`,
		);
	}
}
