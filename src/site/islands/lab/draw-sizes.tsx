import { render } from 'preact';
import type { Report } from '#protocol/report.ts';
import { SizeBars } from './size-bars.tsx';
import { factorWords } from './size-line.tsx';
import { knownSizes } from './sizes.ts';

/** Draws the two sizes of a report, with the factor and what they were measured on. */
export function drawSizes(element: HTMLElement, report: Report): void {
	const sizes = knownSizes(report, undefined);
	render(
		<>
			<SizeBars sizes={sizes} />
			<p>
				{sizes.factor !== undefined && `Your second image is ${factorWords(sizes.factor)}. `}
				{report.engine !== undefined && `Unpacked sizes, measured on Docker ${report.engine.version}.`}
			</p>
		</>,
		element,
	);
}
