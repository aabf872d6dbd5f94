import { render } from 'preact';
import type { Report } from '#protocol/report.ts';
import type { LabText } from '../../text/en/lab.ts';
import { TextContext } from '../text-context.ts';
import { SizeBars } from './size-bars.tsx';
import { factorWords } from './size-line.tsx';
import { knownSizes } from './sizes.ts';

/** Draws the two sizes of a report, with the factor and what they were measured on. */
export function drawSizes(element: HTMLElement, report: Report, text: LabText): void {
	const sizes = knownSizes(report, undefined);
	render(
		<TextContext.Provider value={text}>
			<SizeBars sizes={sizes} />
			<p>
				{sizes.factor !== undefined && text.sizes.yours(factorWords(sizes.factor, text))}
				{report.engine !== undefined && text.sizes.measuredOn(report.engine.version)}
			</p>
		</TextContext.Provider>,
		element,
	);
}
