/** `RUN --mount=type=cache,target=/x` -> fields (BuildKit: instructions/commands_runmount.go). */

/** One field; `value` is absent without `=`. */
export interface MountField {
	readonly key: string;
	readonly value?: string;
}

const types: ReadonlySet<string> = new Set(['bind', 'cache', 'tmpfs', 'secret', 'ssh']);
const keys: ReadonlySet<string> = new Set(
	'type from source src target dst destination readonly ro readwrite rw required size id sharing mode uid gid env'.split(
		' ',
	),
);
const switches: ReadonlySet<string> = new Set(['readonly', 'ro', 'readwrite', 'rw', 'required']);

/** Splits at commas; a field in double quotes may hold some. Undefined when a quote is out of place. */
export function mountFields(text: string): readonly MountField[] | undefined {
	const fields: MountField[] = [];
	let at = 0;
	for (;;) {
		const quoted = /^"((?:[^"]|"")*)"(?=,|$)/.exec(text.slice(at));
		const comma = text.indexOf(',', at);
		const end = quoted === null ? (comma === -1 ? text.length : comma) : at + quoted[0].length;
		const field = quoted === null ? text.slice(at, end) : (quoted[1] ?? '').replaceAll('""', '"');
		if (quoted === null && field.includes('"')) return undefined;
		const equals = field.indexOf('=');
		const key = (equals === -1 ? field : field.slice(0, equals)).toLowerCase();
		fields.push(equals === -1 ? { key } : { key, value: field.slice(equals + 1) });
		if (end >= text.length) return fields;
		at = end + 1;
	}
}

/** Why BuildKit refuses these fields (variables replaced), or undefined. */
export function mountComplaint(fields: readonly MountField[]): string | undefined {
	const value = (...names: string[]) => fields.findLast((field) => names.includes(field.key))?.value ?? '';
	const type = (value('type') || 'bind').toLowerCase();
	for (const field of fields) {
		if (!keys.has(field.key)) return `it has no key "${field.key}"`;
		if (field.value === undefined && !switches.has(field.key)) return `"${field.key}" has no value`;
	}
	if (!types.has(type)) return `there is no type "${type}"`;
	const target = value('target', 'dst', 'destination');
	if (type === 'secret') {
		if (value('from') !== '') return 'a secret has no "from"';
		if (value('source', 'src') === '' && target === '' && value('id') === '') return 'a secret needs an id';
	}
	if (value('sharing') !== '' && type !== 'cache') return '"sharing" goes with type=cache alone';
	if (value('size') !== '' && type !== 'tmpfs') return '"size" goes with type=tmpfs alone';
	if ((type === 'bind' || type === 'tmpfs') && ['mode', 'uid', 'gid'].some((key) => value(key) !== ''))
		return `"mode", "uid" and "gid" do not go with type=${type}`;
	return undefined;
}
