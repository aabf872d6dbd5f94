/** Why a program does not start, from the image and from what the engine said. */

import { execForm, startCommand } from './dockerfile-places.ts';
import { type EntryProgram, entryProgram } from './entry-program.ts';
import type { RunEvidence } from './evidence.ts';
import { programElsewhere } from './program-elsewhere.ts';
import { type Facts, inDockerfile, type Place, shortened } from './rule.ts';

export interface StartProblem {
	readonly actual: string;
	readonly hint: string;
	readonly place: Place;
}

/**
 * Some engines report a failed start as an ended run: by the shell's statuses 126 and 127 (POSIX, 2.8.2), or by the container's
 * own first process, which says `exec /program: no such file or directory`.
 */
export function failedToStart({ exitCode, stdout, stderr }: RunEvidence): boolean {
	if (stdout !== '' || exitCode === 0) return false;
	return (
		exitCode === 126 || exitCode === 127 || /^exec \S+: (no such file|permission denied|exec format)/m.test(stderr)
	);
}

/** The cause of a run that did not start, with the next step. */
export function startProblem(facts: Facts, run: RunEvidence): StartProblem {
	const analysis = facts.evidence.images.after?.analysis;
	const command = startCommand(facts);
	const place = inDockerfile(facts, command);
	const program = analysis === undefined ? undefined : entryProgram(analysis);
	const known = program === undefined ? undefined : (formProblem(facts, program) ?? fileProblem(facts, program));
	if (known !== undefined) return { ...known, place };
	return { ...messageProblem(run.error ?? run.stderr, analysis?.config.user ?? ''), place };
}

type Cause = Omit<StartProblem, 'place'>;

function formProblem(facts: Facts, program: EntryProgram): Cause | undefined {
	const command = startCommand(facts);
	if (program.form === 'none') {
		return {
			actual: 'The image has neither ENTRYPOINT nor CMD, so there is nothing to start.',
			hint: 'End the final stage with ENTRYPOINT ["/path/of/your/program"].',
		};
	}
	if (!program.shellMissing) return undefined;
	const where = command === undefined ? 'The start command' : `Line ${command.line}`;
	const better = command === undefined ? 'ENTRYPOINT ["/path/of/your/program"]' : execForm(facts, command);
	return {
		actual: `${where} is written in shell form, which runs /bin/sh -c, and the image has no shell.`,
		hint: `Write it in exec form, which needs no shell: ${better}.`,
	};
}

function fileProblem(facts: Facts, { name, file, missingInterpreter }: EntryProgram): Cause | undefined {
	if (file === undefined) {
		const image = facts.evidence.images.after?.analysis;
		const elsewhere = image === undefined ? undefined : programElsewhere(image, name);
		return (
			elsewhere ?? {
				actual: `The start command names ${name}, and the image has no such file.`,
				hint: `Compare it with where COPY puts the program: both must name the same path.`,
			}
		);
	}
	if (missingInterpreter !== undefined && file.content?.kind === 'elf') {
		return {
			actual: `/${file.path} is linked dynamically: it needs the loader ${missingInterpreter}, which the image does not have.`,
			hint: 'Build it static: CGO_ENABLED=0 and no -buildmode=pie for Go. Or take a base that has the C library, such as gcr.io/distroless/base-debian13.',
		};
	}
	if (missingInterpreter !== undefined) {
		return {
			actual: `/${file.path} is a script for ${missingInterpreter}, which the image does not have.`,
			hint: 'Start a program that the image has, or take a base that has this interpreter.',
		};
	}
	if (file.type === 'directory' || (file.mode & 0o111) === 0) {
		return {
			actual: `/${file.path} is ${file.type === 'directory' ? 'a folder' : 'not executable'}.`,
			hint:
				file.type === 'directory'
					? 'Name the file itself in the start command.'
					: 'Copy it with COPY --chmod=755, or make it executable in the build stage.',
		};
	}
	return undefined;
}

function messageProblem(message: string, user: string): Cause {
	if (/unable to find (user|group)|no matching entries in (passwd|group)/.test(message)) {
		return {
			actual: `USER ${user} is a name, and the image has no /etc/passwd that knows it.`,
			hint: 'Write a number, which needs no such file: USER 65532:65532.',
		};
	}
	if (/exec format error/.test(message)) {
		return {
			actual: 'The program is built for another kind of processor, or it is no program.',
			hint: 'Do not set GOARCH or --platform to another machine than the one that runs the image.',
		};
	}
	if (/permission denied/.test(message)) {
		return {
			actual: `The engine may not start the program: ${shortened(message)}`,
			hint: 'Check that the file is executable and that every folder above it may be entered by the user of the image.',
		};
	}
	return {
		actual: `The engine could not start it: ${message === '' ? 'it gave no reason.' : shortened(message)}`,
		hint: 'Run the image yourself with docker run --rm -i and read the message.',
	};
}
