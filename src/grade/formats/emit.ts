/** The formats of `stagecraft grade` by name, and which one a file name asks for. */
import { extname } from 'node:path';
import type { Report } from '#protocol/report.ts';
import { reportsText } from './class-text.ts';
import { reportsCsv } from './csv.ts';
import { githubAnnotations } from './github.ts';
import { canvasCsv, moodleCsv } from './gradebook.ts';
import { gradescopeJson } from './gradescope.ts';
import { reportsHtml } from './html/class-report.ts';
import { reportsJson } from './json.ts';
import { reportsJunit } from './junit.ts';
import { reportsMarkdown } from './markdown.ts';
import { prairielearnJson } from './prairielearn.ts';
import { reportText, type TextOptions } from './text.ts';

export const formatNames = [
	'text',
	'json',
	'csv',
	'canvas',
	'moodle',
	'html',
	'markdown',
	'junit',
	'gradescope',
	'prairielearn',
	'github',
] as const;
export type FormatName = (typeof formatNames)[number];

/** Formats of platforms that run the grader once for each learner. */
const single: readonly FormatName[] = ['gradescope', 'prairielearn'];

export function isSingleFormat(format: FormatName): boolean {
	return single.includes(format);
}

const byExtension: Readonly<Record<string, FormatName>> = {
	'.txt': 'text',
	'.json': 'json',
	'.csv': 'csv',
	'.html': 'html',
	'.htm': 'html',
	'.md': 'markdown',
	'.xml': 'junit',
};

/** The format that a file's ending asks for, or undefined. */
export function formatOfFile(path: string): FormatName | undefined {
	return byExtension[extname(path).toLowerCase()];
}

export interface EmitOptions extends TextOptions {
	/** Id of the lab. */
	readonly lab: string;
	/** Folder of a submission from the root of the repository, for annotations. */
	readonly folderOf: (report: Report) => string;
	/** Title of the column in Canvas' gradebook, `Title (number)`; the lab's title without it. */
	readonly column?: string;
}

/** The reports as text of a format. `gradescope` and `prairielearn` take exactly one report. */
export function emitReports(format: FormatName, reports: readonly Report[], options: EmitOptions): string {
	const emitters: Readonly<Record<FormatName, () => string>> = {
		text: () => (reports.length === 1 ? reportText(onlyOne(reports), options) : reportsText(reports)),
		json: () => reportsJson(options.lab, reports),
		csv: () => reportsCsv(reports),
		canvas: () => canvasCsv(reports, options.column),
		moodle: () => moodleCsv(reports),
		html: () => reportsHtml(reports),
		markdown: () => reportsMarkdown(reports),
		junit: () => reportsJunit(reports),
		gradescope: () => gradescopeJson(onlyOne(reports)),
		prairielearn: () => prairielearnJson(onlyOne(reports)),
		github: () => githubAnnotations(reports, options),
	};
	return emitters[format]();
}

function onlyOne(reports: readonly Report[]): Report {
	const [report] = reports;
	if (report === undefined || reports.length > 1) throw new RangeError('this format takes exactly one report');
	return report;
}
