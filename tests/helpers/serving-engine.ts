/** An engine on which a server runs, for tests of those who ask it. */
import { duplexPair } from 'node:stream';
import type { RunRequest } from '#engine/engine.ts';
import type { ExecStream } from '#engine/service.ts';
import { questionImage } from '#lab/lab-images.ts';
import type { HttpProbe } from '#lab/probe-schema.ts';
import { defaultLimits } from '#lab/schema.ts';
import { exitedResult, FakeEngine } from './fake-engine.ts';

/** The kernel's table with a server on port 5000, on all addresses or on loopback alone. */
export const everywhere = '   0: 00000000:1388 00000000:0000 0A 0\n';
export const loopback = '   0: 0100007F:1388 00000000:0000 0A 0\n';
const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

export const servedProbe: HttpProbe = { kind: 'http', port: 5000, startSeconds: 5, answerSeconds: 5, draw: () => [] };
export const servedLabels = { 'io.stagecraft.role': 'grading' };

/** An engine on which a server runs: looks at who listens are answered one by one, the last one for ever. */
export class ServingEngine extends FakeEngine {
	readonly looks: string[];
	readonly run: RunRequest[] = [];
	/** Port and number of looks of each wait. */
	readonly waits: (readonly string[])[] = [];
	readonly connections: string[][] = [];
	readonly ended = new AbortController();
	/** Called before each look. */
	onLook: () => void = () => undefined;

	constructor(looks: readonly string[]) {
		super();
		this.looks = [...looks];
		this.addImage('sha256:busybox', [questionImage]);
		this.onRun = async (request) => {
			this.run.push(request);
			await request.during?.('server-1', this.ended.signal);
			return exitedResult('', { endedByUs: !this.ended.signal.aborted });
		};
		this.onExec = async (_id, { cmd }) => {
			if (cmd[0] === 'sh') {
				this.waits.push(cmd.slice(-2));
				return this.#look();
			}
			this.connections.push([...cmd]);
			return this.#connection();
		};
	}

	#look(): ExecStream {
		this.onLook();
		const text = (this.looks.length > 1 ? this.looks.shift() : this.looks[0]) ?? '';
		const [ours, theirs] = duplexPair();
		theirs.end(text);
		return asExec(ours);
	}

	#connection(): ExecStream {
		const [ours, theirs] = duplexPair();
		theirs.once('data', () => theirs.end(answer));
		return asExec(ours);
	}
}

function asExec(stream: ReturnType<typeof duplexPair>[number]): ExecStream {
	return Object.assign(stream, { stderrTail: () => '', exitCode: async () => 0 });
}

/** For runs on it. */
export function servedSetting(engine: FakeEngine, signal = new AbortController().signal) {
	return { engine, limits: defaultLimits, labels: servedLabels, signal };
}
