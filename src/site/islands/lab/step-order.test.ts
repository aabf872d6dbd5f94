import { expect, it } from 'vitest';
import type { StepView } from './job-view.ts';
import { inReadingOrder } from './step-order.ts';

const view = (image: StepView['image'], name: string): StepView => ({
	key: `${image}:${name}`,
	image,
	step: { id: name, name, status: 'done', cached: false, milliseconds: 1 },
	since: 0,
	log: '',
	logCut: false,
});

it('reads stage by stage and number by number, whatever order the engine has', () => {
	const told = [
		view('before', '[internal] load build definition'),
		view('before', '[4/5] COPY . .'),
		view('before', '[2/5] RUN apt-get update'),
		view('before', 'exporting to image'),
		view('before', '[1/5] FROM debian'),
		view('after', '[build 10/11] RUN go build'),
		view('after', '[stage-1 1/1] COPY --from=build'),
		view('after', '[build 2/11] WORKDIR /src'),
	];
	expect(inReadingOrder(told).map(({ step }) => step.name)).toEqual([
		'[1/5] FROM debian',
		'[2/5] RUN apt-get update',
		'[4/5] COPY . .',
		'exporting to image',
		'[build 2/11] WORKDIR /src',
		'[build 10/11] RUN go build',
		'[stage-1 1/1] COPY --from=build',
	]);
});
