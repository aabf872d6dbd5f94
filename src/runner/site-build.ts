/** The built site: taken as it is when nothing changed, else built beside the old one and put in place at once. */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compressSite } from './compress-site.ts';
import { type AstroBuild, runAstro } from './run-astro.ts';
import { siteInputsHash } from './site-inputs.ts';

export interface SiteRequest extends Omit<AstroBuild, 'outDir'> {
	readonly dataDir: string;
	/** Told before a build begins; not told when the site is fresh. */
	readonly onBuilding: () => void;
	/** Default: Astro. */
	readonly build?: (build: AstroBuild) => Promise<void>;
}

export interface BuiltSite {
	/** Absolute folder with `index.html`. */
	readonly directory: string;
	readonly rebuilt: boolean;
}

/** The one in use, and the one before it, which another course may still be serving. */
const keptSites = 2;

/**
 * Gives the folder of the site for the files as they are now. Each state of the files has a folder of its own, so a
 * half-built site is never served and two courses on one data folder do not disturb each other.
 *
 * @throws UserError `site-build-failed`, `cancelled`.
 */
export async function ensureSite(request: SiteRequest): Promise<BuiltSite> {
	const sites = join(request.dataDir, 'site');
	const directory = join(sites, await siteInputsHash(request.projectDir, process.version));
	if (await exists(directory)) return { directory, rebuilt: false };
	request.onBuilding();
	await mkdir(sites, { recursive: true });
	const outDir = join(sites, `.new-${randomBytes(6).toString('hex')}`);
	try {
		await (request.build ?? runAstro)({ ...request, outDir });
		await compressSite(outDir);
		await putInPlace(outDir, directory);
	} finally {
		await rm(outDir, { recursive: true, force: true });
	}
	await removeOld(sites, directory);
	return { directory, rebuilt: true };
}

/** Another process that was faster made the same: its folder is as good. */
async function putInPlace(made: string, directory: string): Promise<void> {
	try {
		await rename(made, directory);
	} catch (error) {
		if (!(await exists(directory))) throw error;
	}
}

async function exists(path: string): Promise<boolean> {
	return await stat(path).then(
		() => true,
		() => false,
	);
}

async function removeOld(sites: string, current: string): Promise<void> {
	const names = (await readdir(sites)).filter((name) => !name.startsWith('.'));
	const dated = await Promise.all(
		names.map(async (name) => ({ path: join(sites, name), time: (await stat(join(sites, name))).mtimeMs })),
	);
	const old = dated.filter(({ path }) => path !== current).sort((a, b) => b.time - a.time);
	for (const { path } of old.slice(keptSites - 1)) await rm(path, { recursive: true, force: true });
}
