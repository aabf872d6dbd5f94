import { bottomStage, finalStage } from '../dockerfile-places.ts';
import { entryProgram } from '../entry-program.ts';
import { type Facts, fail, inDockerfile, noEvidence, pass, type Rule } from '../rule.ts';

const expected = 'The effective user is not root.';
const setUserId = 0o4000;

/** The effective user id of the program's process is not 0. */
export const nonRoot: Rule<'non-root'> = {
	needs: () => ['engine', 'after', 'image'],
	judge: (_check, facts) => {
		const image = facts.evidence.images.after;
		if (image === undefined) return noEvidence(expected, 'the image');
		const { user } = image.analysis.config;
		const stage = finalStage(facts);
		const place = inDockerfile(facts, stage?.user ?? startOf(facts));
		const end = 'Put USER 65532:65532 before ENTRYPOINT, or take a base with the tag nonroot.';
		if (user === '') return fail(expected, 'The image sets no user, so the program runs as root.', end, place);
		if (isRoot(user, image.userId))
			return fail(expected, user === 'root' ? 'The user is root.' : `The user is ${user}, which is root.`, end, place);
		const { file } = entryProgram(image.analysis);
		if (file !== undefined && file.uid === 0 && (file.mode & setUserId) !== 0) {
			return fail(
				expected,
				`The user is ${user}, but /${file.path} has the set-user-id bit and belongs to root, so it runs as root.`,
				'Remove the bit: COPY --chmod=755.',
				place,
			);
		}
		return pass(expected, `The user is ${user}.`);
	},
};

/** A number counts as it stands; a name by what a container of the image said, else by being called root. */
function isRoot(user: string, userId: number | undefined): boolean {
	const [name = ''] = user.split(':');
	if (/^\d+$/.test(name)) return Number(name) === 0;
	return userId === undefined ? name === 'root' : userId === 0;
}

function startOf(facts: Facts): { readonly line?: number } {
	const stage = finalStage(facts) ?? bottomStage(facts);
	return stage === undefined ? {} : { line: stage.endLine };
}
