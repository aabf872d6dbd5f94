/** Package managers by their own bytes: strings of their help texts, libraries that only they load, lines of their scripts. */
import type { ToolSignature } from './signature.ts';

export const packageManagerSignatures: readonly ToolSignature[] = [
	{ category: 'package-manager', name: 'apt', in: 'elf', strings: ['libapt-private.so.'] },
	{ category: 'package-manager', name: 'aptitude', in: 'elf', strings: ['libapt-pkg.so.', 'Aptitude::'] },
	{ category: 'package-manager', name: 'dpkg', in: 'elf', strings: ["Debian '%s' package management program version"] },
	{ category: 'package-manager', name: 'dpkg', in: 'elf', strings: ["Debian '%s' package archive backend version"] },
	{ category: 'package-manager', name: 'apk', in: 'elf', strings: ['lib/apk/db/installed'] },
	{ category: 'package-manager', name: 'apk', in: 'elf', strings: ['libapk.so.'] },
	{ category: 'package-manager', name: 'rpm', in: 'elf', strings: ['librpm.so.'] },
	{ category: 'package-manager', name: 'dnf', in: 'elf', strings: ['libdnf.so.'] },
	{ category: 'package-manager', name: 'dnf', in: 'elf', strings: ['libdnf5.so.'] },
	{ category: 'package-manager', name: 'pacman', in: 'elf', strings: ['libalpm.so.'] },
	{ category: 'package-manager', name: 'zypper', in: 'elf', strings: ['libzypp.so.'] },
	{ category: 'package-manager', name: 'uv', in: 'elf', strings: ['crates/uv-resolver/src'] },
	{ category: 'package-manager', name: 'bun', in: 'elf', strings: ['bun.lockb', 'bunfig.toml'] },
	{ category: 'package-manager', name: 'dnf', in: 'script', strings: ['from dnf.cli import main'] },
	{ category: 'package-manager', name: 'pip', in: 'script', strings: ['from pip._internal'] },
	{ category: 'package-manager', name: 'conda', in: 'script', strings: ['from conda.cli import main'] },
	{
		category: 'package-manager',
		name: 'poetry',
		in: 'script',
		strings: ['from poetry.console.application import main'],
	},
	{ category: 'package-manager', name: 'gem', in: 'script', strings: ['rubygems/gem_runner'] },
	{ category: 'package-manager', name: 'composer', in: 'script', strings: ['composer.phar', 'Composer\\'] },
	// The scripts npm and npx; its package folder is found by its package.json.
	{ category: 'package-manager', name: 'npm', in: 'script', strings: ["require('../lib/cli.js')(process)"] },
	{ category: 'package-manager', name: 'npm', in: 'script', strings: ["require('./npm-cli.js')", "require('@npmcli/"] },
];

/** Packages for Node that are package managers, by the `name` in their package.json. */
export const nodePackageManagers: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'corepack', '@yarnpkg/cli']);
