import { describe, expect, it } from 'vitest';
import type { MarkerEvidence } from '../evidence.ts';
import { judge, makeEvidence, told } from '../evidence-fixture.ts';

function withMarker(parts: Partial<MarkerEvidence>) {
	const evidence = makeEvidence();
	if (evidence.marker === undefined) throw new Error('the fixture has a marker');
	return { ...evidence, marker: { ...evidence.marker, ...parts } };
}

describe('from-source', () => {
	it('passes a good submission', () => {
		expect(judge('from-source', makeEvidence())).toMatchObject({ status: 'pass', hint: '' });
	});

	it('tells that the marker is gone', () => {
		expect(told(judge('from-source', withMarker({ outcome: 'no-marker' })))).toMatchInlineSnapshot(`
			"fail: calculator.go does not hold the constant marker-1, which the judge changes.
			> Keep calculator.go as the starter has it, with its marker.
			@ calculator.go"
		`);
	});

	it('tells that the changed source does not build', () => {
		expect(told(judge('from-source', withMarker({ outcome: 'build-failed' })))).toMatchInlineSnapshot(`
			"fail: With the marker changed in calculator.go the image does not build any more.
			> Nothing in the Dockerfile may depend on the value of the marker.
			@ calculator.go"
		`);
	});

	it('tells that the old value still shows', () => {
		expect(told(judge('from-source', withMarker({ changedOutput: 'marker-1\n' })))).toMatchInlineSnapshot(`
			"fail: After the change in calculator.go the program still shows the old value.
			> The program is made from something else than calculator.go: a copy of it, or a binary that was built before. Let the Dockerfile copy calculator.go and build the program from it.
			@ Dockerfile"
		`);
	});

	it('tells that the program shows something else', () => {
		expect(told(judge('from-source', withMarker({ changedOutput: 'v2\n' })))).toMatchInlineSnapshot(`
			"fail: Asked for its version the program does not show the marker of calculator.go; it printed "v2".
			> Keep the version command of calculator.go as the starter has it, and build the program from this file.
			@ calculator.go"
		`);
	});

	it('wants the value of the source as it was handed in, too', () => {
		expect(
			told(
				judge(
					'from-source',
					withMarker({
						originalOutput: 'v2\n',
					}),
				),
			),
		).toMatchInlineSnapshot(`
			"fail: Asked for its version the program does not show the marker of calculator.go; it printed "v2".
			> Keep the version command of calculator.go as the starter has it, and build the program from this file.
			@ calculator.go"
		`);
	});
});
