/** A class of distinct submissions of the labs, and the shell loop that does the same builds and runs with the Docker client. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProgramLab } from '#lab/lab-folder.ts';
import { quoted } from '#session/workspace/run-command.ts';
import type { TempFolder } from '../helpers/temp-folder.ts';

/** Copies of the reference solution, each with another comment in its source: nothing of one build helps another. */
export async function writeClass(folder: TempFolder, { lab, dir }: ProgramLab, count: number): Promise<string> {
	const comment = lab.marker.file.endsWith('.py') ? '#' : '//';
	for (let index = 0; index < count; index += 1) {
		const to = folder.join(lab.id, `learner-${String(index).padStart(3, '0')}`);
		await cp(join(dir, 'solution'), to, { recursive: true });
		const source = join(to, lab.marker.file);
		await writeFile(source, `${await readFile(source, 'utf8')}${comment} learner ${index} ${Date.now()}\n`);
	}
	return folder.join(lab.id);
}

/**
 * For each folder: build, try, stop, change the marker, build and try again, as the judge does. The first build takes nothing
 * from the cache, since the judge gives each submission a cache of its own; the second takes what the first left.
 */
export function shellLoop(docker: string, { lab }: ProgramLab, folder: string): string {
	const seconds = Math.max(...lab.checks.map((check) => (check.kind === 'stops-cleanly' ? check.stopSeconds : 0)));
	const build = (options: string) =>
		`${docker} build -q ${options} --build-arg BUILDKIT_CACHE_MOUNT_NS=$name -t bench-loop "$submission" >/dev/null || exit 1`;
	const { tries, stop, again } = lab.probe.kind === 'stdio' ? stdioRuns(docker, lab) : httpRuns(docker, lab);
	return [
		'#!/bin/sh',
		`for submission in ${folder}/*/; do`,
		'name=$(basename $submission)-$$',
		build('--no-cache'),
		...tries,
		...stop(seconds),
		`sed -i 's/${lab.marker.value}/changed-$$/' "$submission/${lab.marker.file}"`,
		build(''),
		...again,
		`${docker} rmi -f bench-loop >/dev/null`,
		'done',
		'',
	].join('\n');
}

interface Runs {
	readonly tries: readonly string[];
	readonly stop: (seconds: number) => readonly string[];
	/** After the rebuild. */
	readonly again: readonly string[];
}

/** A container for each case, one that is stopped, one that tells the marker. */
function stdioRuns(docker: string, { probe, marker }: ProgramLab['lab']): Runs {
	const run = `${docker} run --rm -i --network none bench-loop`;
	return {
		tries: probe.draw(Math.random).map(() => `echo '2 + 3' | ${run} >/dev/null`),
		stop: (seconds) => [
			`id=$(${docker} run -d -i --network none bench-loop)`,
			`${docker} stop -t ${seconds} $id >/dev/null; ${docker} rm -f $id >/dev/null`,
		],
		again: [`printf '%s' '${marker.stdin ?? ''}' | ${run} ${marker.args.join(' ')} >/dev/null`],
	};
}

/** One container that is asked everything, one that is stopped, one that tells the marker. */
function httpRuns(docker: string, { probe, marker }: ProgramLab['lab']): Runs {
	const paths = probe.kind === 'http' ? probe.draw(Math.random).map(({ path }) => path) : [];
	const port = probe.kind === 'http' ? probe.port : 0;
	const program = marker.file.endsWith('.py')
		? [
				'python',
				'-c',
				`import sys, urllib.request as u; print(u.urlopen("http://127.0.0.1:${port}" + sys.argv[1]).read())`,
			]
		: ['node', '-e', `fetch("http://127.0.0.1:${port}" + process.argv[1]).then((a) => a.text()).then(console.log)`];
	const ask = (path: string) =>
		`${docker} exec $id ${program[0]} ${program[1]} '${program[2]}' ${quoted(path)} >/dev/null 2>&1`;
	const page = marker.path ?? '/';
	const start = [`id=$(${docker} run -d --network none bench-loop)`, `until ${ask(page)}; do :; done`];
	const end = `${docker} rm -f $id >/dev/null`;
	return {
		tries: [...start, ...paths.map((path) => `${ask(path)} || :`), end],
		stop: (seconds) => [...start, `${docker} stop -t ${seconds} $id >/dev/null`, end],
		again: [...start, end],
	};
}
