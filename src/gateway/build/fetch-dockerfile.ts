import { dockerfileBytes } from '#engine/buildkit/builder.ts';
import { GrpcError, grpcCode } from '#engine/buildkit/grpc-status.ts';
import type { DockerfileRefusal } from '../options.ts';
import { type DockerfileText, sourceDetail } from './build-failure.ts';
import type { CommandSession } from './command-session.ts';
import { buildLimits, buildTimes } from './limits.ts';
import { FileReceiver, fileAt } from './receive-files.ts';
import { malformed, tooMuch } from './refusal.ts';

/** A Dockerfile that may be built, with the `.dockerignore` of its own when there is one. */
export interface FetchedDockerfile extends DockerfileText {
	readonly ignore?: Buffer;
}

/** A Dockerfile that may not be built, in words and with its marked line. */
export class DockerfileRefused extends GrpcError {}

/** Where a docker command keeps the Dockerfile. */
export interface DockerfilePlace {
	/** The command's name of the folder. */
	readonly folder: string;
	readonly name: string;
}

/**
 * Fetches the Dockerfile from a docker command, as the engine would do it, and asks whether it may be built. The engine gets
 * this text and no other.
 *
 * @throws GrpcError with the sentence and the marked line.
 */
export async function fetchDockerfile(
	session: CommandSession,
	{ folder, name }: DockerfilePlace,
	inspect: (text: string) => DockerfileRefusal | undefined,
	signal: AbortSignal,
): Promise<FetchedDockerfile> {
	const limit = AbortSignal.any([signal, AbortSignal.timeout(buildTimes.dockerfileMilliseconds)]);
	// In small letters it counts as well: https://github.com/moby/moby/issues/10858
	const spellings = name === 'Dockerfile' ? [name, name.toLowerCase()] : [name];
	const call = session.openFiles({ 'dir-name': folder, followpaths: [...spellings, `${name}.dockerignore`] }, limit);
	const entries = await new FileReceiver(call, {
		entries: buildLimits.dockerfileEntries,
		bytes: dockerfileBytes + buildLimits.ignoreBytes,
	}).receive();
	const content = spellings.map((spelling) => fileAt(entries, spelling)).find((found) => found !== undefined);
	if (content === undefined) {
		const words = `failed to read dockerfile: open ${name}: no such file or directory`;
		throw new GrpcError(grpcCode.unknown, words);
	}
	const text = textOf(content, name);
	const refusal = inspect(text);
	if (refusal !== undefined) throw refusalOf(refusal, { name, text });
	const ignore = fileAt(entries, `${name}.dockerignore`);
	return { name, text, ...(ignore && { ignore }) };
}

function textOf(content: Buffer, name: string): string {
	if (content.length > dockerfileBytes) {
		throw tooMuch(`${name} has ${content.length} bytes; a Dockerfile may have ${dockerfileBytes} here.`);
	}
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
	} catch {
		throw malformed(`${name} is not a text in UTF-8.`);
	}
}

function refusalOf({ message, line }: DockerfileRefusal, { name, text }: DockerfileText): DockerfileRefused {
	if (line === undefined) return new DockerfileRefused(grpcCode.unknown, `${name}: ${message}`);
	const detail = sourceDetail(name, text, [{ start: { line }, end: { line } }]);
	return new DockerfileRefused(grpcCode.unknown, `${name}:${line}: ${message}`, [detail]);
}
