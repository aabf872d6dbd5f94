import type { Method, PlainRoute, RefusedRoute, Route, UpgradeRoute } from './route.ts';

/** A route for a request, with the parts of its path. */
export interface Match<R extends Route = Route> {
	readonly route: R;
	readonly params: Readonly<Record<string, string>>;
}

interface Compiled {
	readonly route: Route;
	readonly pattern: RegExp;
}

/** Finds the route of a request. What has none is refused by the caller. */
export class Router {
	readonly #compiled: readonly Compiled[];

	/** @param routes the first that matches counts. */
	constructor(routes: readonly Route[]) {
		this.#compiled = routes.map((route) => ({ route, pattern: compile(route.path) }));
	}

	find(method: string, path: string, upgraded: boolean): Match | undefined {
		for (const { route, pattern } of this.#compiled) {
			const params = pattern.exec(path);
			if (params && takes(route, method, upgraded)) return { route, params: { ...params.groups } };
		}
		return undefined;
	}
}

function takes(route: PlainRoute | UpgradeRoute | RefusedRoute, method: string, upgraded: boolean): boolean {
	if (route.kind === 'refused') return route.method === undefined || route.method === method;
	return route.method === (method as Method) && (route.kind === 'upgrade') === upgraded;
}

/** `:image` and `:any` take slashes, all else one part of a path. */
function compile(path: string): RegExp {
	const source = path.replace(/:(\w+)/g, (_, name: string) =>
		name === 'image' || name === 'any' ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
	);
	return new RegExp(`^${source}$`);
}
