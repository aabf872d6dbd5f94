import { useEffect, useState } from 'preact/hooks';
import { useText } from '../text-context.ts';

/** `Step 3: Look inside`, in whatever language the lesson is. */
const stepHeading = /^\p{L}+ (\d+): (.+)$/u;

/** A step counts as begun when its heading is in the upper 40 % of the window. */
const readingLine = 0.4;

/** `Step 3 of 8: Look inside`: the step of the lesson that is being read, by its headings. */
export function useLessonStep(): string | undefined {
	const [step, setStep] = useState<string | undefined>(undefined);
	const { strip } = useText();
	useEffect(() => {
		const headings = [...document.querySelectorAll<HTMLElement>('main h2[id]')].flatMap((heading) => {
			const [, number, title] = stepHeading.exec(heading.textContent?.trim() ?? '') ?? [];
			return number === undefined || title === undefined ? [] : [{ heading, number, title }];
		});
		let waiting = false;
		const look = () => {
			waiting = false;
			const line = window.innerHeight * readingLine;
			const current = headings.findLast(({ heading }) => heading.getBoundingClientRect().top < line);
			setStep(current && strip.step(current.number, headings.length, current.title));
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
