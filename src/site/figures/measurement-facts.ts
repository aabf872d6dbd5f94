/** A measurement as a list of names and values, for the page that has all of them. */
import type { Measurement, MeasurementOf } from '#lab/measured.ts';
import type { LessonText } from '../text/en/lesson.ts';

export interface Fact {
	readonly name: string;
	readonly value: string;
}

type Words = Pick<LessonText, 'facts' | 'format'>;

export function measurementFacts(measurement: Measurement, words: Words): readonly Fact[] {
	const { facts } = words;
	const { time, bytes } = writers(words);
	switch (measurement.kind) {
		case 'image':
			return imageFacts(measurement, words);
		case 'build':
			return [
				{ name: facts.time, value: time(measurement.milliseconds) },
				{ name: facts.sent, value: bytes(measurement.contextBytes) },
				{ name: facts.steps, value: stepsText(measurement.steps, words) },
			];
		case 'run':
			return [
				{ name: facts.exitStatus, value: String(measurement.exitCode) },
				{ name: facts.time, value: time(measurement.milliseconds) },
				{ name: facts.printed, value: lastLine(measurement.stdout, words) },
				{ name: facts.error, value: lastLine(measurement.stderr, words) },
			];
		case 'stop':
			return [
				{ name: facts.timeToStop, value: time(measurement.milliseconds) },
				{ name: facts.exitStatus, value: String(measurement.exitCode) },
			];
		case 'paths':
			return Object.entries(measurement.present).map(([name, there]) => ({
				name,
				value: there ? facts.there : facts.notThere,
			}));
		case 'layer-file':
			return [
				{ name: facts.layersWithIt, value: String(measurement.layers) },
				{ name: facts.seen, value: measurement.visible ? facts.yes : facts.no },
			];
		case 'history-text':
			return [{ name: facts.inHistory, value: measurement.found ? facts.yes : facts.no }];
	}
}

function imageFacts(image: MeasurementOf<'image'>, words: Words): readonly Fact[] {
	const { facts } = words;
	const { count, bytes, list } = writers(words);
	return [
		{ name: facts.unpacked, value: bytes(image.unpacked) },
		{ name: facts.transfer, value: bytes(image.transfer) },
		{ name: facts.engine, value: bytes(image.engine) },
		{ name: facts.files, value: count(image.files) },
		{ name: facts.programs, value: count(image.executables) },
		{ name: facts.packages, value: count(image.packages) },
		{ name: facts.otherRights, value: count(image.setuid) },
		{ name: facts.shells, value: list(image.shells) },
		{ name: facts.packageManagers, value: list(image.packageManagers) },
		{ name: facts.buildTools, value: list(image.buildTools) },
	];
}

function stepsText(steps: MeasurementOf<'build'>['steps'], { facts }: Words): string {
	const cached = steps.filter((step) => step.cached).length;
	return facts.stepCount(steps.length - cached, cached);
}

function lastLine(text: string, { facts }: Words): string {
	return text.trim() === '' ? facts.nothing : (text.trim().split('\n').at(-1) ?? '');
}

function writers({ facts, format }: Words) {
	return {
		count: format.count,
		bytes: (value: number) => `${format.bytes(value)} (${format.exactBytes(value)})`,
		time: (value: number) => `${format.duration(value)} (${format.count(value)} ms)`,
		list: (values: readonly string[]) => (values.length === 0 ? facts.none : values.join(', ')),
	};
}
