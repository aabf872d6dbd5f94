import { Refusal } from '../http/refusal.ts';

const pathForm = /^(?:\/[\w.-]+)+\/?$/;
/** Options that change the size and the rights of the mount, none that opens something: https://docs.docker.com/engine/storage/tmpfs/ */
const optionForm = /^(?:rw|ro|exec|noexec|nosuid|nodev|(?:size|mode|uid|gid|nr_inodes)=\d{1,12}[kmg]?)$/i;

/**
 * Memory mounted as a folder. What is in it counts as memory of the container.
 *
 * @throws Refusal for a path or an option that is not known.
 */
export function tmpfsOf(asked: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
	const mounts = Object.entries(asked).map(([path, options]): [string, string] => {
		if (!pathForm.test(path) || path.split('/').includes('..'))
			throw new Refusal(`This session does not allow --tmpfs on "${path.slice(0, 100)}".`);
		const given = options.split(',').filter((option) => option !== '');
		const refused = given.find((option) => !optionForm.test(option));
		if (refused !== undefined)
			throw new Refusal(`This session does not allow the tmpfs option "${refused.slice(0, 60)}".`);
		return [path, [...given, 'nosuid', 'nodev'].join(',')];
	});
	return Object.fromEntries(mounts);
}
