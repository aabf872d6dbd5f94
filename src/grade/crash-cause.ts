/** Why a program ended at once, from the end of its log and from what the image holds. */
import type { FileEntry } from '#image/analysis.ts';
import { startCommand } from './dockerfile-places.ts';
import { type Facts, inDockerfile, type Place } from './rule.ts';

export interface CrashCause {
	/** The line of the log that tells it. */
	readonly said: string;
	readonly hint: string;
	readonly place: Place;
}

interface Pattern {
	readonly pattern: RegExp;
	/** Undefined when it turns out to be something else. */
	readonly hint: (facts: Facts, match: RegExpExecArray) => string | undefined;
}

/** The most telling first. */
const patterns: readonly Pattern[] = [
	{ pattern: /can't open file '([^']+)'.*/, hint: (facts, [, path = '']) => missingScript(facts, path) },
	{ pattern: /Cannot find module '(\/[^']+)'.*/, hint: (facts, [, path = '']) => missingScript(facts, path) },
	{
		pattern: /Cannot find (?:module|package) '([^'./][^']*)'.*/,
		hint: (facts, [, name = '']) => nodePackage(facts, name),
	},
	{
		pattern: /(?:ModuleNotFoundError: )?No module named '?([\w.]+)'?.*/,
		hint: (facts, [, name = '']) => pythonModule(facts, name),
	},
	{
		pattern: /.*(?:PermissionError|EACCES|[Pp]ermission denied).*/,
		hint: ({ evidence }) =>
			`The user of the image, ${evidence.images.after?.analysis.config.user || 'root'}, may not read or write this. Copy it with COPY --chown, or let the program write to /tmp.`,
	},
	{
		// As Go, Node and Python name a file that they open.
		pattern:
			/.*(?:\bopen '?(\/[^\s':]+)'?: no such file|ENOENT: no such file or directory, \w+ '(\/[^']+)'|No such file or directory: '(\/[^']+)').*/,
		hint: (facts, [, go, node, python]) => missingFile(facts, go ?? node ?? python ?? ''),
	},
	{
		pattern: /error while loading shared libraries: (\S+):.*/,
		hint: (_facts, [, library = '']) =>
			`The library ${library} stayed in the build stage. Take a final base that has it, or a package that needs no library of the system.`,
	},
];

/** The last words of a program stand at the end. The log is the learner's, and expressions take long on endless lines. */
const lastLines = 60;
const lineCharacters = 500;

export function crashCause(facts: Facts, log: string): CrashCause | undefined {
	const lines = log.split('\n').slice(-lastLines);
	const end = lines.map((line) => line.slice(0, lineCharacters)).join('\n');
	for (const { pattern, hint } of patterns) {
		const match = pattern.exec(end);
		const text = match === null ? undefined : hint(facts, match);
		if (match !== null && text !== undefined) {
			return { said: match[0].trim(), hint: text, place: inDockerfile(facts, startCommand(facts)) };
		}
	}
	return undefined;
}

function missingScript(facts: Facts, path: string): string {
	const name = path.slice(path.lastIndexOf('/') + 1);
	if (/^(node|nodejs|python[\d.]*)$/.test(name)) {
		return `The entry point of the base is ${name} already, so that ${name} is taken for the script to run. Leave it out of CMD.`;
	}
	const found = find(facts, (file) => file.path.endsWith(`/${name}`) && !isInstalled(file.path));
	if (found !== undefined) return `The image has /${found.path}. Name this path in the start command.`;
	return `The image has no ${path}. Copy it into the final stage, to the path that the start command names.`;
}

function missingFile(facts: Facts, path: string): string {
	const name = path.slice(path.lastIndexOf('/') + 1);
	const found = find(facts, (file) => file.path.endsWith(`/${name}`) && !isInstalled(file.path));
	return found === undefined
		? `The image has no ${path}. Copy it there from the stage that makes it, or from your files.`
		: `The image has /${found.path}. Copy it to ${path}, or tell the program where it is.`;
}

function nodePackage(facts: Facts, name: string): string {
	const parts = name.split('/');
	const folder = `node_modules/${parts.slice(0, name.startsWith('@') ? 2 : 1).join('/')}`;
	const found = find(facts, ({ path }) => path.endsWith(`${folder}/package.json`));
	if (found !== undefined) {
		const where = found.path.slice(0, -`${folder}/package.json`.length);
		return `The image has it in /${where}node_modules, and Node looks in node_modules beside the program and above it. Copy it there.`;
	}
	return `The package ${name} is not in the image. Copy node_modules from the stage that installs it: COPY --from=… /app/node_modules ./node_modules. It has to be among the dependencies of package.json, not the devDependencies.`;
}

function pythonModule(facts: Facts, name: string): string {
	const top = name.split('.')[0] ?? name;
	const ending = new RegExp(`(^|/)${top}(/__init__)?\\.py$`);
	const found = find(facts, ({ path }) => ending.test(path));
	if (found === undefined) {
		return facts.evidence.files.some(({ path }) => path === `${top}.py`)
			? `${top}.py is not in the image. Copy it into the final stage.`
			: `The package ${top} is not in the image. Copy the folder that pip installs to from the build stage.`;
	}
	const folder = `/${found.path.replace(ending, '')}`;
	if (isInstalled(found.path)) {
		return `The image has it in ${folder}, where this Python does not look. Write ENV PYTHONPATH=${folder} in the final stage.`;
	}
	return `The image has /${found.path}. Write WORKDIR ${folder} in the final stage.`;
}

function isInstalled(path: string): boolean {
	return /(^|\/)(site-packages|dist-packages|node_modules|packages|deps)\//.test(path);
}

function find(facts: Facts, wanted: (file: FileEntry) => boolean): FileEntry | undefined {
	return facts.evidence.images.after?.analysis.files.find((file) => file.type === 'file' && wanted(file));
}
