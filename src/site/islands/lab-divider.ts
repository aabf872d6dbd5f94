/** The line between lesson and lab: dragged, moved by keys, put back by a double click, kept for the next visit. */
const storageKey = 'stagecraft-lesson-width';
const initialPercent = 46;
const stepPercent = 2;

const page = document.querySelector<HTMLElement>('.lab-page');
const divider = document.querySelector<HTMLElement>('.divider');

function setWidth(wanted: number, keep = true): void {
	if (page === null || divider === null) return;
	const low = Number(divider.ariaValueMin);
	const high = Number(divider.ariaValueMax);
	const percent = Math.round(Math.min(high, Math.max(low, wanted)) * 10) / 10;
	document.documentElement.style.setProperty('--lesson-width', `${percent}%`);
	divider.ariaValueNow = String(Math.round(percent));
	divider.ariaValueText = (divider.dataset['valueText'] ?? '').replace('{percent}', String(Math.round(percent)));
	if (!keep) return;
	try {
		localStorage.setItem(storageKey, String(percent));
	} catch {
		// Storage is off: the width holds for this page.
	}
}

function keptWidth(): number {
	try {
		return Number(localStorage.getItem(storageKey)) || initialPercent;
	} catch {
		return initialPercent;
	}
}

const now = () => Number(divider?.ariaValueNow ?? initialPercent);
const keys: Record<string, () => number> = {
	ArrowLeft: () => now() - stepPercent,
	ArrowRight: () => now() + stepPercent,
	Home: () => 0,
	End: () => 100,
	Enter: () => initialPercent,
};

divider?.addEventListener('keydown', (event) => {
	const width = keys[event.key];
	if (width === undefined) return;
	event.preventDefault();
	setWidth(width());
});
divider?.addEventListener('dblclick', () => setWidth(initialPercent));
divider?.addEventListener('pointerdown', (event) => {
	divider.setPointerCapture(event.pointerId);
	divider.dataset['dragging'] = '';
	event.preventDefault();
	divider.focus();
});
divider?.addEventListener('pointermove', (event) => {
	if (page === null || !divider.hasPointerCapture(event.pointerId)) return;
	const box = page.getBoundingClientRect();
	setWidth(((event.clientX - box.left) / box.width) * 100);
});
divider?.addEventListener('lostpointercapture', () => {
	delete divider.dataset['dragging'];
});
setWidth(keptWidth(), false);
