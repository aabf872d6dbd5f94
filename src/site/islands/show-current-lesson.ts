/** The list beside the text is longer than the screen: the lesson that is open is brought into it. */
const list = document.querySelector<HTMLElement>('.sidebar');
const current = list?.querySelector<HTMLElement>('[aria-current="page"]');
if (list && current) {
	// Only the list scrolls: scrollIntoView would move the page as well.
	const above = current.offsetTop - list.offsetTop;
	if (above > list.clientHeight / 2) list.scrollTop = above - list.clientHeight / 2;
}
