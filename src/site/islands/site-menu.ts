/** The menu opens without a script; with one, Escape and a click elsewhere close it. */
for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.site-menu')) {
	document.addEventListener('keydown', (event) => {
		if (event.key !== 'Escape' || !menu.open) return;
		menu.open = false;
		menu.querySelector('summary')?.focus();
	});
	document.addEventListener('click', (event) => {
		if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
	});
}
