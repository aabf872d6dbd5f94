/** Where a program is that the start command names, and that is not on the PATH of the image. */
import type { ImageAnalysis } from '#image/analysis.ts';

/** What is so, and the next step; undefined when nothing of that name is in the image. */
export function programElsewhere(
	image: ImageAnalysis,
	name: string,
): { readonly actual: string; readonly hint: string } | undefined {
	if (name === '' || name.includes('/')) return undefined;
	const files = image.files.filter(({ type }) => type === 'file' || type === 'symlink');
	const program = files.find(({ path, mode }) => path.endsWith(`/bin/${name}`) && (mode & 0o111) !== 0);
	if (program !== undefined) {
		const folder = `/${program.path.slice(0, -name.length - 1)}`;
		const actual = `The start command names ${name}, which is in ${folder}, and PATH does not name this folder.`;
		if (program.path.startsWith('root/') && !/^(0|root)?(:|$)/.test(image.config.user)) {
			return {
				actual,
				hint: `Nobody but root may enter /root, so install to another folder: a virtual environment in /opt/venv, with ENV PATH=/opt/venv/bin:$PATH.`,
			};
		}
		return { actual, hint: `Write ENV PATH=${folder}:$PATH in the final stage.` };
	}
	const packageFile = files.find(({ path }) => path.endsWith(`/site-packages/${name}/__init__.py`));
	if (packageFile === undefined) return undefined;
	const folder = packageFile.path.replace(/\/lib\/.*$/, '');
	return {
		actual: `The start command names ${name}, and the image has the package ${name} without its program.`,
		hint: `pip puts programs into a bin folder beside lib: copy /${folder}/bin/${name} as well, or install into a virtual environment and copy it whole.`,
	};
}
