import type { Engine } from '#engine/engine.ts';
import { type AnalyseOptions, analyseArchive } from '#image/analyse-archive.ts';
import type { ImageAnalysis, ToolCategory } from '#image/analysis.ts';

export async function analyseOnEngine(
	engine: Engine,
	ref: string,
	options: AnalyseOptions = {},
): Promise<ImageAnalysis> {
	const archive = await engine.images.save(ref);
	try {
		return await analyseArchive(archive, options);
	} finally {
		archive.destroy();
	}
}

/** Names of the programs of a category, each once, sorted. */
export function programNames(analysis: ImageAnalysis, category: ToolCategory): readonly string[] {
	return [...new Set(analysis.tools.filter((tool) => tool.category === category).map(({ name }) => name))].sort();
}
