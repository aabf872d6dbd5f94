/** Messages that nobody wrote: they may be refused, and may not end us, hang us or get through as anything else. */
import { describe, expect, it } from 'vitest';
import { GrpcError } from '#engine/buildkit/grpc-status.ts';
import { ContextCheck } from '#gateway/build/context-check.ts';
import { filePacketCodec, isInside } from '#gateway/build/file-packets.ts';
import { frontendOptions } from '#gateway/build/frontend-options.ts';
import { learnerResult } from '#gateway/build/learner-result.ts';
import { ProgressView } from '#gateway/build/progress-view.ts';
import { returnedCodec } from '#gateway/build/result-messages.ts';
import { askedBridgeSolveCodec, askedSolveCodec, madeSolveCodec } from '#gateway/build/solve-messages.ts';
import { solvePlan } from '#gateway/build/solve-plan.ts';
import { SessionNames } from '#gateway/names.ts';

/** As many as run in a second or two; `FUZZ_ROUNDS` gives more. */
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 3_000);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000);

/** mulberry32: a small generator that a seed starts anew. */
function generator(start: number): (below: number) => number {
	let state = start;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
	};
}

const names = new SessionNames('stagecraft-0123456789abcdef');
const texts = [
	'',
	'x',
	'dockerfile.v0',
	'gateway.v0',
	'moby',
	'image',
	'local',
	'name',
	'push',
	'true',
	'../../x',
	'filename',
];
const keys = [
	'context',
	'build-arg:X',
	'label:io.stagecraft.job',
	'__proto__',
	'constructor',
	'cgroup-parent',
	'ulimit',
	'a/b:1',
];

function bytes(random: (below: number) => number, depth = 0): Buffer {
	const parts: Buffer[] = [];
	for (let left = random(6); left >= 0; left -= 1) {
		const field = 1 + random(18);
		const kind = random(10);
		if (kind === 0) parts.push(Buffer.from([random(256), random(256)]));
		else if (kind < 3) parts.push(Buffer.from([field << 3, random(128)]));
		else {
			const words = [...texts, ...keys];
			const inner = kind < 6 && depth < 5 ? bytes(random, depth + 1) : Buffer.from(words[random(words.length)] ?? '');
			// A length that is not true, now and then.
			parts.push(Buffer.from([(field << 3) | 2, random(40) === 0 ? random(128) : inner.length & 127]), inner);
		}
	}
	const whole = Buffer.concat(parts);
	if (random(4) === 0 && whole.length > 0) whole[random(whole.length)] = random(256);
	return random(8) === 0 ? whole.subarray(0, random(whole.length + 1)) : whole;
}

/** Runs it; a refusal is fine, and what the decoder says of broken bytes. */
function survives(run: () => void): void {
	try {
		run();
	} catch (error) {
		expect(error).toBeInstanceOf(Error);
		if (!(error instanceof GrpcError))
			expect((error as Error).message).toMatch(/index out of range|invalid|not valid|max depth|illegal|recursion/i);
	}
}

const forced = {
	platform: 'linux/amd64',
	fileBytes: 1,
	memoryBytes: 1,
	scope: 'scope',
	labels: { 'io.stagecraft.job': 'mine' },
};

describe(`any message (seed ${seed})`, () => {
	const random = generator(seed);
	const messages = Array.from({ length: rounds }, () => bytes(random));

	it('asks for no more than is granted', () => {
		for (const message of messages) {
			survives(() => {
				const plan = solvePlan(askedSolveCodec.decode(message), names, () => Promise.reject(new Error()));
				const { fields } = plan;
				for (const { Type, Attrs } of [
					{ Type: fields.ExporterDeprecated, Attrs: fields.ExporterAttrsDeprecated },
					...fields.Exporters,
				]) {
					expect(['', 'moby', 'image', 'local', 'tar', 'docker', 'oci']).toContain(Type);
					if (Type === 'moby' || Type === 'image')
						expect(Attrs['name'] ?? names.prefix).toMatch(new RegExp(`^${names.prefix}`));
					expect(Object.keys(Attrs)).not.toContain('push');
				}
				expect(fields.Cache.Exports.every(({ Type }) => Type === 'inline')).toBe(true);
				madeSolveCodec.encode({ ...fields, Ref: 'r', Session: 's', SourcePolicy: { version: 1, rules: [] } });
			});
		}
	});

	it('gets the options of the session', () => {
		for (const message of messages) {
			survives(() => {
				const options = frontendOptions(askedBridgeSolveCodec.decode(message).FrontendOpt, forced);
				expect(options).toMatchObject({
					cmdline: 'dockerfile.v0',
					'label:io.stagecraft.job': 'mine',
					'image-resolve-mode': 'local',
				});
				expect(options['cgroup-parent'] ?? options['context'] ?? options['source']).toBeUndefined();
			});
		}
	});

	it('is passed on as a packet of files only when it stays inside', () => {
		for (const message of messages) {
			survives(() => {
				const { type, stat } = filePacketCodec.decode(new ContextCheck().packet(message));
				expect(type).toBeLessThan(5);
				expect(type).not.toBe(1);
				if (stat !== null) expect(isInside(stat.path)).toBe(true);
			});
		}
	});

	it('is read as progress, result or answer, or refused', () => {
		const view = new ProgressView(names);
		for (const message of messages) {
			survives(() => view.message(message));
			survives(() => learnerResult(message));
			survives(() => returnedCodec.decode(message));
		}
	});
});
