/** Marks the heading that is being read in the list beside the text. */
const links = [...document.querySelectorAll<HTMLAnchorElement>('.on-this-page a')];
const targets = links.flatMap((link) => {
	const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
	return heading === null ? [] : [{ link, heading }];
});

/** A heading counts as read from the upper third of the window on. */
const readingLine = 0.3;
let waiting = false;

function mark(): void {
	waiting = false;
	const line = window.innerHeight * readingLine;
	const current = targets.findLast(({ heading }) => heading.getBoundingClientRect().top < line) ?? targets[0];
	for (const { link } of targets) {
		if (link === current?.link) link.setAttribute('aria-current', 'true');
		else link.removeAttribute('aria-current');
	}
}

if (targets.length > 0) {
	document.addEventListener(
		'scroll',
		() => {
			if (waiting) return;
			waiting = true;
			requestAnimationFrame(mark);
		},
		{ passive: true },
	);
	mark();
}
