/** HEALTHCHECK and its durations (BuildKit: parseHealthcheck in instructions/parse.go; Go's time.ParseDuration). */
import type { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';

/** One nanosecond per unit, in milliseconds. */
const milliseconds: Readonly<Record<string, number>> = {
	ns: 1e-6,
	us: 1e-3,
	µs: 1e-3,
	μs: 1e-3,
	ms: 1,
	s: 1000,
	m: 60_000,
	h: 3_600_000,
};

/** Reports what BuildKit refuses. Gives true when there is nothing. */
export function checkHealthcheck(instruction: RawInstruction, problems: Problems): boolean {
	const type = (instruction.args[0] ?? '').toUpperCase();
	const command = instruction.args.slice(1);
	const complaint =
		type === 'NONE'
			? command.length > 0 && 'HEALTHCHECK NONE takes nothing after it.'
			: type === 'CMD'
				? command.length === 0 && 'HEALTHCHECK CMD has no command.'
				: `HEALTHCHECK starts with CMD or NONE, not with "${instruction.args[0]}".`;
	if (complaint !== false) {
		problems.add(
			'wrong-arguments',
			instruction,
			complaint,
			'Write HEALTHCHECK CMD and the command, or HEALTHCHECK NONE.',
		);
		return false;
	}
	return type === 'NONE' || checkValues(instruction, problems);
}

function checkValues(instruction: RawInstruction, problems: Problems): boolean {
	let valid = true;
	for (const { name, value } of instruction.flags) {
		const fits = name === 'retries' ? isCount(value) : !isInterval(name) || isDuration(value);
		if (fits) continue;
		valid = false;
		problems.add(
			'bad-flag',
			instruction,
			`--${name}=${value} of HEALTHCHECK is not ${name === 'retries' ? 'a count' : 'a duration'}.`,
			name === 'retries' ? 'Write a whole number: --retries=3' : `Write a number with a unit: --${name}=30s`,
		);
	}
	return valid;
}

function isInterval(name: string): boolean {
	return name === 'interval' || name === 'timeout' || name === 'start-period' || name === 'start-interval';
}

function isCount(value: string): boolean {
	return value === '' || (/^[+-]?\d{1,10}$/.test(value) && Number(value) >= 0 && Number(value) < 2 ** 31);
}

function isDuration(value: string): boolean {
	if (value === '' || /^[+-]?0$/.test(value)) return true;
	if (!/^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(value)) return false;
	let total = 0;
	for (const [, count, unit] of value.matchAll(/([\d.]+)([a-zµμ]+)/g))
		total += Number(count) * (milliseconds[unit ?? ''] ?? 0);
	// Below a millisecond BuildKit refuses it, and so is every negative duration; zero means the default.
	return total === 0 || (!value.startsWith('-') && total >= 1);
}
