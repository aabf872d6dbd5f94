/** JUnit XML, which CI systems show: a suite for each submission, a case for each check. */
import { placeText } from '#protocol/place-text.ts';
import type { CheckResult, Report } from '#protocol/report.ts';
import { adviceLines, pointsText, rounded } from './facts.ts';
import { xmlTag, xmlText } from './xml.ts';

/**
 * Fits the schema of Jenkins' xUnit plugin, the strictest that is published
 * (https://github.com/jenkinsci/xunit-plugin, `junit-10.xsd`); GitLab, Azure and others read the same.
 * `failure` is the learner's, `error` is a fault of ours.
 */
export function reportsJunit(reports: readonly Report[]): string {
	const checks = reports.flatMap((report) => report.checks);
	const head = xmlTag('testsuites', {
		name: reports[0]?.lab.title ?? 'Stagecraft',
		tests: checks.length,
		failures: countOf(checks, 'fail'),
		errors: countOf(checks, 'error'),
		time: seconds(reports.reduce((sum, { milliseconds }) => sum + milliseconds, 0)),
	});
	const suites = reports.flatMap((report, index) => suiteLines(report, index));
	return ['<?xml version="1.0" encoding="UTF-8"?>', `${head}>`, ...suites, '</testsuites>', ''].join('\n');
}

function suiteLines(report: Report, index: number): string[] {
	const { checks, submission, lab } = report;
	const head = xmlTag('testsuite', {
		name: submission.name,
		tests: checks.length,
		failures: countOf(checks, 'fail'),
		errors: countOf(checks, 'error'),
		skipped: countOf(checks, 'skip'),
		time: seconds(report.milliseconds),
		timestamp: report.startedAt,
		id: index,
		package: lab.id,
	});
	const properties = {
		score: report.status === 'graded' ? pointsText(report.score) : undefined,
		maxScore: pointsText(report.maxScore),
		outcome: report.status,
		submissionHash: submission.hash,
		learnerId: submission.learner?.id,
	};
	return [
		`\t${head}>`,
		'\t\t<properties>',
		...Object.entries(properties).flatMap(([name, value]) =>
			value === undefined ? [] : [`\t\t\t${xmlTag('property', { name, value })}/>`],
		),
		'\t\t</properties>',
		...checks.flatMap((check) => caseLines(check, report)),
		...systemOut(adviceLines(report)),
		'\t</testsuite>',
	];
}

function caseLines(check: CheckResult, { lab, submission }: Report): string[] {
	const head = xmlTag('testcase', { name: check.title, classname: `${lab.id}.${submission.name}.${check.id}` });
	const inner = outcomeOf(check);
	return inner === undefined ? [`\t\t${head}/>`] : [`\t\t${head}>`, `\t\t\t${inner}`, '\t\t</testcase>'];
}

function outcomeOf(check: CheckResult): string | undefined {
	if (check.status === 'pass') return undefined;
	if (check.status === 'skip') return `${xmlTag('skipped', { message: check.actual })}/>`;
	const element = check.status === 'fail' ? 'failure' : 'error';
	const place = placeText(check);
	const text = [
		`Expected: ${check.expected}`,
		`Found: ${check.actual}`,
		...(check.hint === '' ? [] : [`Next: ${check.hint}`]),
		...(place === '' ? [] : [`Where: ${place}`]),
	].join('\n');
	return `${xmlTag(element, { message: check.actual, type: check.kind })}>${contentOf(text)}</${element}>`;
}

/** What a suite prints: advice is neither a failure nor a case. */
function systemOut(lines: readonly string[]): string[] {
	return lines.length === 0 ? [] : [`\t\t${xmlTag('system-out', {})}>${contentOf(lines.join('\n'))}</system-out>`];
}

/** Line ends in content may stay as they are; readers show them. */
function contentOf(text: string): string {
	return xmlText(text).replaceAll('&#10;', '\n');
}

function countOf(checks: readonly CheckResult[], status: CheckResult['status']): number {
	return checks.filter((check) => check.status === status).length;
}

function seconds(milliseconds: number): string {
	return String(rounded(milliseconds / 1000));
}
