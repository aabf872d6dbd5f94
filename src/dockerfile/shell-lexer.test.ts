// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of the shell.
import { describe, expect, it } from 'vitest';
import { expand, type LexOptions } from './shell-lexer.ts';

const values: Readonly<Record<string, string>> = { A: 'one', EMPTY: '', PATH: '/bin', V: '1.27.0-alpine', SP: 'x  y' };
const base: LexOptions = { escape: '\\', lookup: (name) => (Object.hasOwn(values, name) ? values[name] : undefined) };

function text(input: string, options: Partial<LexOptions> = {}): string {
	const done = expand(input, { ...base, ...options });
	return done.ok ? done.text : `! ${done.problem}`;
}

describe('expand', () => {
	it.each([
		['plain', 'plain'],
		['$A-${A}', 'one-one'],
		['$AB', ''],
		['${A}B', 'oneB'],
		["'$A'", '$A'],
		['"$A b"', 'one b'],
		['"a \\"b\\" \\$A \\x"', 'a "b" $A \\x'],
		['\\$A', '$A'],
		['a\\ b', 'a b'],
		['end\\', 'end'],
		['${NO:-x}', 'x'],
		['${NO-x}', 'x'],
		['${EMPTY:-x}', 'x'],
		['${EMPTY-x}', ''],
		['${A:-x}', 'one'],
		['${A:+x}', 'x'],
		['${EMPTY:+x}', ''],
		['${EMPTY+x}', 'x'],
		['${NO+x}', ''],
		['${A:?m}', 'one'],
		['${NO:-${A}}', 'one'],
		['${NO:-"q r"}', 'q r'],
		['${V%-*}', '1.27.0'],
		['${V%%.*}', '1'],
		['${V#*.}', '27.0-alpine'],
		['${V##*.}', '0-alpine'],
		['${V#x}', '1.27.0-alpine'],
		['${V/./_}', '1_27.0-alpine'],
		['${V//./_}', '1_27_0-alpine'],
		['${V/?.*-/}', 'alpine'],
		['${PATH//\\//:}', ':bin'],
		['$', '$'],
		['$$', ''],
		['$1x', 'x'],
		['a $ b', 'a $ b'],
		['ünï $A 😀', 'ünï one 😀'],
	])('%s -> %s', (input, expected) => {
		expect(text(input)).toBe(expected);
	});

	it.each([
		['${', '! missing }'],
		['${A', '! missing }'],
		['${A:-x', '! missing }'],
		['${}', '! bad substitution ${}'],
		['${:x}', '! bad substitution ${:'],
		['${A=x}', '! ${A=…} is not supported'],
		['${A:=x}', '! ${A:=…} is not supported'],
		['${NO:?say why}', '! NO: say why'],
		['${NO?}', '! NO is not set'],
		['"a', '! a " has no closing "'],
		["it's", "! a ' has no closing '"],
		['${A/x}', '! missing /'],
		['${A#[\\]}', '! invalid escape \\] in the pattern'],
	])('refuses %s', (input, expected) => {
		expect(text(input)).toBe(expected);
	});

	it('keeps what the base image may set, but takes defaults', () => {
		expect(text('$NO/${NO}/${NO:-d}/${NO:?m}/$A', { unset: 'keep' })).toBe('$NO/${NO}/d/${NO:?m}/one');
		expect(text('${NO:-d}${NO}', { unset: 'keep-all' })).toBe('${NO:-d}${NO}');
	});

	it('uses the escape character of the file', () => {
		expect(text('C:\\dir\\$A `$A', { escape: '`' })).toBe('C:\\dir\\one $A');
	});

	it('splits words after the replacement, except in quotes', () => {
		const done = expand('$SP "$SP" a\\ b', base);
		expect(done).toMatchObject({ ok: true, words: ['x', 'y', 'x  y', 'a b'] });
	});

	it('keeps quotes and escapes for the search of heredocs', () => {
		expect(expand(`RUN "a" 'b c' \\<<X << EOF`, { ...base, raw: true })).toMatchObject({
			words: ['RUN', '"a"', "'b c'", '\\<<X', '<< EOF'],
		});
	});

	it('tells which variables are not set', () => {
		expect(expand('$NO ${A} ${NOPE:-x} $NO', base)).toMatchObject({ unset: ['NO', 'NOPE'] });
	});

	it.each(['${A#}', '${A%}', '${A:#}', '${NO#""}', '${A#${EMPTY}}'])('calls %s a hazard', (input) => {
		expect(expand(input, base)).toMatchObject({ ok: false, hazard: 'empty-pattern' });
	});

	it('stops at texts that grow without end', () => {
		const big = { ...base, lookup: () => 'x'.repeat(1000) };
		expect(expand('$A'.repeat(100), big)).toMatchObject({ ok: false, hazard: 'oversized-variables' });
		expect(expand(`"${'$A'.repeat(100)}"`, big)).toMatchObject({ ok: false, hazard: 'oversized-variables' });
	});

	it('does not exhaust the stack', () => {
		expect(text('${A:+'.repeat(50_000))).toBe('! variables are nested too deep');
	});
});
