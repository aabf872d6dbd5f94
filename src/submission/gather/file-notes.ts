/** Things about the submitted files that cost nothing. */
import type { Lab } from '#lab/schema.ts';
import type { Collected } from '../collect/collected.ts';

export function countOf(collected: Collected): { readonly files: number; readonly bytes: number } {
	return { files: collected.files.length, bytes: collected.bytes };
}

/** Files that the lab asks for and that are not there, and a policy file that is not used. */
export function fileNotes(collected: Collected, lab: Lab): readonly string[] {
	const missing = lab.files
		.filter(({ role, required }) => required && role !== 'dockerfile')
		.filter(({ path }) => collected.entry(path) === undefined && !collected.leftOut.has(path))
		.map(({ path }) => `${path} is not in the folder; this lab asks for it.`);
	const { dockerfile } = lab.images.after;
	const hasPolicy = collected.entry(`${dockerfile}.rego`) !== undefined;
	const policy = `${dockerfile}.rego was not used: builds here follow the rules of the lab.`;
	return hasPolicy ? [...missing, policy] : missing;
}
