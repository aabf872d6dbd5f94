/**
 * What the analysis of one image archive gives: plain data, ready for JSON. Sizes are bytes, paths are relative to the
 * image's root, with `/` and without a leading one. Layer numbers count from 0, the lowest layer first.
 */

/** What a program that starts from the image gets, as the image's configuration says. */
export interface ImageConfig {
	/** e.g. `linux`. */
	readonly os: string;
	/** e.g. `amd64`, in Go's names. */
	readonly architecture: string;
	/** `''` when unset, which means root. */
	readonly user: string;
	readonly entrypoint: readonly string[];
	readonly cmd: readonly string[];
	/** `NAME=value` each. */
	readonly env: readonly string[];
	/** `''` when unset, which means `/`. */
	readonly workdir: string;
	readonly labels: Readonly<Record<string, string>>;
	/** e.g. `5000/tcp`, sorted. */
	readonly exposedPorts: readonly string[];
	/** `''` when unset, which means SIGTERM. */
	readonly stopSignal: string;
	readonly createdAt: string;
	readonly history: readonly HistoryEntry[];
}

/** One instruction of the image's history, the oldest first. */
export interface HistoryEntry {
	/** As the builder wrote it, e.g. `RUN /bin/sh -c apt-get update # buildkit`. */
	readonly createdBy: string;
	/** The same as a Dockerfile would say it, e.g. `RUN apt-get update`. */
	readonly instruction: string;
	/** True when the instruction made no layer. */
	readonly emptyLayer: boolean;
}

export interface LayerAnalysis {
	readonly index: number;
	/** Digest of the uncompressed layer tar, `sha256:…`, as the configuration lists it. */
	readonly diffId: string;
	/** Name of the layer's file in the archive, e.g. `blobs/sha256/…` or `…/layer.tar`. */
	readonly blob: string;
	readonly compression: 'none' | 'gzip' | 'zstd';
	/** Absent when the history has fewer entries than there are layers. */
	readonly history?: HistoryEntry;
	/** Sum of the sizes of all entries of the layer's tar. */
	readonly unpackedBytes: number;
	/** What crosses the wire: see `TransferSize`. Absent when it was not asked for. */
	readonly transferBytes?: number;
	/** Sum of the lengths of the link targets: some stores add it to the unpacked size. */
	readonly symlinkBytes: number;
	/** Files, links and devices in the layer; neither directories nor whiteouts. */
	readonly fileCount: number;
	readonly filesAdded: number;
	/** Paths that a lower layer had already, directories not counted. */
	readonly filesModified: number;
	/** Files of lower layers that whiteouts of this one remove. */
	readonly filesRemoved: number;
	/** Bytes of this layer that a higher layer hides. */
	readonly deadBytes: number;
	readonly whiteouts: readonly Whiteout[];
}

/** A mark in a layer that removes what lower layers have (OCI image specification, "Whiteouts"). */
export interface Whiteout {
	/** What is removed; for an opaque mark the directory whose earlier content is removed. */
	readonly path: string;
	readonly opaque: boolean;
}

export type FileType = 'file' | 'directory' | 'symlink' | 'hardlink' | 'character-device' | 'block-device' | 'fifo';

/** One entry of the merged file tree, or of a lower layer. */
export interface FileEntry {
	readonly path: string;
	readonly type: FileType;
	/** 0 for all but files. */
	readonly size: number;
	/** Permission bits with set-uid, set-gid and sticky, e.g. 0o4755. */
	readonly mode: number;
	readonly uid: number;
	readonly gid: number;
	/** The layer that has this version of the entry. */
	readonly layer: number;
	/** Target of a symlink (as written) or of a hard link (a path of the same layer). */
	readonly linkTarget?: string;
	/** CRC-32 of a file's bytes. It tells an equal copy from a changed one; it proves nothing against a forger. */
	readonly crc32?: number;
	/** What the bytes of a file say it is. Absent: none of these. Hard links carry that of their target. */
	readonly content?: FileContent;
}

export type FileContent = ElfContent | ScriptContent | AccountsContent;

/** `/etc/passwd`: who a user name of the configuration is. */
export interface AccountsContent {
	readonly kind: 'accounts';
	readonly userIds: Readonly<Record<string, number>>;
}

