import { createReadStream } from 'node:fs';
import type { Engine, Labels } from '../engine.ts';
import { rootCertificates } from './certificates.ts';
import { type AddedFile, changeRoot, type PathFilter } from './root-tar.ts';

/** What Debian's slim image leaves out, and the few files of it that stay. */
const slimFilter: PathFilter = {
	excluded: ['doc', 'groff', 'info', 'linda', 'lintian', 'locale', 'man'].map((name) => `usr/share/${name}`),
	included: [/^usr\/share\/doc\/[^/]+\/copyright$/, /^usr\/share\/locale\/locale\.alias$/],
};

/** The same for packages that are installed later. */
const slimSettings: AddedFile = {
	path: 'etc/dpkg/dpkg.cfg.d/docker',
	content: Buffer.from(
		[
			...slimFilter.excluded.map((folder) => `path-exclude /${folder}/*`),
			'path-include /usr/share/doc/*/copyright',
			'path-include /usr/share/locale/locale.alias',
			'',
		].join('\n'),
	),
};

export interface RootImage {
	readonly reference: string;
	/** Without manuals, translations and documentation. */
	readonly slim: boolean;
	readonly certificates: readonly string[];
	readonly labels: Labels;
}

/** Makes an image on the engine of the root file system in a tar file. */
export async function importRoot(engine: Engine, file: string, image: RootImage, signal: AbortSignal): Promise<void> {
	const add = rootCertificates(image.certificates);
	const changes = image.slim ? { filter: slimFilter, add: [...add, slimSettings] } : { add };
	const settings = ['ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'CMD ["bash"]'];
	const labels = Object.entries(image.labels).map(([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`);
	const tar = changeRoot(createReadStream(file), changes);
	await engine.images.import(tar, image.reference, [...settings, ...labels], { signal });
}
