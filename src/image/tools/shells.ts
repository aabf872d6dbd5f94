/**
 * Shells by their own bytes. Each string was seen in the Debian package of the shell, for busybox in the static build.
 * When several match one file, the first one counts.
 */
import type { ToolSignature } from './signature.ts';

export const shellSignatures: readonly ToolSignature[] = [
	{ category: 'shell', name: 'bash', in: 'elf', strings: ['GNU bash, version', 'BASH_VERSINFO'] },
	// Its usage texts are compressed; the banner is not. It counts as a shell with or without the applet `sh`.
	{ category: 'shell', name: 'busybox', in: 'elf', strings: ['BusyBox is a multi-call'] },
	{ category: 'shell', name: 'toybox', in: 'elf', strings: ['%s multicall binary', 'usage: toybox '] },
	{ category: 'shell', name: 'dash', in: 'elf', strings: [' a tracked alias for', ' is a shell keyword'] },
	{ category: 'shell', name: 'zsh', in: 'elf', strings: ['zsh_eval_context', 'ZSH_ARGZERO'] },
	{ category: 'shell', name: 'mksh', in: 'elf', strings: ['KSH_VERSION=@(#)'] },
	{ category: 'shell', name: 'ksh', in: 'elf', strings: ['/etc/ksh.kshrc', 'KSH_VERSION='] },
	{ category: 'shell', name: 'tcsh', in: 'elf', strings: ['Tcsh thinks your terminal has the'] },
	{ category: 'shell', name: 'fish', in: 'elf', strings: ['fish_default_key_bindings', '__fish_print_help'] },
	{ category: 'shell', name: 'yash', in: 'elf', strings: ['Yet another shell, version'] },
	{ category: 'shell', name: 'sash', in: 'elf', strings: ['Stand-alone shell (version'] },
	{ category: 'shell', name: 'elvish', in: 'elf', strings: ['path\tsrc.elv.sh/cmd/elvish\n'] },
	{ category: 'shell', name: 'gosh', in: 'elf', strings: ['path\tmvdan.cc/sh/v3/cmd/gosh\n'] },
];
