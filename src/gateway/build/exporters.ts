import { buildLimits } from './limits.ts';
import { malformed, refused } from './refusal.ts';
import type { AskedSolve, Strings, TypedAttrs } from './solve-messages.ts';

/** Gives the engine-side name of an image; undefined when it is no name. */
export type ImageIn = (reference: string) => string | undefined;

/** Results that a build may have at a time; BuildKit 0.13 and newer take several. */
const exporterCount = 4;

/** Options of an exporter that change only how the learner's own result is written. */
const imageOptions: ReadonlySet<string> = new Set([
	'compression',
	'compression-level',
	'force-compression',
	'oci-mediatypes',
	'rewrite-timestamp',
	'store',
	'unpack',
]);
const fileOptions: ReadonlySet<string> = new Set([...imageOptions, 'platform-split', 'attestation-prefix', 'tar']);

/** Options that ask for something else, with what they must say to be left out. */
const pushOptions: ReadonlySet<string> = new Set(['push', 'push-by-digest', 'registry.insecure']);

/**
 * Where a build's result may go: into the engine, under the session's own names, or back to the learner's files.
 *
 * @throws GrpcError with a sentence for the learner.
 */
export function exportersOf(asked: AskedSolve, imageIn: ImageIn): readonly TypedAttrs[] {
	const given =
		asked.Exporters.length > 0
			? asked.Exporters
			: [{ Type: asked.ExporterDeprecated, Attrs: asked.ExporterAttrsDeprecated }].filter(({ Type }) => Type !== '');
	if (given.length > exporterCount) throw refused(`A build may have ${exporterCount} outputs at a time.`);
	return given.map((exporter) => exporterOf(exporter, imageIn));
}

function exporterOf({ Type, Attrs }: TypedAttrs, imageIn: ImageIn): TypedAttrs {
	switch (Type) {
		case 'moby':
		case 'image':
			return { Type, Attrs: imageAttrs(Attrs, imageIn) };
		case 'local':
		case 'tar':
			return { Type, Attrs: kept(Attrs, fileOptions) };
		case 'docker':
		case 'oci':
			// The name is only written into the archive, which goes to the learner.
			return { Type, Attrs: { ...kept(Attrs, fileOptions), ...writtenName(Attrs['name'], imageIn) } };
		default:
			throw refused(
				`The output type "${Type}" is not offered here. Leave --output out, or write --output type=local,dest=FOLDER.`,
			);
	}
}

function imageAttrs(attrs: Strings, imageIn: ImageIn): Strings {
	const names = namesIn(attrs['name']).map((name) => named(name, imageIn));
	return { ...kept(attrs, imageOptions), ...(names.length > 0 && { name: names.join(',') }) };
}

function writtenName(name: string | undefined, imageIn: ImageIn): Strings {
	for (const each of namesIn(name)) named(each, imageIn);
	return name === undefined ? {} : { name };
}

function namesIn(text: string | undefined): readonly string[] {
	const names = text === undefined || text === '' ? [] : text.split(',');
	if (names.length > buildLimits.names) throw refused(`A build may give its image ${buildLimits.names} names.`);
	return names;
}

function named(name: string, imageIn: ImageIn): string {
	const inner = imageIn(name);
	if (inner === undefined || inner.includes('@')) throw malformed(`invalid tag "${name}": invalid reference format`);
	// The engine tells the name as it was given: without a tag when none was written.
	const latest = ':latest';
	return inner.endsWith(latest) && !name.endsWith(latest) ? inner.slice(0, -latest.length) : inner;
}

function kept(attrs: Strings, allowed: ReadonlySet<string>): Strings {
	const entries = Object.entries(attrs).filter(([name, value]) => {
		if (name === 'name' || allowed.has(name)) return allowed.has(name);
		if (pushOptions.has(name)) {
			if (value === 'false') return false;
			throw refused('Pushing to a registry is not offered here. The image stays in this session; leave --push out.');
		}
		throw refused(`The output option "${name}" is not offered here. Leave it out.`);
	});
	return Object.fromEntries(entries);
}
