/** Writes the reports where they were asked for. */
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { emitReports } from '#grade/formats/emit.ts';
import { classroomResult } from '#grade/formats/github.ts';
import { reportsMarkdown } from '#grade/formats/markdown.ts';
import type { Report } from '#protocol/report.ts';
import type { SubmissionSource } from '#submission/intake/source.ts';
import type { CliContext } from '../context.ts';
import { reportColumns } from '../render/report-columns.ts';
import type { Output } from './grade-options.ts';

/** GitHub takes step summaries of one mebibyte. */
const maxSummaryBytes = 1024 * 1024;

export interface WriteRequest {
	readonly context: CliContext;
	readonly lab: string;
	readonly reports: readonly Report[];
	readonly sources: readonly SubmissionSource[];
	readonly outputs: readonly Output[];
	readonly column?: string;
}

export async function writeOutputs({ context, lab, reports, sources, outputs, column }: WriteRequest): Promise<void> {
	const folders = new Map(sources.map((source) => [source.name, folderOf(source, context.cwd)]));
	for (const { format, file } of outputs) {
		const text = emitReports(format, reports, {
			lab,
			columns: reportColumns(context),
			color: context.color && file === undefined,
			...(column === undefined ? {} : { column }),
			folderOf: ({ submission }) => folders.get(submission.name) ?? '',
		});
		if (file === undefined) context.out(text);
		else {
			await mkdir(dirname(file), { recursive: true });
			await writeFile(file, text);
			context.note(`Wrote ${relative(context.cwd, file) || file}`);
		}
		if (format === 'github') await writeForGithub(context, reports);
	}
}

/** The folder as it stands in the repository, with `/`; empty for an archive or one outside, where no line can be shown. */
function folderOf({ parts: [part] }: SubmissionSource, cwd: string): string {
	if (part?.kind !== 'folder') return '';
	const path = relative(cwd, part.path);
	return path.startsWith('..') ? '' : path.replaceAll('\\', '/');
}

/** The step's summary page, and the result that GitHub Classroom reads. GitHub names the files; elsewhere there are none. */
async function writeForGithub({ environment: { variables } }: CliContext, reports: readonly Report[]): Promise<void> {
	const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output } = variables;
	if (summary !== undefined && summary !== '') {
		const text = reportsMarkdown(reports);
		await appendFile(summary, Buffer.byteLength(text) > maxSummaryBytes ? text.slice(0, maxSummaryBytes / 4) : text);
	}
	const [report] = reports;
	if (output !== undefined && output !== '' && report !== undefined && reports.length === 1) {
		await appendFile(output, `result=${classroomResult(report)}\n`);
	}
}
