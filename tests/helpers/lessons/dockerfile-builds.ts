/** Which stages of a Dockerfile a command builds, and which are left over. */
import { parseDockerfile } from '#dockerfile/parse.ts';

/** Of `docker build -f FILE --target STAGE …`. */
export interface Build {
	readonly dockerfile: string;
	readonly target: string | undefined;
}

/** All builds of a command. */
export function buildsOf(command: string): readonly Build[] {
	return [...command.matchAll(/\bdocker (?:buildx )?build\b([^&|;\n]*)/g)].map(([, options = '']) => ({
		dockerfile: /(?:^|\s)(?:-f|--file)[ =](\S+)/.exec(options)?.[1] ?? 'Dockerfile',
		target: /(?:^|\s)--target[ =](\S+)/.exec(options)?.[1],
	}));
}

/** Builds that together with those already run reach every stage of a Dockerfile; none when all are reached. */
export function missingBuilds(dockerfile: string, text: string, run: readonly Build[]): readonly Build[] {
	const { stages } = parseDockerfile(text);
	const names = stages.map(({ name }) => name);
	const reachedBy = (target: string | undefined): readonly number[] =>
		parseDockerfile(text, target === undefined ? {} : { target }).reachable;
	const reached = new Set(
		run.filter((each) => each.dockerfile === dockerfile).flatMap(({ target }) => reachedBy(target)),
	);
	const missing: Build[] = [];
	// From the end: a stage brings along those that it is made from.
	for (const [index, name] of [...names.entries()].reverse()) {
		if (reached.has(index)) continue;
		const target = index === names.length - 1 ? undefined : (name ?? String(index));
		missing.push({ dockerfile, target });
		for (const each of reachedBy(target)) reached.add(each);
	}
	return missing;
}
