// Runs before the first paint, so that a chosen theme does not flash. A file of its own: the content policy allows no inline script.
(() => {
	const root = document.documentElement;
	root.classList.add('js');
	try {
		const theme = localStorage.getItem('stagecraft-theme');
		if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
	} catch {
		// Storage is off: the system's choice stays.
	}
})();
