import protobuf from 'protobufjs';

/** Turns messages of one protobuf type into bytes and back. */
export interface Codec<T> {
	encode(message: T): Uint8Array;
	/** Absent fields get proto3's defaults: `''`, 0, false, [], {}; an absent message is null. */
	decode(bytes: Uint8Array): T;
}

/** Absent messages are left out when encoding and null after decoding. */
export type Optional<T> = T | null;

const decoded: protobuf.IConversionOptions = { defaults: true, arrays: true, objects: true };

/**
 * Makes codecs from the text of a .proto file.
 *
 * The type parameter of each codec repeats the .proto text in TypeScript; the round trips in the tests hold the two
 * together.
 *
 * @param longs what 64-bit numbers become: `Number` up to 2^53, `String` where they may be larger.
 */
export function codecsOf(
	protoText: string,
	longs: NumberConstructor | StringConstructor = Number,
): <T extends object>(typeName: string) => Codec<T> {
	const conversion = { ...decoded, longs };
	const { root } = protobuf.parse(protoText, { keepCase: true });
	return <T extends object>(typeName: string): Codec<T> => {
		const type = root.lookupType(typeName);
		return {
			encode: (message) => type.encode(type.fromObject(message)).finish(),
			decode: (bytes) => type.toObject(type.decode(bytes), conversion) as T,
		};
	};
}
