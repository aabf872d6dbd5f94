/** What stands behind the language of a fence: ` ```sh id=run-small `, ` ```dockerfile file=Dockerfile `. */

export interface FenceInfo {
	/** Id of a command block; unique in its lesson. */
	readonly id?: string;
	/** It is typed into the container that the block before it opened, so there is nothing to run it in from here. */
	readonly inside: boolean;
	/** File of the lab that has this text when the lesson is followed. */
	readonly file?: string;
}

const idForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Throws for a word that means nothing here, so that a lesson with a slip does not build. */
export function fenceInfo(text: string): FenceInfo {
	const info: { id?: string; inside: boolean; file?: string } = { inside: false };
	for (const word of text.split(/\s+/).filter((each) => each !== '')) {
		const [name, value = ''] = word.split('=', 2);
		if (word === 'inside') info.inside = true;
		else if (name === 'id' && idForm.test(value)) info.id = value;
		else if (name === 'file' && value !== '') info.file = value;
		else throw new Error(`a fence says "${word}"; it may say id=some-words, inside and file=PATH`);
	}
	return info;
}
