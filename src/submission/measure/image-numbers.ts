/** The numbers of one image that pages show, from its analysis. */
import type { ImageAnalysis, ToolCategory } from '#image/analysis.ts';
import { splitByBase } from '#image/split-by-base.ts';
import type { MeasurementOf } from '#lab/measured.ts';

export type ImageNumbers = Omit<MeasurementOf<'image'>, 'kind' | 'id' | 'run' | 'built'>;

/** One file for each installed package: in full images a list of its files, in distroless ones its description. */
const packageRecord = /^var\/lib\/dpkg\/(?:info\/[^/]+\.list|status\.d\/[^/]+(?<!\.md5sums))$/;
const anyExecute = 0o111;

function names(analysis: ImageAnalysis, category: ToolCategory): string[] {
	return [...new Set(analysis.tools.filter((tool) => tool.category === category).map(({ name }) => name))].sort();
}

/** @param baseLayers diff ids of the layers that the base brought. */
export function imageNumbers(
	analysis: ImageAnalysis,
	engineBytes: number,
	baseLayers: readonly string[],
): ImageNumbers {
	const { base } = splitByBase(analysis, baseLayers);
	const files = analysis.files.filter(({ type }) => type !== 'directory');
	const programs = files.filter(
		({ mode, content }) =>
			(mode & anyExecute) !== 0 &&
			(content?.kind === 'script' || (content?.kind === 'elf' && content.role === 'executable')),
	);
	return {
		unpacked: analysis.unpackedBytes,
		transfer: analysis.transferBytes ?? 0,
		engine: engineBytes,
		layers: analysis.layers.map(({ index, history, unpackedBytes }) => ({
			instruction: history?.instruction ?? '',
			bytes: unpackedBytes,
			fromBase: base.some((layer) => layer.index === index),
		})),
		files: files.length,
		executables: programs.length,
		setuid: analysis.setIdFiles.length,
		packages: files.filter(({ path }) => packageRecord.test(path)).length,
		shells: names(analysis, 'shell'),
		packageManagers: names(analysis, 'package-manager'),
		buildTools: names(analysis, 'build-tool'),
	};
}
