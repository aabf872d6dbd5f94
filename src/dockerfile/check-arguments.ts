/** What each instruction needs behind its keyword (BuildKit: instructions/parse.go). */

import { checkHealthcheck } from './check-healthcheck.ts';
import { nearest } from './edit-distance.ts';
import { trim } from './go-text.ts';
import { heredocMarker } from './heredoc.ts';
import { isKeyword, keywords } from './keywords.ts';
import type { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';

const examples: Readonly<Record<string, string>> = {
	ARG: 'ARG VERSION=1.27',
	ENV: 'ENV PORT=8080',
	EXPOSE: 'EXPOSE 8080',
	FROM: 'FROM golang:1.27 AS build',
	HEALTHCHECK: 'HEALTHCHECK CMD curl -f http://localhost:8080/',
	LABEL: 'LABEL org.opencontainers.image.title="calculator"',
	MAINTAINER: 'LABEL org.opencontainers.image.authors="you@example.org"',
	ONBUILD: 'ONBUILD COPY . .',
	SHELL: 'SHELL ["/bin/bash", "-c"]',
	STOPSIGNAL: 'STOPSIGNAL SIGTERM',
	USER: 'USER nonroot',
	VOLUME: 'VOLUME /data',
	WORKDIR: 'WORKDIR /app',
};

/** Reports what BuildKit refuses at the instruction itself. Gives true when it may be evaluated. */
export function checkArguments(instruction: RawInstruction, problems: Problems): boolean {
	const { keyword, args } = instruction;
	if (!isKeyword(keyword)) {
		reportUnknown(instruction, problems);
		return false;
	}
	if (!instruction.valid) return false;
	switch (keyword) {
		case 'ADD':
		case 'COPY':
			return checkCopy(instruction, problems);
		case 'CMD':
		case 'ENTRYPOINT':
		case 'RUN':
			return checkCommand(instruction, problems);
		default:
			if (args.length === 0) return reportMissing(instruction, problems);
			return checkByKeyword(instruction, problems);
	}
}

function checkByKeyword(instruction: RawInstruction, problems: Problems): boolean {
	switch (instruction.keyword) {
		case 'ARG':
			return checkNames(
				instruction,
				instruction.args.map((arg) => arg.split('=', 1)[0] ?? ''),
				problems,
			);
		case 'ENV':
		case 'LABEL':
			return checkNames(
				instruction,
				instruction.pairs.map((pair) => pair.name),
				problems,
			);
		case 'FROM':
			return checkFrom(instruction, problems);
		case 'HEALTHCHECK':
			return checkHealthcheck(instruction, problems);
		case 'ONBUILD':
			return checkTrigger(instruction, problems);
		case 'SHELL':
			if (instruction.json) return true;
			return refuse(instruction, problems, 'SHELL needs a JSON array.', 'Write it as SHELL ["/bin/bash", "-c"].');
		case 'VOLUME':
			if (instruction.args.every((arg) => trim(arg) !== '')) return true;
			return refuse(instruction, problems, 'VOLUME has an empty path.', 'Write each path in full: VOLUME /data');
		default:
			return true;
	}
}

function reportUnknown(instruction: RawInstruction, problems: Problems): void {
	const near = problems.isFull('unknown-instruction') ? undefined : nearest(instruction.keyword, Object.keys(keywords));
	const shown = [...(instruction.text.split(/\s/, 1)[0] ?? '')].slice(0, 40).join('');
	problems.add(
		'unknown-instruction',
		instruction,
		shown === '' ? 'The line holds only a continuation character.' : `"${shown}" is not a Dockerfile instruction.`,
		near === undefined
			? 'If the line belongs to the command above, end the line above with a backslash; else start it with RUN, COPY or the like.'
			: `Did you mean ${near}?`,
	);
}

function reportMissing(instruction: RawInstruction, problems: Problems): false {
	problems.add(
		'missing-arguments',
		instruction,
		`${instruction.keyword} has nothing after it.`,
		`Complete the line, for example: ${examples[instruction.keyword] ?? ''}`,
	);
	return false;
}

function refuse(instruction: RawInstruction, problems: Problems, message: string, hint: string): false {
	problems.add('wrong-arguments', instruction, message, hint);
	return false;
}

function checkCopy(instruction: RawInstruction, problems: Problems): boolean {
	const { keyword, args } = instruction;
	const destination = args.at(-1);
	if (args.length < 2 || destination === undefined) {
		problems.add(
			'missing-arguments',
			instruction,
			destination === undefined
				? `${keyword} has neither a source nor a destination.`
				: `${keyword} has only "${destination}", so the destination is missing.`,
			`Name the source and then the destination: ${keyword} ${destination ?? 'app.py'} ./`,
		);
		return false;
	}
	if (heredocMarker(destination) === undefined) return true;
	problems.add(
		'bad-heredoc',
		instruction,
		`A heredoc cannot be the destination of ${keyword}.`,
		`Name the file after it: ${keyword} ${destination} /path/of/the/file`,
	);
	return false;
}

function checkCommand(instruction: RawInstruction, problems: Problems): boolean {
	if (instruction.args.length > 0 || instruction.json) return true;
	problems.add(
		'empty-command',
		instruction,
		`${instruction.keyword} has no command.`,
		'Write the command after it, or remove the line.',
	);
	return true;
}

function checkNames(instruction: RawInstruction, names: readonly string[], problems: Problems): boolean {
	if (names.every((name) => name !== '')) return true;
	problems.add(
		'bad-name-value',
		instruction,
		`${instruction.keyword} has a value without a name.`,
		`Write the name before the =, with no blanks around it: ${examples[instruction.keyword] ?? ''}`,
	);
	return false;
}

function checkFrom(instruction: RawInstruction, problems: Problems): boolean {
	const { args } = instruction;
	const image = args[0] ?? '';
	const name = args[2] ?? '';
	if (args.length === 1) return true;
	if (args.some((arg) => arg.startsWith('#')))
		return refuse(
			instruction,
			problems,
			'FROM has a comment behind it, which Docker reads as arguments.',
			'Move the comment to a line of its own above the FROM.',
		);
	if (args.length !== 3 || args[1]?.toUpperCase() !== 'AS')
		return refuse(
			instruction,
			problems,
			'FROM takes an image alone, or an image, AS and a name.',
			`Write FROM ${image}, or FROM ${image} AS build.`,
		);
	if (/^[a-z][a-z0-9-_.]*$/.test(name.toLowerCase())) return true;
	problems.add(
		'bad-stage-name',
		instruction,
		`"${name}" cannot be the name of a stage.`,
		'Start the name with a letter and use only letters, digits, "-", "_" and ".": for example build.',
	);
	return false;
}

function checkTrigger(instruction: RawInstruction, problems: Problems): boolean {
	const keyword = instruction.trigger?.keyword ?? '';
	if (keyword !== 'ONBUILD' && keyword !== 'FROM' && keyword !== 'MAINTAINER') return true;
	problems.add(
		'bad-onbuild',
		instruction,
		`ONBUILD cannot carry ${keyword}.`,
		'Put an instruction such as COPY or RUN after ONBUILD, or remove the line.',
	);
	return false;
}
