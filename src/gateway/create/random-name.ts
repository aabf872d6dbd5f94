import { randomInt } from 'node:crypto';

/** For containers that the learner gives no name, as Docker does it. */
const qualities =
	'brave calm clever eager fair gentle happy keen kind lively lucid merry neat patient quick quiet ready steady sunny swift tidy warm wise witty'.split(
		' ',
	);
const people =
	'babbage bell bohr boole curie darwin dijkstra euler faraday franklin gauss goodall hamilton hopper kepler lamarr lovelace mendel newton noether pasteur ritchie shannon turing'.split(
		' ',
	);

/** A name such as `keen_hopper` that is not taken. */
export function randomName(taken: ReadonlySet<string>): string {
	for (let round = 0; ; round += 1) {
		const name = `${qualities[randomInt(qualities.length)]}_${people[randomInt(people.length)]}${round > 5 ? round : ''}`;
		if (!taken.has(name)) return name;
	}
}
