/** What is known of the transfer sizes of layers, by diff id: digest of the layer's tar, `sha256:…`. */
export interface TransferSizes {
	/**
	 * Bytes; `elsewhere` when another reading measures the layer now, and this one is to leave it out; undefined when this
	 * one is to measure it, and to tell.
	 */
	find(diffId: string): number | 'elsewhere' | undefined;
	measured(diffId: string, bytes: number): void;
}
