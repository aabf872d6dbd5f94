/** The Copy buttons of code blocks. */
const shownMilliseconds = 1500;

async function copy(button: HTMLButtonElement): Promise<void> {
	const text = button.closest('figure')?.querySelector('pre')?.textContent ?? '';
	try {
		await navigator.clipboard.writeText(text.replace(/\n$/, ''));
		button.textContent = 'Copied';
	} catch {
		button.textContent = 'Select and copy by hand';
	}
	setTimeout(() => {
		button.textContent = 'Copy';
	}, shownMilliseconds);
}

document.addEventListener('click', (event) => {
	const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('.copy-button') : null;
	if (button !== null) void copy(button);
});
