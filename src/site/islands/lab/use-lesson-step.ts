import { useEffect, useState } from 'preact/hooks';

/** A step counts as begun when its heading is in the upper 40 % of the window. */
const readingLine = 0.4;

/** `Step 3 of 8: Look inside`: the step of the lesson that is being read, by its headings "Step N: …". */
export function useLessonStep(): string | undefined {
	const [step, setStep] = useState<string | undefined>(undefined);
	useEffect(() => {
		const headings = [...document.querySelectorAll<HTMLElement>('main h2[id^="step-"]')];
		let waiting = false;
		const look = () => {
			waiting = false;
			const line = window.innerHeight * readingLine;
			const current = headings.findLast((heading) => heading.getBoundingClientRect().top < line);
			setStep(current?.textContent?.trim().replace(/^(Step \d+)/, `$1 of ${headings.length}`));
		};
		const scrolled = () => {
			if (waiting) return;
			waiting = true;
			requestAnimationFrame(look);
		};
		look();
		document.addEventListener('scroll', scrolled, { passive: true });
		return () => document.removeEventListener('scroll', scrolled);
	}, []);
	return step;
}
