/** How a person likes their terminals; kept in the browser, the same for all labs. */
import { Store } from '../store.ts';

export interface TerminalSettings {
	/** Pixels. */
	readonly fontSize: number;
	/** The text is offered to screen readers, and told as it comes. */
	readonly screenReader: boolean;
}

/** Smaller cannot be read, larger leaves no 40 columns beside a lesson. */
export const fontLimits = { smallest: 10, largest: 24 } as const;
const initial: TerminalSettings = { fontSize: 14, screenReader: false };
const storageKey = 'stagecraft-terminal';

function within(fontSize: number): number {
	return Math.min(fontLimits.largest, Math.max(fontLimits.smallest, Math.round(fontSize)));
}

function kept(storage: Pick<Storage, 'getItem'>): TerminalSettings {
	try {
		const value: unknown = JSON.parse(storage.getItem(storageKey) ?? 'null');
		if (typeof value !== 'object' || value === null) return initial;
		const { fontSize, screenReader } = value as Partial<TerminalSettings>;
		return {
			fontSize: typeof fontSize === 'number' && Number.isFinite(fontSize) ? within(fontSize) : initial.fontSize,
			screenReader: screenReader === true,
		};
	} catch {
		return initial;
	}
}

export class KeptSettings {
	readonly state: Store<TerminalSettings>;
	readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;

	constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
		this.#storage = storage;
		this.state = new Store(kept(storage));
	}

	resize(by: number): void {
		this.#keep({ fontSize: within(this.state.value.fontSize + by) });
	}

	toggleScreenReader(): void {
		this.#keep({ screenReader: !this.state.value.screenReader });
	}

	#keep(change: Partial<TerminalSettings>): void {
		this.state.update((settings) => ({ ...settings, ...change }));
		try {
			this.#storage.setItem(storageKey, JSON.stringify(this.state.value));
		} catch {
			// Storage is off: the choice holds for this page.
		}
	}
}
