import { expect, it } from 'vitest';
import { PullMeter } from './pull-meter.ts';

it('adds up the layers of a pull', () => {
	const meter = new PullMeter();
	const line = (id: string, status: string, current?: number, total?: number) =>
		meter.add({ id, status, ...(current !== undefined && { progressDetail: { current, total } }) });
	expect(line('a', 'Downloading', 10, 100)).toEqual({ status: 'Downloading', bytes: 10, totalBytes: 100 });
	expect(line('b', 'Downloading', 5, 50)).toMatchObject({ bytes: 15, totalBytes: 150 });
	expect(line('a', 'Download complete')).toMatchObject({ bytes: 105 });
	expect(line('a', 'Extracting', 3, 100)).toMatchObject({ bytes: 105, totalBytes: 150 });
	expect(meter.add({ status: 'Status: done' })).toEqual({ status: 'Status: done', bytes: 105, totalBytes: 150 });
});
