/** Names of files and folders as learning platforms write them into their bulk downloads. Pure. */

export interface Learner {
	readonly name: string;
	/** The platform's number of the learner, or of the group. */
	readonly id?: string;
}

export interface LmsName {
	readonly platform: 'moodle' | 'canvas';
	readonly learner: Learner;
	/** What the learner handed in: files, or a text or an address typed into a form. */
	readonly content: 'files' | 'text';
	/** The learner's own name of the file; absent where the name is that of the folder around the files. */
	readonly fileName?: string;
	readonly late: boolean;
}

/**
 * Moodle writes `<full name>_<id>_assignsubmission_<file|onlinetext>` and in it the learner's own folders (one folder a
 * learner, since 3.1), or the same with `_<file>` behind it in one flat folder. Some versions end the folder with `_`. Blind
 * marking has "Participant" as the name, a team its own name, the default team no id. No `_` stands in a name.
 * https://github.com/moodle/moodle/blob/main/public/mod/assign/classes/downloader.php
 */
const moodle = /^(?<name>[^_]+)(?:_(?<id>\d+))?_assignsubmission_(?<type>file|onlinetext)(?:_(?<file>.*))?$/s;

/**
 * Canvas writes `<surnamename>[_LATE]_<user>_<attachment>_<file>`; with anonymous grading `anon_<id>` in place of name and
 * user; for a text or an address typed in `<surnamename>_<user>_text.html` or `_link.html`. Names are in lower case, without
 * spaces. Attachments are numbered over the whole platform: a number below 100 (`lab_3_1_ada.zip`) is somebody's own scheme.
 * https://github.com/instructure/canvas-lms/blob/master/lib/content_zipper.rb
 */
const canvas = /^(?<name>[^\s\p{Lu}]+?)(?:_(?<late>LATE))?_(?<id>\d+)_(?<attachment>\d{3,})_(?<file>.+)$/su;
const canvasAnonymous = /^anon(?:_(?<late>LATE))?_(?<id>[A-Za-z0-9]+)_(?<attachment>\d{3,})_(?<file>.+)$/s;
const canvasTyped = /^(?<name>[^\s\p{Lu}]+?)(?:_(?<late>LATE))?_(?<id>\d+)_(?:text|link)\.html$/su;

/** Reads a name, or gives undefined for one that no platform wrote. */
export function readLmsName(name: string): LmsName | undefined {
	return readMoodle(name) ?? readCanvas(name);
}

function readMoodle(name: string): LmsName | undefined {
	const found = moodle.exec(name)?.groups;
	if (found === undefined) return undefined;
	const { name: learner = '', id, type, file } = found;
	return {
		platform: 'moodle',
		learner: { name: learner, ...(id === undefined ? {} : { id }) },
		content: type === 'file' ? 'files' : 'text',
		...(file === undefined || file === '' ? {} : { fileName: file }),
		late: false,
	};
}

function readCanvas(name: string): LmsName | undefined {
	const typed = canvasTyped.exec(name)?.groups;
	const found = typed ?? canvasAnonymous.exec(name)?.groups ?? canvas.exec(name)?.groups;
	if (found === undefined) return undefined;
	const { name: learner = 'anon', id, file, late } = found;
	return {
		platform: 'canvas',
		learner: { name: learner, ...(id === undefined ? {} : { id }) },
		content: typed === undefined ? 'files' : 'text',
		...(file === undefined ? {} : { fileName: withoutCounter(file) }),
		late: late !== undefined,
	};
}

/** Canvas counts files that are handed in again under the same name: `work-1.zip`, `Dockerfile-2`. */
function withoutCounter(file: string): string {
	return file.replace(/-\d{1,2}(?=\.[^.]+$|$)/, '');
}
