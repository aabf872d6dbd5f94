/** The words of pages in every language; only what builds the pages has them all at once. */
import { frame as deFrame } from './de/frame.ts';
import { lesson as deLesson } from './de/lesson.ts';
import { frame as enFrame, type FrameText } from './en/frame.ts';
import { lesson as enLesson, type LessonText } from './en/lesson.ts';
import type { Locale } from './locales.ts';

export const frameText: Readonly<Record<Locale, FrameText>> = { en: enFrame, de: deFrame };
export const lessonText: Readonly<Record<Locale, LessonText>> = { en: enLesson, de: deLesson };
