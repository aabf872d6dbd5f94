import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { UserError } from '#errors';
import { type Catalogue, catalogueSchema } from './catalogue.ts';

/**
 * Loads `<folder>/catalogue.ts`.
 *
 * @throws UserError `catalogue-invalid` with the field that is wrong.
 */
export async function loadCatalogue(folder: string): Promise<Catalogue> {
	const file = join(resolve(folder), 'catalogue.ts');
	try {
		const module: { readonly catalogue?: unknown } = await import(/* @vite-ignore */ pathToFileURL(file).href);
		return catalogueSchema.parse(module.catalogue);
	} catch (error) {
		throw new UserError(
			'catalogue-invalid',
			`${file}: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`,
			'Correct this entry of the catalogue of bases.',
			error,
		);
	}
}
