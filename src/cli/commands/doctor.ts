/** `stagecraft doctor`: what is there, what is missing, and how to get it. */
import { mkdir, statfs } from 'node:fs/promises';
import { loadCatalogue } from '#engine/bases/load-catalogue.ts';
import type { Engine } from '#engine/engine.ts';
import { isCancelled, UserError } from '#errors';
import { sizeText } from '#protocol/size-text.ts';
import { type Command, engineOptions } from '../command.ts';
import type { CliContext } from '../context.ts';
import { basesDir, dataDirOf } from '../project.ts';
import { openWorkEngine } from '../workbench.ts';

/** All bases, the engine's root folder and room for builds. */
const roomWanted = 8e9;

type Say = (fine: boolean, what: string, hint?: string) => void;

async function checkRoom(dataDir: string, say: Say): Promise<void> {
	await mkdir(dataDir, { recursive: true });
	const disk = await statfs(dataDir);
	const free = disk.bavail * disk.bsize;
	const hint = `Free some space: all bases and room for builds need about ${sizeText(roomWanted)}.`;
	say(free >= roomWanted, `data folder ${dataDir}, ${sizeText(free)} free`, hint);
}

async function openOrSay(context: CliContext, dataDir: string, say: Say): Promise<Engine | undefined> {
	try {
		return await openWorkEngine(context, dataDir);
	} catch (error) {
		if (!(error instanceof UserError) || isCancelled(error)) throw error;
		context.progress.finish();
		say(false, error.message, error.hint);
		return undefined;
	}
}

async function checkBases(engine: Engine, say: Say): Promise<void> {
	const { bases } = await loadCatalogue(basesDir);
	for (const { reference } of bases.filter(({ published }) => published)) {
		const image = await engine.images.inspect(reference);
		const size = image === undefined ? 'missing' : sizeText(image.engineSize);
		say(image !== undefined, `base ${reference}: ${size}`, 'Run `stagecraft prepare`, or start the course.');
	}
}

export const doctorCommand: Command = {
	name: 'doctor',
	summary: 'say what is there, what is missing and how to get it',
	arguments: [],
	options: engineOptions,
	examples: ['stagecraft doctor'],
	async run(context, input) {
		let fine = true;
		const say: Say = (good, what, hint) => {
			fine &&= good;
			context.out(`${good ? '✓' : '✗'} ${what}\n${good || hint === undefined ? '' : `  Hint: ${hint}\n`}`);
		};
		const dataDir = dataDirOf(context, input);
		say(true, `Node ${process.versions.node}`);
		await checkRoom(dataDir, say);
		await using engine = await openOrSay(context, dataDir, say);
		if (engine !== undefined) {
			const { kind, version, address, store, platform, cpus, memoryBytes } = engine.facts;
			say(true, `Docker engine ${version} (${kind}, ${store} store, ${platform}) at ${address}`);
			say(true, `${cpus} cores and ${sizeText(memoryBytes)} of memory for builds`);
			await checkBases(engine, say);
		}
		return fine ? 0 : 3;
	},
};
