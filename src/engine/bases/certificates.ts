import type { Base } from './catalogue.ts';
import type { AddedFile } from './root-tar.ts';

/** Where Debian's ca-certificates, and with it most programs, looks for the bundle. */
export const bundlePath = '/etc/ssl/certs/ca-certificates.crt';
/** Where update-ca-certificates looks for certificates to add when a learner installs ca-certificates. */
export const addedFolder = '/usr/local/share/ca-certificates';

/** Files of a build context or a root folder with one certificate each, below `folder`. */
export function certificateFiles(certificates: readonly string[], folder: string): readonly AddedFile[] {
	return certificates.map((pem, index) => ({
		path: `${folder.replace(/^\//, '')}/host-${index + 1}.crt`,
		content: Buffer.from(`${pem.trim()}\n`),
	}));
}

/** What a root file system without ca-certificates gets: each certificate, and a bundle of them. */
export function rootCertificates(certificates: readonly string[]): readonly AddedFile[] {
	if (certificates.length === 0) return [];
	const files = certificateFiles(certificates, addedFolder);
	return [...files, { path: bundlePath.slice(1), content: Buffer.concat(files.map(({ content }) => content)) }];
}

/** Variables that point the programs of a base to the bundle, when there are certificates that they would not know. */
export function certificateVariables(base: Base, certificates: readonly string[]): Readonly<Record<string, string>> {
	if (certificates.length === 0) return {};
	return Object.fromEntries((base.certificateVariables ?? []).map((name) => [name, bundlePath]));
}
