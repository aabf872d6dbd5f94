/** Requests to the runner, with failures as two kinds: it answered with a problem, or it did not answer. */
import type { Problem } from '#protocol/api.ts';

export class ApiProblem extends Error {
	override readonly name = 'ApiProblem';
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.detail);
		this.problem = problem;
	}
}

/** The runner cannot be reached: it was stopped, or the machine sleeps. */
export class Unreachable extends Error {
	override readonly name = 'Unreachable';
}

export interface RequestOptions {
	readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
}

async function send(path: string, options: RequestOptions): Promise<Response> {
	const hasBody = options.body !== undefined;
	try {
		return await fetch(path, {
			method: options.method ?? 'GET',
			headers: { ...options.headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
			...(hasBody ? { body: JSON.stringify(options.body) } : {}),
			...(options.signal === undefined ? {} : { signal: options.signal }),
		});
	} catch (error) {
		if (options.signal?.aborted === true) throw error;
		throw new Unreachable('', { cause: error });
	}
}

async function problemOf(response: Response): Promise<ApiProblem> {
	if (response.headers.get('content-type')?.includes('application/problem+json') === true) {
		return new ApiProblem((await response.json()) as Problem);
	}
	return new ApiProblem({
		type: 'about:blank',
		title: response.statusText,
		status: response.status,
		detail: '',
		// What is told of it is said in the words of the page: `as-problem.ts`.
		code: 'unknown',
		hint: '',
	});
}

/** The answer when it is a good one. Throws ApiProblem or Unreachable. */
export async function ask(path: string, options: RequestOptions = {}): Promise<Response> {
	const response = await send(path, options);
	if (response.ok) return response;
	const problem = await problemOf(response);
	if (problem.problem.code !== 'session-missing') throw problem;
	// The course was started again since the page was opened: any page brings the new cookie along.
	await send(location.pathname, {});
	const again = await send(path, options);
	if (again.ok) return again;
	throw await problemOf(again);
}

/** The JSON of a good answer. The runner checks its answers against the schema that `T` comes from. */
export async function askJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
	return (await (await ask(path, options)).json()) as T;
}
