import type { Route } from '../http/route.ts';
import { archiveRoutes } from './archive.ts';
import { buildRoutes } from './builds.ts';
import { createRoutes } from './container-create.ts';
import { lifeRoutes } from './container-life.ts';
import { containerRoutes } from './containers.ts';
import { eventRoutes } from './events.ts';
import { imageChangeRoutes } from './image-changes.ts';
import { transferRoutes } from './image-transfer.ts';
import { imageRoutes } from './images.ts';
import { networkRoutes } from './networks.ts';
import { refusedRoutes } from './refused.ts';
import { streamRoutes } from './streams.ts';
import { systemRoutes } from './system.ts';

/** Everything of the Docker API that a session answers. What is not here is refused. */
export const routes: readonly Route[] = [
	...systemRoutes,
	...eventRoutes,
	...containerRoutes,
	...createRoutes,
	...lifeRoutes,
	...streamRoutes,
	...archiveRoutes,
	...imageRoutes,
	...transferRoutes,
	...imageChangeRoutes,
	...networkRoutes,
	...buildRoutes,
	...refusedRoutes,
];
