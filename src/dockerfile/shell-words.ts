/** Cuts a text into words while it is read. */
import { isSpace } from './go-text.ts';

/** Collects words: blanks end one, unless they are quoted or escaped. */
export class ShellWords {
	private readonly words: string[] = [];
	private word = '';

	add(text: string): void {
		for (const char of text) {
			if (!isSpace(char)) this.word += char;
			else this.end();
		}
	}

	addQuoted(text: string): void {
		this.word += text;
	}

	end(): readonly string[] {
		if (this.word !== '') this.words.push(this.word);
		this.word = '';
		return this.words;
	}
}
