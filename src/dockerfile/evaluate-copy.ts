/** COPY and ADD with variables replaced. */
import type { Copy } from './analysis.ts';
import { heredocMarker } from './heredoc.ts';
import { destinationPath } from './paths.ts';
import type { RawInstruction } from './raw-instruction.ts';
import type { Source } from './sources.ts';

/** `replace` gives a text with its variables replaced. */
export function evaluateCopy(
	instruction: RawInstruction,
	source: Source,
	workdir: string | undefined,
	replace: (text: string) => string,
): Copy {
	const destination = replace(instruction.args.at(-1) ?? '');
	const written = instruction.args.slice(0, -1);
	const heredocs = written.filter((arg) => !instruction.json && heredocMarker(arg) !== undefined);
	const sources = written.map((arg) => (heredocs.includes(arg) ? (heredocMarker(arg)?.name ?? arg) : replace(arg)));
	const flag = (name: string) => instruction.flags.find((each) => each.name === name);
	const chown = flag('chown')?.value;
	const chmod = flag('chmod')?.value;
	const path = destinationPath(workdir, destination);
	const link = flag('link');
	return {
		keyword: instruction.keyword === 'ADD' ? 'ADD' : 'COPY',
		line: instruction.line,
		endLine: instruction.endLine,
		from: kindOf(instruction, source, sources, heredocs.length),
		...(source.stageIndex === undefined ? {} : { stageIndex: source.stageIndex }),
		...(source.reference === undefined ? {} : { reference: source.reference }),
		...(source.asWritten === undefined ? {} : { fromAsWritten: source.asWritten }),
		sources,
		destination,
		...(path === undefined ? {} : { destinationPath: path }),
		link: link !== undefined && link.value.toLowerCase() !== 'false',
		...(chown === undefined ? {} : { chown: replace(chown) }),
		...(chmod === undefined ? {} : { chmod: replace(chmod) }),
		excludes: instruction.flags.flatMap((each) => (each.name === 'exclude' ? [each.value] : [])),
	};
}

function kindOf(
	instruction: RawInstruction,
	source: Source,
	sources: readonly string[],
	heredocs: number,
): Copy['from'] {
	if (heredocs === sources.length) return 'heredoc';
	if (source.kind === 'stage' || source.kind === 'image') return source.kind;
	if (source.kind !== 'context') return 'unknown';
	const remote = instruction.keyword === 'ADD' && sources.every((path) => remoteKind(path) !== undefined);
	return remote ? 'remote' : 'context';
}

/** What ADD fetches over the network (BuildKit: util/gitutil and isHTTPSource); undefined for a path. */
export function remoteKind(source: string): 'http' | 'git' | undefined {
	if (/^(?:git|ssh):\/\//.test(source) || /^[a-zA-Z0-9_.-]+@[a-zA-Z0-9_.-]+:/.test(source)) return 'git';
	if (!/^https?:\/\//.test(source)) return undefined;
	return /\.git$/.test(source.split(/[#?]/, 1)[0] ?? '') ? 'git' : 'http';
}
