/** Whether the folder of a lab holds what its file says. */
import { type LoadedLab, solutionFiles, starterFiles, variants } from './lab-folder.ts';
import type { LabFile } from './read-folder.ts';
import { checkId, type Lab } from './schema.ts';
import { wrongAnswers } from './wrong-answers.ts';

/** One sentence for each thing that does not fit; empty when the lab is in order. */
export async function labProblems(loaded: LoadedLab): Promise<readonly string[]> {
	const { lab } = loaded;
	const [starter, solution, others, wrong] = await Promise.all([
		starterFiles(loaded),
		solutionFiles(loaded),
		variants(loaded),
		wrongAnswers(loaded),
	]);
	const checkIds = lab.checks.map(checkId);
	return [
		...folderProblems(lab, 'starter', starter),
		// Nobody can solve a task that the learner sets.
		...(lab.probe === undefined ? [] : folderProblems(lab, 'solution', solution)),
		...others.flatMap(({ name, files }) => overlayProblems(`variants/${name}`, solution, files)),
		...wrong.flatMap(({ name, files }) => overlayProblems(`wrong/${name}`, solution, files)),
		...wrong.flatMap(({ name, fails }) =>
			fails
				.filter(({ check }) => !checkIds.includes(check))
				.map(({ check }) => `wrong/${name}/expect.json names ${check}, which is no check of the lab.`),
		),
	];
}

function folderProblems(lab: Lab, folder: string, files: readonly LabFile[]): readonly string[] {
	const paths = files.map((file) => file.path);
	const listed = lab.files.map((file) => file.path);
	const isWhole = folder === 'solution' || lab.probe === undefined;
	const images = Object.values(lab.images).filter((image) => image.from === folder || isWhole);
	return [
		...listed.filter((path) => !paths.includes(path)).map((path) => `${folder}/${path} is listed and not there.`),
		...paths.filter((path) => !listed.includes(path)).map((path) => `${folder}/${path} is there and not listed.`),
		...images
			.filter((image) => !paths.includes(image.dockerfile))
			.map((image) => `${folder}/${image.dockerfile} is the Dockerfile of ${image.tag} and not there.`),
		...markerProblems(lab, folder, files),
		...files
			.filter(asksForFrontEnd)
			.map((file) => `${folder}/${file.path} has a # syntax= line, which needs a registry.`),
	];
}

function markerProblems(lab: Lab, folder: string, files: readonly LabFile[]): readonly string[] {
	const { marker } = lab;
	if (marker === undefined) return [];
	const file = files.find(({ path }) => path === marker.file);
	if (file !== undefined && text(file).includes(marker.value)) return [];
	return [`${folder}/${marker.file} does not hold the marker ${marker.value}.`];
}

/** An answer that changes nothing is the solution itself. */
function overlayProblems(folder: string, solution: readonly LabFile[], files: readonly LabFile[]): readonly string[] {
	const same = files.filter((file) => {
		const original = solution.find(({ path }) => path === file.path);
		return original !== undefined && text(original) === text(file);
	});
	const missing = files.length === 0 ? [`${folder} has no file that differs from the solution.`] : [];
	return [...missing, ...same.map((file) => `${folder}/${file.path} is the same as in the solution.`)];
}

function asksForFrontEnd(file: LabFile): boolean {
	return /(^|\/|\.)dockerfile$/i.test(file.path) && /^#\s*syntax\s*=/im.test(text(file));
}

function text(file: LabFile): string {
	return new TextDecoder().decode(file.bytes);
}
