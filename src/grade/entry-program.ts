/** What an image starts, by its configuration and its files. */
import type { FileEntry, ImageAnalysis } from '#image/analysis.ts';
import { FileIndex } from './file-index.ts';

export interface EntryProgram {
	/** `none`: neither ENTRYPOINT nor CMD. `shell`: `/bin/sh -c …`. */
	readonly form: 'exec' | 'shell' | 'none';
	/** The program as the configuration names it, e.g. `/calculator` or `python`; `''` when there is none. */
	readonly name: string;
	/** Its file; absent when the image does not have it. */
	readonly file?: FileEntry;
	/** The shell of the shell form is missing in the image. */
	readonly shellMissing: boolean;
	/** The loader or interpreter that the program needs and the image does not have. */
	readonly missingInterpreter?: string;
}

/** Where a program without `/` is looked for when the image sets no PATH (the engine's default). */
const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function entryProgram(analysis: ImageAnalysis): EntryProgram {
	const words = [...analysis.config.entrypoint, ...analysis.config.cmd];
	const [first = '', second, script = ''] = words;
	if (first === '') return { form: 'none', name: '', shellMissing: false };
	const index = new FileIndex(analysis);
	const folders = searchPath(analysis.config.env);
	const isShell = second === '-c' && /(^|\/)(ba|da|a|z|k)?sh$/.test(first);
	const name = isShell ? firstCommand(script) : first;
	const file = locate(index, name, analysis.config.workdir, folders);
	const missingInterpreter = file === undefined ? undefined : lacking(index, file, folders);
	return {
		form: isShell ? 'shell' : 'exec',
		name,
		shellMissing: isShell && locate(index, first, analysis.config.workdir, folders) === undefined,
		...(file === undefined ? {} : { file }),
		...(missingInterpreter === undefined ? {} : { missingInterpreter }),
	};
}

/** The program of a shell command: assignments and `exec` before it are skipped. */
function firstCommand(script: string): string {
	const words = script.trim().split(/\s+/);
	return words.find((word) => word !== 'exec' && !/^\w+=/.test(word)) ?? '';
}

function locate(index: FileIndex, name: string, workdir: string, folders: readonly string[]): FileEntry | undefined {
	if (name.startsWith('/')) return index.find(name);
	if (name.includes('/')) return index.find(`${workdir}/${name}`);
	return name === '' ? undefined : index.findInPath(name, folders);
}

function lacking(index: FileIndex, file: FileEntry, folders: readonly string[]): string | undefined {
	const interpreter = file.content?.kind === 'accounts' ? undefined : file.content?.interpreter;
	if (interpreter === undefined) return undefined;
	const found = interpreter.startsWith('/') ? index.find(interpreter) : index.findInPath(interpreter, folders);
	return found === undefined ? interpreter : undefined;
}

function searchPath(env: readonly string[]): readonly string[] {
	const set = env.findLast((entry) => entry.startsWith('PATH='))?.slice('PATH='.length);
	return (set ?? defaultPath).split(':').filter((folder) => folder !== '');
}
