import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Characters of one line. An event carries the labels of its container. */
const lineLength = 4 * 1024 * 1024;

/** JSON values, one a line: each is changed on its way. Undefined leaves it out. */
export function mapLines(change: (value: unknown) => unknown): Transform {
	const decoder = new StringDecoder('utf8');
	let rest = '';
	return new Transform({
		transform(chunk: Buffer, _encoding, done) {
			rest += decoder.write(chunk);
			if (rest.length > lineLength) {
				done(new Error('a line of the engine has no end'));
				return;
			}
			const lines = rest.split('\n');
			rest = lines.pop() ?? '';
			try {
				for (const line of lines) {
					const value = line.trim() === '' ? undefined : change(JSON.parse(line));
					if (value !== undefined) this.push(`${JSON.stringify(value)}\n`);
				}
				done();
			} catch (error) {
				done(error as Error);
			}
		},
	});
}
