/** A measurement as a list of names and values, for the page that has all of them. */

import type { Measurement, MeasurementOf } from '#lab/measured.ts';
import { durationText, exactSizeText, sizeText } from '#protocol/size-text.ts';

export interface Fact {
	readonly name: string;
	readonly value: string;
}

const bytes = (value: number) => `${sizeText(value)} (${exactSizeText(value)})`;
const time = (value: number) => `${durationText(value)} (${value.toLocaleString('en-US')} ms)`;
const list = (values: readonly string[]) => (values.length === 0 ? 'none' : values.join(', '));

export function measurementFacts(measurement: Measurement): readonly Fact[] {
	switch (measurement.kind) {
		case 'image':
			return imageFacts(measurement);
		case 'build':
			return [
				{ name: 'time', value: time(measurement.milliseconds) },
				{ name: 'sent to the build', value: bytes(measurement.contextBytes) },
				{ name: 'steps', value: stepsText(measurement.steps) },
			];
		case 'run':
			return [
				{ name: 'exit status', value: String(measurement.exitCode) },
				{ name: 'time', value: time(measurement.milliseconds) },
				{ name: 'printed', value: lastLine(measurement.stdout) },
				{ name: 'error', value: lastLine(measurement.stderr) },
			];
		case 'stop':
			return [
				{ name: 'time to stop', value: time(measurement.milliseconds) },
				{ name: 'exit status', value: String(measurement.exitCode) },
			];
		case 'paths':
			return Object.entries(measurement.present).map(([name, there]) => ({
				name,
				value: there ? 'there' : 'not there',
			}));
		case 'layer-file':
			return [
				{ name: 'layers that hold it', value: String(measurement.layers) },
				{ name: 'seen by a container', value: measurement.visible ? 'yes' : 'no' },
			];
		case 'history-text':
			return [{ name: 'found in the history', value: measurement.found ? 'yes' : 'no' }];
	}
}

function imageFacts(image: MeasurementOf<'image'>): readonly Fact[] {
	return [
		{ name: 'unpacked', value: bytes(image.unpacked) },
		{ name: 'transfer', value: bytes(image.transfer) },
		{ name: 'engine', value: bytes(image.engine) },
		{ name: 'files', value: image.files.toLocaleString('en-US') },
		{ name: 'programs', value: image.executables.toLocaleString('en-US') },
		{ name: 'packages', value: image.packages.toLocaleString('en-US') },
		{ name: 'with the rights of others', value: image.setuid.toLocaleString('en-US') },
		{ name: 'shells', value: list(image.shells) },
		{ name: 'package managers', value: list(image.packageManagers) },
		{ name: 'build tools', value: list(image.buildTools) },
	];
}

function stepsText(steps: MeasurementOf<'build'>['steps']): string {
	const cached = steps.filter((step) => step.cached).length;
	return `${steps.length - cached} run, ${cached} from the cache`;
}

const lastLine = (text: string) => (text.trim() === '' ? 'nothing' : (text.trim().split('\n').at(-1) ?? ''));
