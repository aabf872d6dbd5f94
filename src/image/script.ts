import type { ScriptContent } from './analysis.ts';

/** The longest `#!` line that Linux reads (BINPRM_BUF_SIZE). */
const interpreterLineBytes = 256;

/** Reads the `#!` line of a script, or gives undefined. `env` is looked through: `#!/usr/bin/env -S node --x` is `node`. */
export function parseScript(head: Buffer): ScriptContent | undefined {
	if (head[0] !== 0x23 || head[1] !== 0x21) return undefined;
	const [line = ''] = head.toString('utf8', 2, interpreterLineBytes).split('\n', 1);
	const [program = '', ...rest] = line.trim().split(/[ \t]+/);
	if (!/(^|\/)env$/.test(program)) return { kind: 'script', interpreter: program };
	const named = rest.find((word) => !word.startsWith('-') && !word.includes('='));
	return { kind: 'script', interpreter: named ?? program };
}
