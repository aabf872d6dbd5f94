/** Looks at the bytes of one file as they pass: what it is, a checksum, which tools and secrets are in it. */
import { crc32 } from 'node:zlib';
import { accountsFile, parseAccounts } from './accounts.ts';
import type { FileContent } from './analysis.ts';
import type { ByteReader } from './byte-reader.ts';
import { parseElf } from './elf.ts';
import { headBytes, wholeFileBytes } from './limits.ts';
import type { MultiSearch } from './multi-search.ts';
import { parseScript } from './script.ts';
import { findSecret, type SecretMatch, secretSearch } from './secrets.ts';
import { type DetectedTool, detectNodePackage, detectTools, mayBeTool, toolSearch } from './tools/detect-tools.ts';

export interface FileFacts {
	readonly crc32: number;
	readonly content?: FileContent;
	readonly tools: readonly DetectedTool[];
	readonly secret?: SecretMatch;
}

const none: ReadonlySet<string> = new Set();
const noTools: readonly DetectedTool[] = [];

/** Looks at files one after the other; the tables of its searches are made once. */
export class FileScanner {
	readonly #tools: MultiSearch = toolSearch();
	readonly #secrets: MultiSearch = secretSearch();

	/** Reads exactly `size` bytes. */
	async scan(reader: ByteReader, path: string, size: number, mode: number): Promise<FileFacts> {
		return size <= wholeFileBytes
			? this.#scanWhole(path, reader.takeNow(size) ?? (await reader.take(size)), mode)
			: this.#scanStream(reader, size, mode);
	}

	#scanWhole(path: string, bytes: Buffer, mode: number): FileFacts {
		const content = path === accountsFile ? parseAccounts(bytes) : contentOf(bytes.subarray(0, headBytes), mode);
		const hits = mayBeTool(content) ? this.#tools.find(bytes) : none;
		const nodePackage = path.endsWith('package.json') ? detectNodePackage(bytes.toString('utf8')) : undefined;
		const secret = content?.kind === 'elf' ? undefined : findSecret(path, bytes, this.#secrets.find(bytes));
		return facts(crc32(bytes), content, nodePackage ? [nodePackage] : detectTools(content, hits), secret);
	}

	/** Too large for a key, a script or a package file: only programs are searched, without holding them. */
	async #scanStream(reader: ByteReader, size: number, mode: number): Promise<FileFacts> {
		const head = await reader.peek(headBytes);
		const content = contentOf(head, mode);
		const search = mayBeTool(content) ? this.#tools.start() : undefined;
		let sum = 0;
		for await (const chunk of reader.chunks(size)) {
			sum = crc32(chunk, sum);
			search?.write(chunk);
		}
		return facts(sum, content, detectTools(content, search?.hits ?? none), undefined);
	}
}

function contentOf(head: Buffer, mode: number): FileContent | undefined {
	return parseElf(head, (mode & 0o111) !== 0) ?? parseScript(head);
}

function facts(
	sum: number,
	content: FileContent | undefined,
	tools: readonly DetectedTool[],
	secret: SecretMatch | undefined,
): FileFacts {
	return {
		crc32: sum,
		...(content === undefined ? {} : { content }),
		tools: tools.length === 0 ? noTools : tools,
		...(secret === undefined ? {} : { secret }),
	};
}
