import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing } from '#errors';

/** Where Debian's update-ca-certificates writes all certificates that the host trusts. */
const bundleFile = '/etc/ssl/certs/ca-certificates.crt';
/** Where Debian's package ca-certificates keeps the public ones. */
const publicFolder = '/usr/share/ca-certificates';

const certificatePattern = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates in a PEM text, each with its line breaks made even, so that equal ones are equal texts. */
export function certificatesIn(pem: string): readonly string[] {
	return (pem.match(certificatePattern) ?? []).map((text) => text.replaceAll('\r', '').replace(/\n+/g, '\n'));
}

async function readIfThere(path: string): Promise<string> {
	return await readFile(path, 'utf8').catch(ifMissing(''));
}

async function publicCertificates(folder: string): Promise<string> {
	const names = await readdir(folder, { recursive: true }).catch(ifMissing([]));
	const files = names.filter((name) => name.endsWith('.crt'));
	return (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
}

/**
 * The certificate authorities that this host trusts beyond the public ones of its distribution, as PEM texts: a
 * school's or company's TLS proxy, for example. Found on Debian and its kin; empty elsewhere.
 */
export async function hostExtraCertificates(
	bundle = bundleFile,
	publicOnes = publicFolder,
): Promise<readonly string[]> {
	const known = new Set(certificatesIn(await publicCertificates(publicOnes)));
	// Without the list of public ones every certificate would look like an extra one.
	if (known.size === 0) return [];
	const trusted = certificatesIn(await readIfThere(bundle));
	return [...new Set(trusted)].filter((certificate) => !known.has(certificate));
}
