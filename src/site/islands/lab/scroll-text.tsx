/** Text that may scroll inside its box; the box takes the keyboard, or nobody without a mouse could read the rest. */
import type { Ref } from 'preact';

interface Props {
	readonly label: string;
	readonly text: string;
	readonly boxRef?: Ref<HTMLPreElement>;
}

export function ScrollText({ label, text, boxRef }: Props) {
	return (
		// biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must take the keyboard (WCAG 2.1.1)
		<pre ref={boxRef ?? null} role="group" tabIndex={0} aria-label={label}>
			{text}
		</pre>
	);
}
