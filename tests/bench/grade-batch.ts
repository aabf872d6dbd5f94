/**
 * `node tests/bench/grade-batch.ts [--labs go] [--count 20]`: a class of distinct submissions graded by the command, beside
 * a shell loop that does the same builds and runs with the Docker client, one after the other.
 */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openEngine } from '#engine/open.ts';
import { hasProgram, type ProgramLab } from '#lab/lab-folder.ts';
import { loadLabs } from '#lab/load.ts';
import { testDataDir } from '../helpers/data-dir.ts';
import { DockerCli } from '../helpers/docker-cli.ts';
import { TempFolder } from '../helpers/temp-folder.ts';
import { type MeasuredRun, measuredRun } from './measured-run.ts';

/** The command's wall time beside the loop's. */
const maxRatio = 0.6;

/** Bytes of memory that the command may take, however many submissions there are. */
const maxMemory = 400 * 1024 * 1024;

const root = new URL('../../', import.meta.url).pathname;

/** Copies of the reference solution, each with another comment in its source: nothing of one build helps another. */
async function writeClass(folder: TempFolder, { lab, dir }: ProgramLab, count: number): Promise<string> {
	const comment = lab.marker.file.endsWith('.py') ? '#' : '//';
	for (let index = 0; index < count; index += 1) {
		const to = folder.join(lab.id, `learner-${index}`);
		await cp(join(dir, 'solution'), to, { recursive: true });
		const source = join(to, lab.marker.file);
		await writeFile(source, `${await readFile(source, 'utf8')}${comment} learner ${index} ${Date.now()}\n`);
	}
	return folder.join(lab.id);
}

/** Build, run every case, stop, change the marker, build and run again, as the judge does; caches parted as the judge parts them. */
function loop(docker: string, { lab }: ProgramLab, folder: string): string {
	const drawn = lab.probe.draw(Math.random);
	const cases = drawn.length;
	const build = `${docker} build -q --build-arg BUILDKIT_CACHE_MOUNT_NS=$name -t bench-loop "$submission" >/dev/null || exit 1`;
	const runs = Array.from(
		{ length: cases },
		() => `echo '2 + 3' | ${docker} run --rm -i --network none bench-loop >/dev/null`,
	);
	return [
		'#!/bin/sh',
		`for submission in ${folder}/*/; do`,
		'name=$(basename $submission)-$$',
		build,
		...runs,
		`id=$(${docker} run -d -i --network none bench-loop); ${docker} stop -t 3 $id >/dev/null; ${docker} rm -f $id >/dev/null`,
		`sed -i 's/${lab.marker.value}/changed-$$/' "$submission/${lab.marker.file}"`,
		build,
		`echo | ${docker} run --rm -i --network none bench-loop ${lab.marker.args.join(' ')} >/dev/null`,
		`${docker} rmi -f bench-loop >/dev/null`,
		'done',
		'',
	].join('\n');
}

function figures(name: string, run: MeasuredRun, count: number): string {
	const seconds = run.milliseconds / 1000;
	const memory = Math.round(run.peakBytes / 1024 / 1024);
	return `${name}: ${seconds.toFixed(1)} s, ${(seconds / count).toFixed(2)} s each, peak ${memory} MiB`;
}

const { values } = parseArgs({
	options: {
		labs: { type: 'string', default: 'go' },
		count: { type: 'string', default: '20' },
		jobs: { type: 'string' },
	},
});
const count = Number(values.count);
await using engine = await openEngine({ dataDir: testDataDir(), env: process.env });
for (const loaded of await loadLabs(join(root, 'labs'))) {
	if (!hasProgram(loaded) || !values.labs.split(',').includes(loaded.lab.id)) continue;
	await using folder = await TempFolder.create();
	const path = await writeClass(folder, loaded, count);
	await using cli = await DockerCli.create(engine.facts.address.replace(/^unix:\/\//, ''));
	const docker = cli.line([]).flat().join(' ');
	await folder.write({ 'loop.sh': loop(docker, loaded, path) });
	const command = ['src/cli/main.ts', 'grade', loaded.lab.id, '--each', path, '--out', folder.join('class.json')];
	const jobs = values.jobs === undefined ? [] : ['--jobs', values.jobs];
	const graded = await measuredRun(process.execPath, [...command, ...jobs, '--data', testDataDir()]);
	console.log(figures(`${loaded.lab.id}, graded`, graded, count));
	const looped = await measuredRun('/bin/sh', [folder.join('loop.sh')]);
	console.log(figures(`${loaded.lab.id}, shell loop`, looped, count));
	const ratio = graded.milliseconds / looped.milliseconds;
	const isGood = ratio <= maxRatio && graded.peakBytes <= maxMemory;
	console.log(`${loaded.lab.id}: ratio ${ratio.toFixed(2)} (limit ${maxRatio})${isGood ? '' : ', beyond its limits'}`);
	if (!isGood) process.exitCode = 1;
}
