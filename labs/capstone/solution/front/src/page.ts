/** The page: asks the back end for the nearest city. */
import { type Nearest, readPlace, sentence } from './place.ts';

/** Shown by the page, so that it tells which source it was built from. */
const marker = 'atlas-page-2026-11';

const form = document.querySelector('form');
const input = document.querySelector('input');
const status = document.querySelector('[role=status]');
const footer = document.querySelector('footer');

async function ask(text: string): Promise<string> {
	const place = readPlace(text);
	if (place === undefined) return 'Write degrees north and degrees east, such as 45.7, 4.8.';
	const answer = await fetch(`/api/nearest?lat=${place.lat}&lon=${place.lon}`);
	return answer.ok ? sentence((await answer.json()) as Nearest) : 'The service did not answer.';
}

form?.addEventListener('submit', async (event) => {
	event.preventDefault();
	if (status !== null) status.textContent = await ask(input?.value ?? '');
});

if (footer !== null) footer.textContent = `Page ${marker}`;
