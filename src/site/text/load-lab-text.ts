/** The words of the lab in the browser: a page brings those of its own language, and no others. */
import type { LabText } from './en/lab.ts';
import { type Locale, localeOfLang } from './locales.ts';

const catalogues: Readonly<Record<Locale, () => Promise<{ readonly lab: LabText }>>> = {
	en: () => import('./en/lab.ts'),
	de: () => import('./de/lab.ts'),
};

/** In the language that the element stands in. */
export async function labTextFor(element: Element): Promise<LabText> {
	const lang = element.closest<HTMLElement>('[lang]')?.lang ?? '';
	return (await catalogues[localeOfLang(lang)]()).lab;
}
