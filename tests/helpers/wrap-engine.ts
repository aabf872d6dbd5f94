import type { Engine, EngineContainers, EngineImages } from '#engine/engine.ts';

export interface EngineChanges {
	readonly build?: Engine['build'];
	readonly pull?: EngineImages['pull'];
	readonly run?: EngineContainers['run'];
}

/** The same engine with some of its functions exchanged. Disposing it does nothing. */
export function wrapEngine(engine: Engine, changes: EngineChanges): Engine {
	const { images, containers } = engine;
	return {
		facts: engine.facts,
		containers: {
			list: (...args) => containers.list(...args),
			run: changes.run ?? ((...args) => containers.run(...args)),
			start: (...args) => containers.start(...args),
			exec: (...args) => containers.exec(...args),
			remove: (...args) => containers.remove(...args),
		},
		networks: engine.networks,
		cache: engine.cache,
		images: {
			inspect: (...args) => images.inspect(...args),
			list: (...args) => images.list(...args),
			tag: (...args) => images.tag(...args),
			remove: (...args) => images.remove(...args),
			save: (...args) => images.save(...args),
			import: (...args) => images.import(...args),
			pull: changes.pull ?? ((...args) => images.pull(...args)),
		},
		build: changes.build ?? ((...args) => engine.build(...args)),
		buildCgroup: (...args) => engine.buildCgroup(...args),
		connect: (...args) => engine.connect(...args),
		ping: (...args) => engine.ping(...args),
		[Symbol.asyncDispose]: async () => undefined,
	};
}
