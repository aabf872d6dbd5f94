/** The previews of one session: one for each port that its containers publish now. */
import type { Duplex } from 'node:stream';
import type { Preview } from '#protocol/session-view.ts';
import { type PreviewOptions, PreviewServer } from './preview-server.ts';

/** More than any lesson publishes; each takes a port of this machine. */
const mostPreviews = 16;

/** A port that a container publishes, as the session's gateway tells it. */
export interface Published {
	readonly container: string;
	/** Of the container in the session's network. */
	readonly address: string;
	readonly containerPort: number;
	readonly port: number;
}

export interface SessionPreviewsOptions extends PreviewOptions {
	/** A connection from the session's network. */
	readonly dial: (address: string, port: number) => Promise<Duplex>;
}

export class SessionPreviews implements AsyncDisposable {
	readonly #options: SessionPreviewsOptions;
	readonly #open = new Map<string, PreviewServer>();
	/** Changes are made one after the other. */
	#last: Promise<unknown> = Promise.resolve();

	constructor(options: SessionPreviewsOptions) {
		this.#options = options;
	}

	/** Shows these ports and no others. What is shown already keeps its address. Gives what pages are told. */
	show(ports: readonly Published[]): Promise<readonly Preview[]> {
		const change = this.#last.then(() => this.#change(ports.slice(0, mostPreviews)));
		this.#last = change.catch(() => undefined);
		return change;
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.show([]);
	}

	async #change(ports: readonly Published[]): Promise<readonly Preview[]> {
		const wanted = new Map(ports.map((each) => [JSON.stringify(each), each]));
		for (const [key, server] of this.#open) {
			if (wanted.has(key)) continue;
			this.#open.delete(key);
			await server[Symbol.asyncDispose]();
		}
		const previews: Preview[] = [];
		for (const [key, published] of wanted) {
			const { container, port, containerPort, address } = published;
			const dial = () => this.#options.dial(address, containerPort);
			const target = { container, port, containerPort, dial };
			const server = this.#open.get(key) ?? (await PreviewServer.open(target, this.#options));
			this.#open.set(key, server);
			previews.push({ container, port, url: server.url });
		}
		return previews;
	}
}
