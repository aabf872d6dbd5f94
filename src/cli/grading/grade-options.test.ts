import { describe, expect, it } from 'vitest';
import { perfectReport, ungradableReport } from '#grade/formats/report-fixture.ts';
import { statusOf } from './grade-many.ts';
import { readGradeOptions, readOutputs } from './grade-options.ts';

const options = (over: Readonly<Record<string, string | true | readonly string[]>>) =>
	readGradeOptions({ arguments: {}, options: over }, '/home/ada');

describe('readOutputs', () => {
	it.each([
		[undefined, [], [{ format: 'text' }]],
		['csv', [], [{ format: 'csv' }]],
		[undefined, ['a.html'], [{ format: 'html', file: '/home/ada/a.html' }]],
		['gradescope', ['results.json'], [{ format: 'gradescope', file: '/home/ada/results.json' }]],
		[
			'text',
			['a.csv', '/x/b.xml'],
			[{ format: 'csv', file: '/home/ada/a.csv' }, { format: 'junit', file: '/x/b.xml' }, { format: 'text' }],
		],
	] as const)('--format %s --out %j', (format, files, outputs) => {
		expect(readOutputs(format, files, '/home/ada')).toEqual(outputs);
	});

	it('says which endings there are', () => {
		expect(() => readOutputs(undefined, ['report.pdf'], '/home/ada')).toThrow(
			'--out report.pdf does not say its format.',
		);
	});
});

describe('readGradeOptions', () => {
	it('gives what was typed', () => {
		expect(options({ each: true, jobs: '4', failUnder: '60.5', bundle: 'b', mapBase: ['a:1=b:2'] })).toEqual({
			...{ each: true, jobs: 4, floor: 60.5, resume: false, offline: false, bundleDir: '/home/ada/b' },
			outputs: [{ format: 'text' }],
			policy: { substitutes: [{ from: 'a:1', to: 'b:2' }], allowed: [] },
		});
	});

	it.each([
		[{ jobs: '0' }, '--jobs is "0".'],
		[{ jobs: '1.5' }, '--jobs is "1.5".'],
		[{ jobs: '65' }, '--jobs is "65".'],
		[{ jobs: 'all' }, '--jobs is "all".'],
		[{ failUnder: '-1' }, '--fail-under is "-1".'],
		[{ failUnder: ' ' }, '--fail-under is " ".'],
		[{ mapBase: ['x'] }, '--map-base is "x".'],
	] as const)('refuses %j', (over, message) => {
		expect(() => options(over)).toThrow(message);
	});
});

describe('statusOf', () => {
	it.each([
		['all above', [perfectReport()], 20, 0],
		['no floor', [perfectReport()], undefined, 0],
		['one below', [perfectReport(), { ...perfectReport(), score: 5 }], 6, 1],
		['one ungradable, which weighs more', [{ ...perfectReport(), score: 5 }, ungradableReport()], 6, 3],
	] as const)('%s', (_, reports, floor, status) => {
		expect(statusOf(reports, floor)).toBe(status);
	});
});
