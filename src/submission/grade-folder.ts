/** One grading from start to end, for a caller that has no grader open. */
import type { Report } from '#protocol/report.ts';
import { type GradeRequest, Grader, type GraderOptions } from './grader.ts';

/** Opens a grader, grades one folder and closes it. See `Grader.grade` for what it gives and throws. */
export async function gradeFolder(request: GraderOptions & GradeRequest): Promise<Report> {
	await using grader = await Grader.open(request);
	return await grader.grade(request);
}
