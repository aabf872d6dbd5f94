import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '#errors';
import { ensureMmdebstrap } from '../managed/mmdebstrap.ts';
import { dyingWithUs, runCommand } from '../managed/run-command.ts';

/** The root file systems of Debian suites that one run makes, each once however many bases stand on it. */
export class DebianRoots {
	readonly #folder: string;
	readonly #hook: string;
	readonly #made = new Map<string, Promise<string>>();

	/**
	 * @param folder for the results and for what is made on the way.
	 * @param hook script that gives a root folder the image's settings.
	 */
	constructor(folder: string, hook: string) {
		this.#folder = folder;
		this.#hook = hook;
	}

	/**
	 * Makes the root file system of a suite from its packages, as a tar file. One that an earlier run left is used.
	 *
	 * @param architecture as Debian names it, e.g. `amd64`.
	 * @returns the path of the file.
	 * @throws UserError `base-build-failed`, `engine-missing` (mmdebstrap cannot be had), `cancelled`.
	 */
	make(suite: string, architecture: string, onStep: (step: string) => void, signal: AbortSignal): Promise<string> {
		const key = `${suite}-${architecture}`;
		const made = this.#made.get(key) ?? this.#make(suite, architecture, onStep, signal);
		this.#made.set(key, made);
		return made;
	}

	async #make(
		suite: string,
		architecture: string,
		onStep: (step: string) => void,
		signal: AbortSignal,
	): Promise<string> {
		const key = createHash('sha256')
			.update(await readFile(this.#hook))
			.digest('hex')
			.slice(0, 8);
		const name = `${suite}-${architecture}-${key}`;
		const file = join(this.#folder, `${name}.tar`);
		if (await isThere(file)) return file;
		await ensureMmdebstrap((_step, detail) => onStep(detail));
		const making = join(this.#folder, `${name}.unfinished`);
		await rm(making, { recursive: true, force: true });
		const temporary = join(making, 'temporary');
		await mkdir(temporary, { recursive: true });
		try {
			const unfinished = join(making, 'root.tar');
			await this.#bootstrap(suite, architecture, temporary, unfinished, onStep, signal);
			await rename(unfinished, file);
		} finally {
			await rm(making, { recursive: true, force: true });
		}
		return file;
	}

	async #bootstrap(
		suite: string,
		architecture: string,
		folder: string,
		file: string,
		onStep: (step: string) => void,
		signal: AbortSignal,
	): Promise<void> {
		const options = [
			...['--variant=minbase', '--format=tar', `--architectures=${architecture}`, '--skip=output/dev'],
			...['--aptopt=Acquire::Languages "none"', '--aptopt=APT::Install-Recommends "false"'],
			...['--dpkgopt=force-unsafe-io', `--customize-hook=${this.#hook}`],
		];
		const start = process.getuid?.() === 0 ? [...dyingWithUs, ...inMemory(folder)] : [];
		const { status, tail } = await runCommand([...start, 'mmdebstrap', ...options, suite, file], {
			signal,
			onLine: (line) => {
				if (line.startsWith('I: ') && !line.includes(folder)) onStep(line.slice(3));
			},
		});
		if (status === 0) return;
		throw new UserError(
			'base-build-failed',
			`The root file system of Debian ${suite} could not be made by mmdebstrap:\n${tail}`,
			'Check that this machine reaches its Debian mirror (apt-get update), then run stagecraft prepare again.',
		);
	}
}

/**
 * Put before a command, this gives it a folder for temporary files in memory, seen by it alone: 250 MB of small files are
 * written and read again, which takes a busy disk twice the time. Where that cannot be had, the folder itself serves.
 *
 * With root only. Without it the folder must be open to the user's other ids, which only the system's own one is.
 */
function inMemory(folder: string): readonly string[] {
	const script = 'mount -t tmpfs -o mode=755 stagecraft "$TMPDIR" 2> /dev/null; exec "$@"';
	return ['env', `TMPDIR=${folder}`, 'sh', '-c', script, 'sh'];
}

async function isThere(file: string): Promise<boolean> {
	return await access(file).then(
		() => true,
		() => false,
	);
}