export interface ElfContent {
	readonly kind: 'elf';
	/** `shared-library` has neither an interpreter nor an entry point; `other` is an object file or a core. */
	readonly role: 'executable' | 'shared-library' | 'other';
	/** `static` needs no interpreter. */
	readonly linking: 'static' | 'dynamic';
	/** e.g. `amd64`, `arm64`, in Go's names; `e_machine N` for others. */
	readonly machine: string;
	/** e.g. `/lib64/ld-linux-x86-64.so.2`. */
	readonly interpreter?: string;
	/** Packed by UPX: its strings cannot be read, so no tool can be recognised in it. */
	readonly packed: boolean;
}

export interface ScriptContent {
	readonly kind: 'script';
	/** The program of the `#!` line, through `env`: `/bin/sh`, `python3`. */
	readonly interpreter: string;
}

/** A file of a layer that no container can see any more, yet every pull brings. */
export interface HiddenFile {
	readonly path: string;
	readonly size: number;
	readonly layer: number;
	readonly hiddenBy: number;
	/**
	 * `deleted`: a whiteout. `overwritten`: other bytes at the same path. `copied`: the same bytes again, so only the
	 * mode, the owner or the time changed. `replaced`: a file where a directory was, or the reverse.
	 */
	readonly cause: 'deleted' | 'overwritten' | 'copied' | 'replaced';
}

export type ToolCategory = 'shell' | 'package-manager' | 'build-tool';

/** A program that was recognised by its bytes, whatever its name. */
export interface FoundTool {
	readonly category: ToolCategory;
	/** e.g. `bash`, `apt`, `go`. */
	readonly name: string;
	/** Where it is; hard links to it are found as well, symlinks are not. */
	readonly path: string;
	readonly layer: number;
	readonly size: number;
}

export type SecretRule =
	| 'private-key'
	| 'ssh-key'
	| 'env-file'
	| 'npm-token'
	| 'cloud-key'
	| 'access-token'
	| 'registry-login'
	| 'password-file'
	| 'git-directory';

/** A file that looks like a secret, in the final tree or hidden in a lower layer. It never carries the secret. */
export interface FoundSecret {
	readonly rule: SecretRule;
	readonly path: string;
	readonly layer: number;
	/** `content`: the bytes say so. `path`: only the name does. */
	readonly evidence: 'content' | 'path';
	/** Set when the file was removed or overwritten later: the number of the layer that hides it. */
	readonly hiddenBy?: number;
}

/** Something odd in a layer that does not stop the analysis, e.g. a path that leaves the root. */
export interface LayerOddity {
	readonly layer: number;
	readonly path: string;
	readonly problem: string;
}

export interface ImageAnalysis {
	/** Names that the archive gives the image; empty when saved by id. */
	readonly tags: readonly string[];
	/** Digest of the configuration, `sha256:…`: the image id of the classic store. */
	readonly id: string;
	readonly config: ImageConfig;
	readonly layers: readonly LayerAnalysis[];
	/** "Unpacked size": the sum of the sizes of all entries in all layer tars. */
	readonly unpackedBytes: number;
	/** "Transfer size": the sum over the layers; absent unless it is known for each. */
	readonly transferBytes?: number;
	/** The final file tree, sorted by path. */
	readonly files: readonly FileEntry[];
	/** Dead weight, the largest first. */
	readonly hidden: readonly HiddenFile[];
	/** Sum of the sizes in `hidden`. */
	readonly deadBytes: number;
	/** Shells, package managers and build tools of the final tree, sorted by path. */
	readonly tools: readonly FoundTool[];
	/** Sorted by path. */
	readonly secrets: readonly FoundSecret[];
	/** Set-uid and set-gid files (no directories) of the final tree, sorted by path. */
	readonly setIdFiles: readonly FileEntry[];
	/** At most `maxOddities` of them. */
	readonly oddities: readonly LayerOddity[];
}

/**
 * How the transfer size is found. A layer that is stored compressed counts as it is stored. A plain one is compressed
 * by `exact` with zlib's gzip at level 6, the level that Docker uses; other implementations differ by a few percent.
 * `skip` leaves it out, since compressing takes about 30 s for each GB.
 */
export type TransferSize = 'exact' | 'skip';
