/** What stands behind the language of a fence: ` ```sh id=run-small `, ` ```dockerfile from=labs/go/solution/Dockerfile `. */

export interface FenceInfo {
	/** Id of a command block; unique in its lesson. */
	readonly id?: string;
	/** It is typed into the container that the block before it opened, so there is nothing to run it in from here. */
	readonly inside: boolean;
	/** File of the lab that has this text when the lesson is followed. */
	readonly file?: string;
	/** File of the checkout that these lines stand in, one after the other. */
	readonly from?: string;
	/** Its last command is meant to fail. */
	readonly fails: boolean;
	/** Why nobody can run it. The tests run every other one. */
	readonly notRun?: string;
}

const idForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const wordForm = /[^\s="]+="[^"]*"|\S+/g;

/** Throws for a word that means nothing here, so that a lesson with a slip does not build. */
export function fenceInfo(text: string): FenceInfo {
	const info: { -readonly [Key in keyof FenceInfo]: FenceInfo[Key] } = { inside: false, fails: false };
	for (const word of text.match(wordForm) ?? []) {
		const [name = '', value = ''] = word.split(/=(.*)/s, 2);
		const [, quoted = ''] = /^"(.+)"$/.exec(value) ?? [];
		if (word === 'inside' || word === 'fails') info[word] = true;
		else if (name === 'id' && idForm.test(value)) info.id = value;
		else if ((name === 'file' || name === 'from') && value !== '') info[name] = value;
		else if (name === 'not-run' && quoted !== '') info.notRun = quoted;
		else {
			throw new Error(
				`a fence says "${word}"; it may say id=some-words, inside, fails, file=PATH, from=PATH and not-run="the reason"`,
			);
		}
	}
	return info;
}
