/** One entry of an archive, whatever the archive's format. */
export interface ArchiveEntry {
	/** As the archive has it; not to be trusted. */
	readonly name: string;
	readonly kind: 'file' | 'directory' | 'symlink' | 'link' | 'special';
	/** What a `special` one is, in words: `named pipe`. */
	readonly what?: string;
	/** Permission bits, e.g. 0o644. */
	readonly mode: number;
	readonly modifiedAt: Date;
	/** Where a `symlink` or `link` leads. */
	readonly linkTarget?: string;
	/** Bytes of a file, as the archive says. */
	readonly size: number;
	/** The bytes of a file. Must be read to the end, or the walk be left, before the next entry is asked for. */
	read(): AsyncIterable<Uint8Array>;
}

/** An archive that is being walked. The file is open as long as somebody iterates. */
export interface ArchiveSource {
	/** Path of the archive on the disk. */
	readonly path: string;
	/** Its name in messages. */
	readonly name: string;
	readonly signal?: AbortSignal;
}
