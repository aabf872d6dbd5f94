/** Records of a pax extended header (POSIX.1-2001): `LENGTH KEY=VALUE\n`, the length counting the whole record. */
import { archiveInvalid } from './archive-error.ts';

/** Reads the records of one header. Throws `image-archive-invalid` when a length does not fit. */
export function parsePax(bytes: Buffer): ReadonlyMap<string, string> {
	const records = new Map<string, string>();
	let at = 0;
	while (at < bytes.length) {
		// Some writers pad the header with NULs.
		if (bytes[at] === 0) break;
		const space = bytes.indexOf(0x20, at);
		const digits = space === -1 ? '' : bytes.toString('latin1', at, space);
		const length = /^\d{1,7}$/.test(digits) ? Number(digits) : 0;
		const end = at + length;
		const equals = bytes.indexOf(0x3d, space);
		if (end > bytes.length || end <= space || equals === -1 || equals >= end || bytes[end - 1] !== 0x0a)
			throw archiveInvalid('An extended header in the image archive is damaged.');
		records.set(bytes.toString('utf8', space + 1, equals), bytes.toString('utf8', equals + 1, end - 1));
		at = end;
	}
	return records;
}
