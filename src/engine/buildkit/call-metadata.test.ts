import { expect, it } from 'vitest';
import { metadataValues, readMetadata } from './call-metadata.ts';

it('keeps the values of a repeated key apart, commas and all', () => {
	const metadata = readMetadata([':path', '/x', 'followpaths', 'a, b', 'Followpaths', 'c']);
	expect(metadataValues(metadata, 'followpaths')).toEqual(['a, b', 'c']);
	expect(metadataValues(metadata, 'exclude-patterns')).toEqual([]);
});

it('decodes values that say that they are encoded', () => {
	const raw = ['exclude-patterns', 'na%C3%AFve+file%2B', 'exclude-patterns-encoded', '1'];
	expect(metadataValues(readMetadata(raw), 'exclude-patterns')).toEqual(['naïve file+']);
	expect(metadataValues(readMetadata(['exclude-patterns', 'a%20b+']), 'exclude-patterns')).toEqual(['a%20b+']);
});
