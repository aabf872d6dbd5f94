/** How much of `~/lab` is shared with the editor and the checks. What is beyond stays in the workspace alone. */

export const fileLimits = {
	/** Files of the lab: an app with its sources has tens; a tree of thousands is generated. */
	files: 1000,
	/** Bytes of one file: above the largest text that the page shows. */
	fileBytes: 8 * 1024 ** 2,
	/** Bytes of all files, which lie in memory once while a new workspace is filled. */
	totalBytes: 32 * 1024 ** 2,
	/** Bytes of one path: a quarter of Linux' PATH_MAX, so that it still fits below other folders. */
	pathBytes: 1024,
	/** Bytes of one name: what all common file systems take. */
	nameBytes: 255,
} as const;

/** What a list of files may print: 100 bytes beside the path for twice as many files as are shared. */
export const scanBytes = 2 * fileLimits.files * (fileLimits.pathBytes + 100);
