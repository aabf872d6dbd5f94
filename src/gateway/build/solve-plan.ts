import type { SessionNames } from '../names.ts';
import { cacheExportsOf } from './cache-options.ts';
import type { CommandSession } from './command-session.ts';
import { exportersOf, type ImageIn } from './exporters.ts';
import { learnerWords } from './learner-words.ts';
import { refused } from './refusal.ts';
import type { AskedSolve, MadeSolve, Strings } from './solve-messages.ts';

/** What a docker command asked for with `Control.Solve`, as far as it is granted. */
export interface SolvePlan {
	readonly fields: Pick<
		MadeSolve,
		'Cache' | 'ExporterAttrsDeprecated' | 'ExporterDeprecated' | 'Exporters' | 'Internal'
	>;
	/** The command's session. Throws GrpcError when there is none. */
	command(signal: AbortSignal): Promise<CommandSession>;
	/** What the exporters told, in the learner's words. */
	response(given: Strings): Strings;
}

/** What exporters tell that a docker command shows or writes into a file. */
const toldKeys: ReadonlySet<string> = new Set([
	'containerimage.config.digest',
	'containerimage.descriptor',
	'containerimage.digest',
	'image.name',
]);

/**
 * Decides about a `Control.Solve`.
 *
 * @throws GrpcError with a sentence for the learner.
 */
export function solvePlan(asked: AskedSolve, names: SessionNames, command: SolvePlan['command']): SolvePlan {
	if (asked.Entitlements.length > 0) {
		throw refused(
			`--allow ${asked.Entitlements[0]} is not offered here: steps of a build get no more rights. Leave it out.`,
		);
	}
	if (asked.Frontend !== '' || asked.Definition.length > 0 || Object.keys(asked.FrontendInputs).length > 0) {
		throw refused('Only Dockerfiles are built here: docker build.');
	}
	if (asked.SourcePolicy.length > 0) throw refused('A source policy of your own is not offered here. Leave it out.');
	const imageIn: ImageIn = (reference) => names.imageIn(reference);
	const exporters = exportersOf(asked, imageIn);
	const [first] = exporters;
	const single = exporters.length === 1 ? first : undefined;
	return {
		fields: {
			ExporterDeprecated: single?.Type ?? '',
			ExporterAttrsDeprecated: single?.Attrs ?? {},
			Exporters: single === undefined ? exporters : [],
			Cache: { Exports: cacheExportsOf(asked) },
			Internal: true,
		},
		command,
		response: (given) =>
			Object.fromEntries(
				Object.entries(given)
					.filter(([key]) => toldKeys.has(key))
					.map(([key, value]) => [key, learnerWords(value, names)]),
			),
	};
}
