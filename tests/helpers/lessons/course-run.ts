/** Does what lessons tell to do, in their order, and says where what comes is not what they show. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Experiment, ExperimentStep } from '#lab/experiment.ts';
import type { Lab } from '#lab/schema.ts';
import { experimentFiles, filesIn } from './course-files.ts';
import { type Build, buildsOf, missingBuilds } from './dockerfile-builds.ts';
import type { Piece, ReadLesson } from './read-lesson.ts';
import { hasShape, literally } from './shape.ts';
import type { Came, Workplace } from './workplace.ts';

const checkout = new URL('../../../', import.meta.url);
/** Commands of the course itself, which a session does not have. */
const ownMachine = /^(npx|npm|stagecraft) /;
const theory = 'theory';

/** What of a workplace is needed. */
type Typing = Pick<Workplace, 'write' | 'type' | 'typeInside' | 'onOwnMachine' | 'onEngine'>;

type Of<Kind extends Piece['kind']> = Extract<Piece, { readonly kind: Kind }>;

/** What was typed last, and what came of it. */
interface Typed {
	readonly command: string;
	readonly came: Came;
}

export class CourseRun {
	readonly #place: Typing;
	readonly #labs: readonly Lab[];
	readonly #experiments: readonly Experiment[];
	/** Folders that have their files. */
	readonly #filled = new Set<string>();
	/** Steps of experiments, as `<id>/<step>`. */
	readonly #done = new Set<string>();
	readonly #builds = new Map<string, Build[]>();
	#last: Typed | undefined;

	constructor(place: Typing, labs: readonly Lab[], experiments: readonly Experiment[]) {
		this.#place = place;
		this.#labs = labs;
		this.#experiments = experiments;
	}

	/** Does what one piece of a lesson tells to do. Throws with what was shown, what ran and what came. */
	async follow(lesson: ReadLesson, piece: Piece): Promise<void> {
		switch (piece.kind) {
			case 'fence':
				return await this.#followFence(lesson, piece);
			case 'step':
				return piece.of === 'lab'
					? await this.#labStep(piece.id, piece.step)
					: await this.#experimentStep(piece.id, piece.step);
			case 'file':
				return await this.#buildFile(piece);
		}
	}

