/** The rules of junit-10.xsd of Jenkins' xUnit plugin, as far as our document uses its elements. */
import { describe, expect, it } from 'vitest';
import { reportsJunit } from './junit.ts';
import { classReports } from './report-fixture.ts';

interface Element {
	readonly within: readonly string[];
	readonly required: readonly string[];
	readonly optional: readonly string[];
}

const outcome: Element = { within: ['testcase'], required: [], optional: ['type', 'message'] };

const elements: Readonly<Record<string, Element>> = {
	testsuites: { within: [''], required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'] },
	testsuite: {
		within: ['testsuites'],
		required: ['name', 'tests', 'failures', 'errors'],
		optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
	},
	properties: { within: ['testsuite'], required: [], optional: [] },
	property: { within: ['properties'], required: ['name', 'value'], optional: [] },
	testcase: { within: ['testsuite'], required: ['name'], optional: ['time', 'classname', 'group'] },
	'system-out': { within: ['testsuite', 'testcase'], required: [], optional: [] },
	failure: outcome,
	error: outcome,
	skipped: outcome,
};

/** What breaks the rules, and what is not well-formed. */
function complaints(xml: string): readonly string[] {
	const found: string[] = [];
	const open: string[] = [''];
	const tags = /<(\/?)([a-z-]+)((?: [a-zA-Z]+="[^"<]*")*)(\/?)>|<|&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[\da-f]+);)/g;
	const body = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, '');
	for (const [text, end, name, attributes = '', isEmpty] of body.matchAll(tags)) {
		if (name === undefined) found.push(`a bare ${text}`);
		else if (end === '/') {
			if (open.pop() !== name) found.push(`</${name}> closes nothing`);
		} else {
			const rule = elements[name];
			const names = [...attributes.matchAll(/ ([a-zA-Z]+)="[^"]*"/g)].map(([, attribute = '']) => attribute);
			if (rule === undefined) found.push(`unknown element ${name}`);
			else {
				if (!rule.within.includes(open.at(-1) ?? '')) found.push(`${name} within ${open.at(-1)}`);
				const allowed = [...rule.required, ...rule.optional];
				found.push(...names.filter((each) => !allowed.includes(each)).map((each) => `${name} has ${each}`));
				found.push(...rule.required.filter((each) => !names.includes(each)).map((each) => `${name} lacks ${each}`));
			}
			if (isEmpty !== '/') open.push(name);
		}
	}
	return open.length === 1 ? found : [...found, `${open.at(-1)} is not closed`];
}

describe('junit', () => {
	it('fits the published schema', () => {
		expect(complaints(reportsJunit(classReports()))).toEqual([]);
	});

	it('is looked at by rules that find what is wrong', () => {
		const xml = reportsJunit(classReports());
		expect(complaints(xml.replace('<properties>', '<properties x="1">'))).toEqual(['properties has x']);
		expect(complaints(xml.replace(' tests="4"', ''))).toEqual(['testsuite lacks tests']);
		expect(complaints(xml.replace('</failure>', '&</failure>'))).toEqual(['a bare &']);
		expect(complaints(xml.replace('</testsuites>', ''))).toEqual(['testsuites is not closed']);
	});

	it('counts what it holds', () => {
		const xml = reportsJunit(classReports());
		const [, tests, failures, errors] =
			/<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(xml) ?? [];
		const count = (tag: string) => xml.split(`<${tag} `).length - 1;
		expect([tests, failures, errors].map(Number)).toEqual([count('testcase'), count('failure'), count('error')]);
	});

	it('has times in plain decimals', () => {
		const [report] = classReports();
		if (report === undefined) throw new Error('the fixture has reports');
		const xml = reportsJunit([{ ...report, milliseconds: 1_234_567 }]);
		for (const [, time = ''] of xml.matchAll(/ time="([^"]*)"/g)) expect(time).toMatch(/^\d*(\.\d*)?$/);
	});
});
