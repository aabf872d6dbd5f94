/** The terminal in the colours of the site: tokens, read as they are now, and again when the theme changes. */
import type { ITheme } from '@xterm/xterm';

const tokens = {
	background: '--code-paper',
	foreground: '--ink',
	cursor: '--accent',
	cursorAccent: '--code-paper',
	selectionBackground: '--selection',
	selectionForeground: '--ink',
	black: '--term-black',
	red: '--term-red',
	green: '--term-green',
	yellow: '--term-yellow',
	blue: '--term-blue',
	magenta: '--term-magenta',
	cyan: '--term-cyan',
	white: '--term-white',
	brightBlack: '--ink-faint',
	brightRed: '--term-red',
	brightGreen: '--term-green',
	brightYellow: '--term-yellow',
	brightBlue: '--term-blue',
	brightMagenta: '--term-magenta',
	brightCyan: '--term-cyan',
	brightWhite: '--term-bright-white',
	scrollbarSliderBackground: '--term-scroll',
	scrollbarSliderHoverBackground: '--line-strong',
	scrollbarSliderActiveBackground: '--line-strong',
} as const satisfies Partial<Record<keyof ITheme, string>>;

/** `light-dark()` in a token stays as it is written until it is a colour of an element. */
export function readColours(parent: HTMLElement, names: readonly string[]): readonly string[] {
	const probe = document.createElement('span');
	probe.hidden = true;
	parent.append(probe);
	try {
		return names.map((name) => {
			probe.style.color = `var(${name})`;
			return getComputedStyle(probe).color;
		});
	} finally {
		probe.remove();
	}
}

export function terminalTheme(parent: HTMLElement): ITheme {
	const names = Object.keys(tokens) as (keyof typeof tokens)[];
	const colours = readColours(
		parent,
		names.map((name) => tokens[name]),
	);
	return Object.fromEntries(names.map((name, at) => [name, colours[at]]));
}

/** Calls `changed` whenever the page turns light or dark: by its own switch or by the system. */
export function watchTheme(changed: () => void, signal: AbortSignal): void {
	const observer = new MutationObserver(changed);
	observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
	signal.addEventListener('abort', () => observer.disconnect());
	window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed, { signal });
}

/** Colours of found text; the search marks take `#rrggbb` only. */
export function searchColours(parent: HTMLElement) {
	const names = { match: '--work-soft', active: '--selection', mark: '--work-mark' };
	const [match = '', active = '', mark = ''] = readColours(parent, Object.values(names)).map(asHex);
	return {
		matchBackground: match,
		activeMatchBackground: active,
		matchOverviewRuler: mark,
		activeMatchColorOverviewRuler: mark,
	};
}

const hexDigitsOfChannel = 2;

/** `rgb(12, 34, 56)`, as browsers tell a computed colour, as `#0c2238`. */
export function asHex(colour: string): string {
	const channels = colour.match(/\d+/g)?.slice(0, 3) ?? [];
	return `#${channels.map((each) => Number(each).toString(16).padStart(hexDigitsOfChannel, '0')).join('')}`;
}
