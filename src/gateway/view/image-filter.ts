import type { FilterMap } from '../http/query.ts';
import { badRequest } from '../http/refusal.ts';
import { parseImageName } from '../image-name.ts';
import type { OwnImages, VisibleImage } from '../own/images.ts';
import { visibleLabels } from './plain.ts';

export const imageFilters: readonly string[] = ['before', 'dangling', 'label', 'reference', 'since'];

/** The images that pass the filters of `docker images`. Names of a reference filter that does not match are left out. */
export async function filterImages(
	seen: readonly VisibleImage[],
	known: FilterMap,
	images: OwnImages,
	signal: AbortSignal,
): Promise<readonly VisibleImage[]> {
	const created = async (name: 'before' | 'since'): Promise<readonly number[]> =>
		await Promise.all((known.get(name) ?? []).map(async (image) => (await images.find(image, signal)).listed.Created));
	const [before, since] = await Promise.all([created('before'), created('since')]);
	const references = known.get('reference');
	return seen
		.map((image) =>
			references
				? { ...image, tags: image.tags.filter((tag) => references.some((wanted) => matches(wanted, tag))) }
				: image,
		)
		.filter(({ tags }) => references === undefined || tags.length > 0)
		.filter(({ tags }) => (known.get('dangling') ?? []).every((value) => truth(value) === (tags.length === 0)))
		.filter(({ listed }) => (known.get('label') ?? []).every((label) => hasLabel(visibleLabels(listed.Labels), label)))
		.filter(
			({ listed }) => before.every((time) => listed.Created < time) && since.every((time) => listed.Created > time),
		);
}

function truth(value: string): boolean {
	if (['1', 'true'].includes(value)) return true;
	if (['0', 'false'].includes(value)) return false;
	throw badRequest(`invalid value of the filter dangling: "${value.slice(0, 20)}"`);
}

function hasLabel(labels: Readonly<Record<string, string>>, wanted: string): boolean {
	const [name = '', ...value] = wanted.split('=');
	return Object.hasOwn(labels, name) && (value.length === 0 || labels[name] === value.join('='));
}

/** `my-app`, `my-app:v1`, `my-*`, `*:latest`: the whole name, or the name without its tag. */
function matches(pattern: string, tag: string): boolean {
	const repository = parseImageName(tag)?.repository ?? tag;
	const short = pattern.replace(/^(?:index\.)?docker\.io\/(?:library\/)?/, '');
	return fits(short, tag) || fits(short, repository);
}

/** `*` and `?` stand for anything but a slash. In time proportional to pattern times text. */
function fits(pattern: string, text: string): boolean {
	let reached = new Set([0]);
	for (const letter of pattern) {
		const next = new Set<number>();
		for (const at of reached) {
			if (letter === '*')
				for (let end = at; end <= text.length && !text.slice(at, end).includes('/'); end += 1) next.add(end);
			else if (at < text.length && (letter === text[at] || (letter === '?' && text[at] !== '/'))) next.add(at + 1);
		}
		reached = next;
	}
	return reached.has(text.length);
}
