/** The keys that the page takes from the terminal, few and named beside it. All others go to the shell. */

export type TerminalAction = 'copy' | 'paste' | 'find' | 'leave' | 'leave-back';

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

/** What each action's keys are called. A shell needs Ctrl+C and Ctrl+V itself, so Shift comes to them, as in desktop terminals. */
export function keyNames(
	mac: boolean,
	{ ctrl, shift }: { readonly ctrl: string; readonly shift: string },
): Readonly<Record<'copy' | 'paste' | 'find' | 'leave', string>> {
	return mac
		? { copy: '⌘C', paste: '⌘V', find: '⌘F', leave: 'F6' }
		: { copy: `${ctrl}+${shift}+C`, paste: `${ctrl}+${shift}+V`, find: `${ctrl}+${shift}+F`, leave: 'F6' };
}

const withLetter: Readonly<Record<string, TerminalAction>> = { KeyC: 'copy', KeyV: 'paste', KeyF: 'find' };

/** What a key asks the page to do; undefined when it belongs to the shell. */
export function terminalAction(event: Key, mac: boolean): TerminalAction | undefined {
	const { ctrlKey, shiftKey, altKey, metaKey } = event;
	if (altKey) return undefined;
	if (event.key === 'F6' && !ctrlKey && !metaKey) return shiftKey ? 'leave-back' : 'leave';
	if (event.key === 'Insert' && ctrlKey !== shiftKey && !metaKey) return ctrlKey ? 'copy' : 'paste';
	const ctrlShift = ctrlKey && shiftKey && !metaKey;
	const command = mac && metaKey && !ctrlKey && !shiftKey;
	return ctrlShift || command ? withLetter[event.code] : undefined;
}

export function isMac(platform: string): boolean {
	return /^(Mac|iPhone|iPad)/.test(platform);
}
