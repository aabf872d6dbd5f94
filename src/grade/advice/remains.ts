/** Advice about what is in the image itself, whatever the Dockerfile says. */
import type { FileEntry } from '#image/analysis.ts';
import type { CheckKind } from '#lab/schema.ts';
import { sizeText } from '#protocol/size-text.ts';
import { bottomStage } from '../dockerfile-places.ts';
import type { LayerOrigin } from '../layer-origin.ts';
import { finalBases, lineText, listText } from '../rule.ts';
import { type AdviceRule, type AdviceScope, at, type Finding } from './advice.ts';

/** Fewer bytes are not worth a line of advice. */
const leastBytes = 100_000;

/** Folders that only a package manager needs, and what fills them. */
const caches: readonly { readonly folder: RegExp; readonly name: string; readonly remedy: string }[] = [
	{ folder: /^var\/lib\/apt\/lists\//, name: 'lists of packages', remedy: 'rm -rf /var/lib/apt/lists/*' },
	{ folder: /^var\/cache\/apt\//, name: 'packages that apt downloaded', remedy: 'apt-get clean' },
	{ folder: /^var\/cache\/apk\//, name: 'the index of apk', remedy: 'apk add --no-cache' },
	{ folder: /^(root|home\/[^/]+)\/\.cache\/pip\//, name: 'the cache of pip', remedy: 'pip install --no-cache-dir' },
	{ folder: /^(root|home\/[^/]+)\/\.npm\//, name: 'the cache of npm', remedy: 'npm cache clean --force' },
	{ folder: /^(root|home\/[^/]+)\/\.cache\/(yarn|go-build)\//, name: 'the cache of a build', remedy: 'a cache mount' },
];

/** Layers that the Dockerfile made, with the files of the final tree that they hold. */
function ownLayers({
	facts,
}: AdviceScope): readonly { readonly origin: LayerOrigin; readonly files: readonly FileEntry[] }[] {
	const files = facts.evidence.images.after?.analysis.files ?? [];
	const byLayer = Map.groupBy(files, ({ layer }) => layer);
	return facts.layers.after
		.filter(({ fromBase }) => !fromBase)
		.map((origin) => ({ origin, files: byLayer.get(origin.index) ?? [] }));
}

function located(origin: LayerOrigin, message: string, hint: string): Finding {
	return origin.line === undefined
		? { message, hint }
		: at({ line: origin.line, endLine: origin.endLine ?? origin.line }, message, hint);
}

const cacheInImage: AdviceRule = {
	id: 'cache-in-the-image',
	level: 'actionable',
	find: (scope) =>
		ownLayers(scope).flatMap(({ origin, files }) =>
			caches.flatMap(({ folder, name, remedy }) => {
				const bytes = files.filter(({ path }) => folder.test(path)).reduce((sum, { size }) => sum + size, 0);
				if (bytes < leastBytes) return [];
				return located(
					origin,
					`${lineText(origin)} leaves ${name} in the image: ${sizeText(bytes)}.`,
					`Get rid of it in the same step: ${remedy}. Or do the step in a stage that stays out of the image.`,
				);
			}),
		),
};

/** Folders of a developer's machine, which a COPY of everything brings along. */
const deskFolders = /(^|\/)(\.git|\.github|\.venv|__pycache__|\.pytest_cache|coverage|\.vscode|\.idea)\//;

const workFiles: AdviceRule = {
	id: 'files-of-your-desk',
	level: 'actionable',
	saidBy: ['small-context', 'no-secrets'],
	find: (scope) =>
		ownLayers(scope).flatMap(({ origin, files }) => {
			// The history does not tell a copy of the context from one of a stage, where packages have such folders, too.
			const copies = scope.kept.flatMap((stage) => stage.copies);
			if (!copies.some(({ line, from }) => line === origin.line && from === 'context')) return [];
			const names = files.flatMap(({ path }) => deskFolders.exec(path)?.[2] ?? []);
			if (names.length === 0) return [];
			return located(
				origin,
				`${lineText(origin)} brings ${listText([...new Set(names)])} into the image.`,
				'Name such folders in .dockerignore, or copy only what the program needs.',
			);
		}),
};

function toolAdvice(
	id: string,
	category: 'shell' | 'package-manager' | 'build-tool',
	saidBy: CheckKind,
	message: (names: string) => string,
): AdviceRule {
	return {
		id,
		level: 'informative',
		saidBy: [saidBy],
		find: ({ facts, works }) => {
			const image = facts.evidence.images.after;
			// Where a check asks for it, a pass is said there, and a failure is told with its line.
			if (!works || image === undefined || facts.lab.checks.some(({ kind }) => kind === saidBy)) return [];
			const tools = image.analysis.tools.filter((tool) => tool.category === category);
			if (tools.length === 0) return [];
			const bottom = bottomStage(facts);
			const text = message(listText([...new Set(tools.map(({ name }) => name))]));
			const hint = `Nothing has to change. To go further, let the final stage start from ${finalBases(facts)} and see what breaks.`;
			return [
				bottom === undefined ? { message: text, hint } : at({ line: bottom.line, endLine: bottom.line }, text, hint),
			];
		},
	};
}

const shellThere = toolAdvice(
	'shell-in-the-image',
	'shell',
	'no-shell',
	(names) => `A shell is in the image (${names}): handy for you, and for an intruder.`,
);

const packageManagerThere = toolAdvice(
	'package-manager-in-the-image',
	'package-manager',
	'no-package-manager',
	(names) => `A package manager is in the image (${names}), which the program never uses.`,
);

export const remainsAdvice: readonly AdviceRule[] = [cacheInImage, workFiles, shellThere, packageManagerThere];
