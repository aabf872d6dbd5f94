import { durationText } from '#protocol/size-text.ts';
import { execForm, startCommand } from '../dockerfile-places.ts';
import { entryProgram } from '../entry-program.ts';
import { fail, inDockerfile, noEvidence, pass, type Rule } from '../rule.ts';

/** The start command is in exec form, and the program ends soon after SIGTERM. */
export const stopsCleanly: Rule<'stops-cleanly'> = {
	needs: () => ['engine', 'after', 'image', 'stop'],
	judge: ({ stopSeconds }, facts) => {
		const expected = `The start command is in exec form, and the program ends within ${stopSeconds} s of SIGTERM.`;
		const image = facts.evidence.images.after;
		if (image === undefined) return noEvidence(expected, 'the image');
		const command = startCommand(facts);
		const place = inDockerfile(facts, command);
		const { form } = entryProgram(image.analysis);
		if (form === 'none') {
			const hint = 'End the final stage with ENTRYPOINT ["/path/of/your/program"].';
			return fail(expected, 'The image has neither ENTRYPOINT nor CMD.', hint, place);
		}
		// Behind an entry point of the base, a shell of CMD is not what the image starts first, and still in between.
		if (form === 'shell' || command?.form === 'shell') {
			const better = command?.form === 'shell' ? execForm(facts, command) : 'ENTRYPOINT ["/path/of/your/program"]';
			return fail(
				expected,
				'The start command is in shell form: a shell is the first process, and the stop signal does not reach the program.',
				`Write it as a list: ${better}.`,
				place,
			);
		}
		const { stop } = facts.evidence;
		if (stop === undefined) return noEvidence(expected, 'how the program stops');
		if (stop.outcome === 'not-running') {
			return fail(
				expected,
				'The program was not running any more when the signal came.',
				`It has to wait for ${facts.lab.probe?.kind === 'http' ? 'questions' : 'input'}. Look at what the check of its behaviour says first.`,
				place,
			);
		}
		if (stop.outcome === 'stopped' && stop.milliseconds <= stopSeconds * 1000) {
			return pass(expected, `It ended ${durationText(stop.milliseconds)} after the signal.`);
		}
		return fail(
			expected,
			`It did not end within ${stopSeconds} s and was killed.`,
			'Start the program itself, not a script that starts it; if it must be a script, end it with exec. The first process of a container is ended by SIGTERM only if it handles it: take a server that does, or handle it in the program.',
			place,
		);
	},
};
