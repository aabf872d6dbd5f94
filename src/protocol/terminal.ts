/**
 * The frames between a page and a terminal of its session, one for each binary WebSocket message. The first byte says what
 * it is; numbers are big-endian.
 *
 * Positions count the bytes that the terminal has printed, from a random first one on. The runner sends `output` from the position
 * that the page names when it connects, or a `snapshot` where the record does not reach back so far; the page acknowledges
 * what its screen has taken in, and the runner stops reading from the shell while too much is on its way.
 */
import { z } from 'zod';

/** Longest input of one frame: a paste is cut into several. */
export const maxInputBytes = 32 * 1024;
/** Bytes after which the page acknowledges; well below `lowWaterBytes`. */
export const acknowledgeBytes = 32 * 1024;
/**
 * Bytes sent and not acknowledged at which the runner stops reading from the shell. After Ctrl-C a page still shows them,
 * at some megabytes a second.
 */
export const highWaterBytes = 256 * 1024;
/** Bytes at which it reads on. */
export const lowWaterBytes = 128 * 1024;
/** Size of a screen, in characters. */
export const screenLimits = { minColumns: 2, maxColumns: 500, minRows: 1, maxRows: 300 } as const;

/** What the shell is doing, from the marks that it prints around each command (OSC 133). */
export const shellStateSchema = z.discriminatedUnion('state', [
	/** It has printed no mark yet. */
	z.strictObject({ state: z.literal('starting') }),
	z.strictObject({
		state: z.literal('prompt'),
		/** How the last command ended; absent before the first. */
		last: z
			.strictObject({
				exitCode: z.int().nonnegative(),
				milliseconds: z.int().nonnegative(),
				block: z.string().optional().describe('The code block whose Run button typed it: `<lesson>#<block>`'),
			})
			.optional(),
	}),
	z.strictObject({ state: z.literal('running'), block: z.string().optional() }),
	/** The shell has ended; the terminal stays readable. */
	z.strictObject({ state: z.literal('ended'), exitCode: z.int().optional() }),
]);
export type ShellState = z.infer<typeof shellStateSchema>;

export const runBlockSchema = z.strictObject({ lesson: z.string().max(200), block: z.string().max(200) });
export type RunBlock = z.infer<typeof runBlockSchema>;

/** What became of a Run button: typed, or why not and what to do. */
export const runAnswerSchema = z.strictObject({
	lesson: z.string(),
	block: z.string(),
	outcome: z.enum(['typed', 'busy', 'unknown-block', 'ended']),
	message: z.string(),
	hint: z.string(),
});
export type RunAnswer = z.infer<typeof runAnswerSchema>;

/** From the runner to the page. */
export type ServerFrame =
	| { readonly kind: 'output'; readonly position: number; readonly bytes: Uint8Array }
	/** Clear the screen, take this size, write this text; `output` goes on at `position`. */
	| {
			readonly kind: 'snapshot';
			readonly position: number;
			readonly columns: number;
			readonly rows: number;
			readonly text: Uint8Array;
	  }
	/** The screen has this size now: that of the page which was used last. Others show it as it is. */
	| { readonly kind: 'size'; readonly columns: number; readonly rows: number }
	| { readonly kind: 'shell'; readonly shell: ShellState }
	| { readonly kind: 'run-answer'; readonly answer: RunAnswer };

/** From the page to the runner. */
export type ClientFrame =
	| { readonly kind: 'input'; readonly bytes: Uint8Array }
	| { readonly kind: 'acknowledge'; readonly position: number }
	| { readonly kind: 'resize'; readonly columns: number; readonly rows: number }
	| { readonly kind: 'run'; readonly run: RunBlock };

const codes = {
	output: 0x01,
	snapshot: 0x02,
	shell: 0x03,
	'run-answer': 0x04,
	size: 0x05,
	input: 0x11,
	acknowledge: 0x12,
	resize: 0x13,
	run: 0x14,
} as const;

/** A frame that is not one of ours; the connection is closed with 1002 (protocol error). */
export class FrameError extends Error {
	override readonly name = 'FrameError';
}

const positionBytes = 8;
const sizeBytes = 4;

function joined(code: number, head: number, body: Uint8Array): { bytes: Uint8Array<ArrayBuffer>; view: DataView } {
	const bytes = new Uint8Array(1 + head + body.length);
	bytes[0] = code;
	bytes.set(body, 1 + head);
	return { bytes, view: new DataView(bytes.buffer) };
}

function json(value: unknown): Uint8Array {
	return new TextEncoder().encode(JSON.stringify(value));
}

