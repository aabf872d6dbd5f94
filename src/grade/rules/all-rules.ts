/** Every rule by the kind of check that it judges. */
import type { CheckKind } from '#lab/schema.ts';
import type { Rule } from '../rule.ts';
import { allowedBases } from './allowed-bases.ts';
import { behaves } from './behaves.ts';
import { builds } from './builds.ts';
import { cacheOrder } from './cache-order.ts';
import { fromSource } from './from-source.ts';
import { multiStage } from './multi-stage.ts';
import { noBuildTools } from './no-build-tools.ts';
import { noDeadWeight } from './no-dead-weight.ts';
import { noPackageManager } from './no-package-manager.ts';
import { noSecrets } from './no-secrets.ts';
import { noShell } from './no-shell.ts';
import { nonRoot } from './non-root.ts';
import { sizeBudget } from './size-budget.ts';
import { sizeRatio } from './size-ratio.ts';
import { smallContext } from './small-context.ts';
import { solutionDoc } from './solution-doc.ts';
import { stopsCleanly } from './stops-cleanly.ts';
import { trueSizes } from './true-sizes.ts';

export const allRules: { readonly [Kind in CheckKind]: Rule<Kind> } = {
	'allowed-bases': allowedBases,
	behaves,
	builds,
	'cache-order': cacheOrder,
	'from-source': fromSource,
	'multi-stage': multiStage,
	'no-build-tools': noBuildTools,
	'no-dead-weight': noDeadWeight,
	'no-package-manager': noPackageManager,
	'no-secrets': noSecrets,
	'no-shell': noShell,
	'non-root': nonRoot,
	'size-budget': sizeBudget,
	'size-ratio': sizeRatio,
	'small-context': smallContext,
	'solution-doc': solutionDoc,
	'stops-cleanly': stopsCleanly,
	'true-sizes': trueSizes,
};
