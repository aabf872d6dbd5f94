/** The image's history, and which of its instructions made which layer. */
import type { HistoryEntry } from './analysis.ts';

/**
 * An instruction as a Dockerfile says it, from what a builder wrote: BuildKit `RUN /bin/sh -c make # buildkit`, the
 * classic builder `/bin/sh -c make` and `/bin/sh -c #(nop)  CMD ["x"]`, with build arguments as `|1 V=2 /bin/sh -c …`.
 */
export function toInstruction(createdBy: string): string {
	const text = createdBy.trim();
	const classicNote = /^\/bin\/sh -c #\(nop\)\s*(.*)$/s.exec(text)?.[1];
	if (classicNote !== undefined) return classicNote;
	const fromBuildKit = text.endsWith('# buildkit');
	const plain = text.replace(/\s*# buildkit$/, '');
	const withoutArguments = plain.replace(/^(RUN )?\|\d+ .*?(?=\/bin\/sh -c )/s, '$1');
	if (/^(?:RUN )?\/bin\/sh -c /.test(withoutArguments))
		return withoutArguments.replace(/^(?:RUN )?\/bin\/sh -c /, 'RUN ');
	return fromBuildKit && /^\|\d+ /.test(plain) ? `RUN ${plain}` : plain;
}

/**
 * The history entry of each layer, from the lowest. Entries that made no layer are passed over. Histories that do not
 * fit are matched from the end, since tools that make bases leave out the oldest ones.
 */
export function historyOfLayers(
	history: readonly HistoryEntry[],
	layers: number,
): readonly (HistoryEntry | undefined)[] {
	const made = history.filter(({ emptyLayer }) => !emptyLayer);
	return Array.from({ length: layers }, (_, index) => made[made.length - layers + index]);
}
