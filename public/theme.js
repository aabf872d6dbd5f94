// Runs before the first paint, so that a chosen theme does not flash and the divider of a lab stands where it was left. A file of its own: the content policy allows no inline script.
(() => {
	const root = document.documentElement;
	root.classList.add('js');
	try {
		const theme = localStorage.getItem('stagecraft-theme');
		if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
		const width = Number(localStorage.getItem('stagecraft-lesson-width'));
		if (width > 0) root.style.setProperty('--lesson-width', `${width}%`);
	} catch {
		// Storage is off: the system's choice stays.
	}
})();
