/** Light, dark or as the system has it; kept for the next page. `public/theme.js` applies it before the first paint. */
const storageKey = 'stagecraft-theme';
type Theme = 'system' | 'light' | 'dark';

function chosen(): Theme {
	const theme = document.documentElement.dataset['theme'];
	return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function choose(theme: Theme): void {
	if (theme === 'system') delete document.documentElement.dataset['theme'];
	else document.documentElement.dataset['theme'] = theme;
	try {
		if (theme === 'system') localStorage.removeItem(storageKey);
		else localStorage.setItem(storageKey, theme);
	} catch {
		// Storage is off: the choice holds for this page.
	}
	show();
}

const buttons = document.querySelectorAll<HTMLButtonElement>('[data-theme-choice]');

function show(): void {
	for (const button of buttons) button.ariaPressed = String(button.dataset['themeChoice'] === chosen());
}

for (const button of buttons) button.addEventListener('click', () => choose(button.dataset['themeChoice'] as Theme));
show();
