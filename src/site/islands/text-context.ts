/** The words of the page's language, for everything that is drawn. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { LabText } from '../text/en/lab.ts';

export const TextContext = createContext<LabText | undefined>(undefined);

export function useText(): LabText {
	const text = useContext(TextContext);
	if (text === undefined) throw new Error('something was drawn without words');
	return text;
}
