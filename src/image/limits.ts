/** What one archive may ask of the analysis. All are far above real images and keep a hostile one from using up the host. */
export interface ImageLimits {
	/** Entries of all layers together. The largest public images have about 400,000. */
	readonly entries: number;
	/** Bytes of all path and link names together: they are what stays in memory. */
	readonly nameBytes: number;
	/** Bytes of all layers after decompression: ends a compression bomb. */
	readonly unpackedBytes: number;
	/** Bytes of a JSON document that is kept. Configurations with long histories have some 100 kB. */
	readonly documentBytes: number;
	/** JSON documents that are kept until the manifest says which are needed. */
	readonly documents: number;
}

export const imageLimits: ImageLimits = {
	entries: 1_000_000,
	nameBytes: 128 * 1024 ** 2,
	unpackedBytes: 64 * 1024 ** 3,
	documentBytes: 4 * 1024 ** 2,
	documents: 1_000,
};

/** Bytes of one extended tar header (pax, GNU long name); the number that Go's archive/tar uses. */
export const maxExtendedHeaderBytes = 1024 ** 2;

/** Characters of one path: PATH_MAX of Linux. No file with a longer one can be made in a container. */
export const maxPathLength = 4096;

/** A file up to this size is looked at as a whole; keys, tokens, scripts and package files are smaller. */
export const wholeFileBytes = 64 * 1024;

/** The start of a larger file that is looked at: ELF header, program headers and interpreter lie in it. */
export const headBytes = 4096;

/** Symbolic links from one layer file of an archive to another that are followed before it counts as a loop. */
export const maxLinkHops = 8;

/**
 * Names in the merged tree, with directories that only paths imply. Real images have hardly more names than entries; a
 * hostile one could make a thousand out of each path.
 */
export const maxTreeNodes = 2_000_000;

/** Odd things that are listed; more add nothing. */
export const maxOddities = 100;

/** Read after the end mark, so that a writer that pads its archive is not cut off. */
export const trailingBytes = 1024 ** 2;
