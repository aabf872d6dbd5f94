/** What all stages of one build share. */
import type { GlobalArgs } from './global-args.ts';
import type { Problems } from './problems.ts';
import type { Expander } from './scope.ts';
import type { Sources } from './sources.ts';
import type { StageLinks } from './stage-links.ts';

export interface BuildSetting {
	readonly globals: GlobalArgs;
	readonly buildArgs: Readonly<Record<string, string>>;
	readonly links: StageLinks;
	readonly sources: Sources;
	readonly expander: Expander;
	readonly problems: Problems;
}
