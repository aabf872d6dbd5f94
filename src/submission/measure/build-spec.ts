/** What the measuring command builds: a lab's reference answers and the builds of experiments, with their files in memory. */
import { posix, relative, sep } from 'node:path';
import type { DockerfileAnalysis } from '#dockerfile/analysis.ts';
import { parseDockerfile } from '#dockerfile/parse.ts';
import { type MemoryFile, memoryContext } from '#engine/client/memory-context.ts';
import type { BuildContext } from '#engine/engine.ts';
import { UserError } from '#errors';
import type { LabFile } from '#lab/read-folder.ts';

export interface BuildSpec {
	/** As a page names it, e.g. `labs/go/starter`. */
	readonly folder: string;
	readonly dockerfile: string;
	readonly target?: string;
	/** Everything that lies in the folder of the build context, `.dockerignore` included. */
	readonly files: readonly LabFile[];
	readonly dockerfileText: string;
	readonly analysis: DockerfileAnalysis;
	readonly ignoreText?: string;
	/** References as the Dockerfile writes them, each once, and as the engine's policy takes them. */
	readonly bases: readonly { readonly written: string; readonly normalised: string }[];
	readonly secrets: ReadonlyMap<string, Uint8Array>;
}

export interface SpecInput {
	readonly checkout: string;
	readonly dir: string;
	/** Files of `dir`. */
	readonly files: readonly LabFile[];
	/** Relative to `dir`. */
	readonly dockerfile: string;
	/** Folder of the build context, relative to `dir`. */
	readonly context?: string;
	readonly target?: string | undefined;
	readonly platform: string;
	readonly secrets?: readonly { readonly id: string; readonly file: string }[];
}

const text = (file: LabFile | undefined): string | undefined => file && Buffer.from(file.bytes).toString('utf8');

/** Throws UserError `lab-invalid` for a file that is not there. */
export function buildSpec(input: SpecInput): BuildSpec {
	const { files, dockerfile, target, platform } = input;
	const find = (path: string) => files.find((file) => file.path === path);
	const need = (path: string): LabFile => {
		const found = find(path);
		if (found !== undefined) return found;
		throw new UserError('lab-invalid', `There is no ${path} in ${input.dir}.`, 'Correct the name, or add the file.');
	};
	const dockerfileText = text(need(dockerfile)) ?? '';
	const analysis = parseDockerfile(dockerfileText, { platform, target });
	const context = posix.normalize(input.context ?? '.');
	const prefix = context === '.' ? '' : `${context}/`;
	const inside = files.filter(({ path }) => path.startsWith(prefix));
	const ignoreText = text(find(`${dockerfile}.dockerignore`) ?? find(`${prefix}.dockerignore`));
	const written = new Map(analysis.externalImages.map(({ reference, resolved }) => [resolved, reference]));
	return {
		folder: relative(input.checkout, input.dir).replaceAll(sep, '/'),
		dockerfile,
		...(target !== undefined && { target }),
		files: inside.map((file) => ({ ...file, path: file.path.slice(prefix.length) })),
		dockerfileText,
		analysis,
		...(ignoreText !== undefined && { ignoreText }),
		bases: [...written].map(([resolved, normalised]) => ({ written: resolved, normalised })),
		secrets: new Map((input.secrets ?? []).map(({ id, file }) => [id, need(file).bytes])),
	};
}

/** The build context, with other bytes in one file: what an editor does between two builds. */
export function contextOf(
	{ files }: BuildSpec,
	edited?: { readonly path: string; readonly bytes: Uint8Array },
): BuildContext {
	const entries = files.map(({ path, bytes, mode }): [string, MemoryFile] => [
		path,
		{ content: path === edited?.path ? edited.bytes : bytes, mode },
	]);
	return memoryContext(Object.fromEntries(entries));
}
