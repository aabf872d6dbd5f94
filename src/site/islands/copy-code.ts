/** The Copy buttons of code blocks. */
const shownMilliseconds = 1500;

async function copy(button: HTMLButtonElement): Promise<void> {
	const { copied = '', byHand = '' } = button.dataset;
	const word = button.dataset['word'] ?? button.textContent;
	button.dataset['word'] = word;
	const text = button.closest('figure')?.querySelector('pre')?.textContent ?? '';
	try {
		await navigator.clipboard.writeText(text.replace(/\n$/, ''));
		button.textContent = copied;
	} catch {
		button.textContent = byHand;
	}
	setTimeout(() => {
		button.textContent = word;
	}, shownMilliseconds);
}

document.addEventListener('click', (event) => {
	const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>('.copy-button') : null;
	if (button !== null) void copy(button);
});
