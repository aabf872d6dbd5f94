/** RUN --mount with variables replaced. */
import type { Mount } from './analysis.ts';
import { mountComplaint } from './mount-fields.ts';
import type { Problems } from './problems.ts';
import type { RawInstruction } from './raw-instruction.ts';
import { type LinkedMount, reportMount } from './stage-links.ts';

const mountTypes: readonly Mount['type'][] = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];

/** Undefined when BuildKit refuses the mount, which is then reported. */
export function evaluateMount(
	instruction: RawInstruction,
	mount: LinkedMount,
	reached: boolean,
	problems: Problems,
	replace: (text: string) => string,
): Mount | undefined {
	const fields = mount.fields.map((field) =>
		field.value === undefined || field.key === 'from' ? field : { key: field.key, value: replace(field.value) },
	);
	const complaint = mountComplaint(fields);
	if (complaint !== undefined) {
		const text = mount.fields.map((field) => (field.value === undefined ? field.key : `${field.key}=${field.value}`));
		reportMount(instruction, text.join(','), complaint, problems, reached);
		return undefined;
	}
	const value = (...names: string[]) => fields.findLast((field) => names.includes(field.key))?.value;
	const written = (value('type') ?? 'bind').toLowerCase();
	const type = mountTypes.find((each) => each === written) ?? 'unknown';
	const source = value('source', 'src');
	const target = value('target', 'dst', 'destination');
	const id = value('id');
	const { stageIndex, reference, asWritten } = mount.source;
	const reads = type === 'bind' || (type === 'cache' && asWritten !== undefined);
	return {
		line: instruction.line,
		endLine: instruction.endLine,
		type,
		from: reads ? mount.source.kind : 'none',
		...(reads && stageIndex !== undefined ? { stageIndex } : {}),
		...(reads && reference !== undefined ? { reference } : {}),
		...(asWritten === undefined ? {} : { fromAsWritten: asWritten }),
		...(source === undefined ? {} : { source }),
		...(target === undefined ? {} : { target }),
		...(id === undefined ? {} : { id }),
		readOnly: isReadOnly(fields, type),
	};
}

/** Cache and tmpfs mounts are writable unless said otherwise, the others not. */
function isReadOnly(fields: LinkedMount['fields'], type: Mount['type']): boolean {
	const last = fields.findLast((field) => /^(?:readonly|ro|readwrite|rw)$/.test(field.key));
	if (last === undefined) return type !== 'cache' && type !== 'tmpfs';
	const yes = last.value === undefined || /^(?:1|t|true)$/i.test(last.value);
	return last.key.startsWith('reado') || last.key === 'ro' ? yes : !yes;
}