function parsed<Output>(schema: z.ZodType<Output>, bytes: Uint8Array): Output {
	const text = new TextDecoder('utf-8', { fatal: true });
	try {
		return schema.parse(JSON.parse(text.decode(bytes)));
	} catch (error) {
		throw new FrameError('a frame whose text is not what it should be', { cause: error });
	}
}

function opened(bytes: Uint8Array, head: number): { view: DataView; body: Uint8Array } {
	if (bytes.length < 1 + head) throw new FrameError('a frame that is too short');
	return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), body: bytes.subarray(1 + head) };
}

function position(view: DataView): number {
	const value = view.getBigUint64(1);
	if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new FrameError('a position that is too large');
	return Number(value);
}

function encodedSize(code: number, size: { columns: number; rows: number }): Uint8Array<ArrayBuffer> {
	const { bytes, view } = joined(code, sizeBytes, new Uint8Array());
	view.setUint16(1, size.columns);
	view.setUint16(3, size.rows);
	return bytes;
}

export function encodeServerFrame(frame: ServerFrame): Uint8Array<ArrayBuffer> {
	switch (frame.kind) {
		case 'output': {
			const { bytes, view } = joined(codes.output, positionBytes, frame.bytes);
			view.setBigUint64(1, BigInt(frame.position));
			return bytes;
		}
		case 'snapshot': {
			const { bytes, view } = joined(codes.snapshot, positionBytes + sizeBytes, frame.text);
			view.setBigUint64(1, BigInt(frame.position));
			view.setUint16(1 + positionBytes, frame.columns);
			view.setUint16(1 + positionBytes + 2, frame.rows);
			return bytes;
		}
		case 'size':
			return encodedSize(codes.size, frame);
		case 'shell':
			return joined(codes.shell, 0, json(frame.shell)).bytes;
		case 'run-answer':
			return joined(codes['run-answer'], 0, json(frame.answer)).bytes;
	}
}

/** @throws FrameError */
export function decodeServerFrame(bytes: Uint8Array): ServerFrame {
	switch (bytes[0]) {
		case codes.output: {
			const { view, body } = opened(bytes, positionBytes);
			return { kind: 'output', position: position(view), bytes: body };
		}
		case codes.snapshot: {
			const { view, body } = opened(bytes, positionBytes + sizeBytes);
			const columns = view.getUint16(1 + positionBytes);
			const rows = view.getUint16(1 + positionBytes + 2);
			return { kind: 'snapshot', position: position(view), columns, rows, text: body };
		}
		case codes.size:
			return { kind: 'size', ...screenSize(opened(bytes, sizeBytes).view) };
		case codes.shell:
			return { kind: 'shell', shell: parsed(shellStateSchema, bytes.subarray(1)) };
		case codes['run-answer']:
			return { kind: 'run-answer', answer: parsed(runAnswerSchema, bytes.subarray(1)) };
		default:
			throw new FrameError(`a frame of the unknown kind ${bytes[0]}`);
	}
}

export function encodeClientFrame(frame: ClientFrame): Uint8Array<ArrayBuffer> {
	switch (frame.kind) {
		case 'input':
			return joined(codes.input, 0, frame.bytes).bytes;
		case 'acknowledge': {
			const { bytes, view } = joined(codes.acknowledge, positionBytes, new Uint8Array());
			view.setBigUint64(1, BigInt(frame.position));
			return bytes;
		}
		case 'resize':
			return encodedSize(codes.resize, frame);
		case 'run':
			return joined(codes.run, 0, json(frame.run)).bytes;
	}
}

function screenSize(view: DataView): { columns: number; rows: number } {
	const [columns, rows] = [view.getUint16(1), view.getUint16(3)];
	const { minColumns, maxColumns, minRows, maxRows } = screenLimits;
	if (columns < minColumns || columns > maxColumns || rows < minRows || rows > maxRows) {
		throw new FrameError(`a screen of ${columns} by ${rows}`);
	}
	return { columns, rows };
}

/** @throws FrameError also for input that is too long and a screen of an impossible size. */
export function decodeClientFrame(bytes: Uint8Array): ClientFrame {
	switch (bytes[0]) {
		case codes.input: {
			if (bytes.length > 1 + maxInputBytes) throw new FrameError('an input that is too long');
			return { kind: 'input', bytes: bytes.subarray(1) };
		}
		case codes.acknowledge:
			return { kind: 'acknowledge', position: position(opened(bytes, positionBytes).view) };
		case codes.resize:
			return { kind: 'resize', ...screenSize(opened(bytes, sizeBytes).view) };
		case codes.run:
			return { kind: 'run', run: parsed(runBlockSchema, bytes.subarray(1)) };
		default:
			throw new FrameError(`a frame of the unknown kind ${bytes[0]}`);
	}
}