	async #followFence(lesson: ReadLesson, { language, info, text }: Of<'fence'>): Promise<void> {
		if (info.notRun !== undefined) return;
		if (info.from !== undefined) return standsIn(info.from, text);
		switch (language) {
			case 'sh':
				if (info.inside) return this.#keep(text, await this.#place.typeInside(text), info.fails);
				if (ownMachine.test(text)) return this.#keep(text, await this.#place.onOwnMachine(text), info.fails);
				return await this.#type(await this.#folderOf(lesson.lab), text, info.fails ? 'failed' : 0);
			case 'text':
				return this.#compare(text);
			case 'dockerfile':
				return await this.#buildFence(lesson, info.file, text);
			default:
				throw new Error(
					`Nobody runs a fence of "${language}", so nobody knows whether it is right. Take it from a file by from=PATH, or say why it cannot be run by not-run="…".`,
				);
		}
	}

	#keep(command: string, came: Came, fails: boolean): void {
		this.#last = { command, came };
		ended(this.#last, fails ? 'failed' : 0, []);
	}

	async #type(
		folder: string,
		command: string,
		exitCode: ExperimentStep['exitCode'],
		shows: readonly string[] = [],
	): Promise<void> {
		this.#last = { command, came: await this.#place.type(folder, command) };
		ended(this.#last, exitCode, shows);
		this.#builds.set(folder, [...(this.#builds.get(folder) ?? []), ...buildsOf(command)]);
	}

	#compare(shown: string): void {
		if (this.#last === undefined) throw new Error('There is no command before this output.');
		if (hasShape(shown, this.#last.came.text)) return;
		throw new Error(report(this.#last, `Shown in the lesson:\n${shown}`));
	}

	/** A whole Dockerfile in a fence: a file of the lab's, or one that stands for itself. */
	async #buildFence(lesson: ReadLesson, file: string | undefined, text: string): Promise<void> {
		if (!/^(#.*\n|ARG .*\n|\s*\n)*FROM /i.test(text)) {
			throw new Error(
				'This is a part of a Dockerfile. Take it from one that is built, by from=PATH, or use <LabFile>.',
			);
		}
		const folder = file === undefined ? theory : await this.#folderOf(lesson.lab);
		const dockerfile = file ?? 'fence.Dockerfile';
		await this.#place.write(folder, new Map([[dockerfile, Buffer.from(`${text}\n`)]]));
		await this.#type(folder, `docker build -f ${dockerfile} .`, 0);
	}

	/** What no lesson has shown of an experiment. */
	async restOf(id: string): Promise<void> {
		const missing = this.#experiment(id).steps.filter((step) => !this.#done.has(`${id}/${step.id}`));
		for (const { id: step } of missing) await this.#experimentStep(id, step);
	}

	/** In the order of the experiment: what comes before a step is done before it, whether a lesson shows it or not. */
	async #experimentStep(id: string, step: string): Promise<void> {
		const experiment = this.#experiment(id);
		for (const each of experiment.steps) {
			if (each.id !== step && this.#done.has(`${id}/${each.id}`)) continue;
			this.#done.add(`${id}/${each.id}`);
			const folder = await this.#fill(id, () => experimentFiles(experiment));
			await this.#typeStep(folder, each);
			if (each.id === step) return;
		}
		throw new Error(`Experiment ${id} has no step ${step}.`);
	}

	async #typeStep(folder: string, { command, exitCode, shows, refused }: ExperimentStep): Promise<void> {
		if (refused === undefined) return await this.#type(folder, command, exitCode, shows);
		this.#last = { command, came: await this.#place.type(folder, command) };
		ended(this.#last, 'failed', [literally(refused)]);
		this.#last = { command, came: await this.#place.onEngine(command) };
		ended(this.#last, exitCode, shows);
	}

	async #labStep(id: string, step: string): Promise<void> {
		const { steps, images, probe } = this.#lab(id);
		const command = steps.find((each) => each.id === step)?.command;
		if (command === undefined) throw new Error(`Lab ${id} has no step ${step}.`);
		const folder = await this.#folderOf(id);
		// Who follows the lesson has written an answer by then. For an app of one's own the course has none.
		const isOfAnswer = buildsOf(command).some(({ dockerfile }) => dockerfile === images.after.dockerfile);
		if (isOfAnswer && probe !== undefined) await this.#place.write(folder, await filesIn(`${id}/solution`));
		await this.#type(folder, command, 0);
	}

	/** Builds the stages of a Dockerfile that no command of the lesson builds. Other files are the commands' own matter. */
	async #buildFile({ of, id, folder, path }: Of<'file'>): Promise<void> {
		if (!/dockerfile$/i.test(path)) return;
		if (of === 'experiment') {
			const experiment = this.#experiment(id);
			const steps = experiment.steps.flatMap(({ command }) => buildsOf(command));
			const place = await this.#fill(id, () => experimentFiles(experiment));
			return await this.#buildRest(place, path, await filesIn(`experiments/${id}/files`), steps);
		}
		const starter = await filesIn(`${id}/starter`);
		const files = new Map([...starter, ...(await filesIn(`${id}/${folder}`))]);
		const place = await this.#fill(`${id}-${folder.replaceAll('/', '-')}`, async () => files);
		await this.#buildRest(place, path, files, []);
	}

	async #buildRest(
		place: string,
		dockerfile: string,
		files: ReadonlyMap<string, Uint8Array>,
		steps: readonly Build[],
	): Promise<void> {
		const text = Buffer.from(files.get(dockerfile) ?? '').toString('utf8');
		for (const { target } of missingBuilds(dockerfile, text, [...steps, ...(this.#builds.get(place) ?? [])])) {
			const stage = target === undefined ? '' : ` --target ${target}`;
			await this.#type(place, `docker build -f ${dockerfile}${stage} .`, 0);
		}
	}

	async #folderOf(lab: string | undefined): Promise<string> {
		return lab === undefined ? theory : await this.#fill(lab, () => filesIn(`${lab}/starter`));
	}

	async #fill(folder: string, files: () => Promise<ReadonlyMap<string, Uint8Array>>): Promise<string> {
		if (!this.#filled.has(folder)) await this.#place.write(folder, await files());
		this.#filled.add(folder);
		return folder;
	}

	#lab(id: string): Lab {
		const found = this.#labs.find((lab) => lab.id === id);
		if (found === undefined) throw new Error(`There is no lab ${id}.`);
		return found;
	}

	#experiment(id: string): Experiment {
		const found = this.#experiments.find((experiment) => experiment.id === id);
		if (found === undefined) throw new Error(`There is no experiment ${id}.`);
		return found;
	}
}

function standsIn(path: string, text: string): void {
	const file = readFileSync(fileURLToPath(new URL(path, checkout)), 'utf8');
	if (!`\n${file}\n`.includes(`\n${text}\n`))
		throw new Error(`${path} does not have these lines, one after the other.`);
}

function ended(typed: Typed, wanted: ExperimentStep['exitCode'], shows: readonly string[]): void {
	const { exitCode, text } = typed.came;
	// A shell in a container that waits was started, which is all that can be told yet.
	const isAsWanted = wanted === 'failed' ? exitCode !== undefined && exitCode !== 0 : (exitCode ?? 0) === wanted;
	if (!isAsWanted) throw new Error(report(typed, `Wanted: exit status ${wanted}. Came: ${exitCode}.`));
	const missing = shows.filter((pattern) => !new RegExp(pattern, 'm').test(text));
	if (missing.length > 0) throw new Error(report(typed, `Wanted in the output:\n${missing.join('\n')}`));
}

function report({ command, came }: Typed, wanted: string): string {
	return `${wanted}\n\nTyped:\n${command}\n\nCame:\n${came.text}`;
}
