import type { RefusedRoute } from '../http/route.ts';

function refused(path: string, message: string, method?: RefusedRoute['method'], status?: number): RefusedRoute {
	return { kind: 'refused', path, message, ...(method && { method }), ...(status && { status }) };
}

const swarm = 'This session has no swarm. Run containers by docker run.';
const plugins = 'This session has no plugins.';
const volumes =
	'This session has no volumes. Put files into the image with COPY, or into the container with docker cp.';
const networks = 'This session has one network, in which its containers find each other by name.';
const swarmParts = ['services', 'tasks', 'nodes', 'secrets', 'configs'] as const;

/** `docker inspect` asks for every kind of object in turn, and goes on only where it hears 404. */
const missing = [
	...[...swarmParts, 'plugins', 'volumes'].map((kind) =>
		refused(`/${kind}/:any`, `No such object in ${kind}.`, 'GET', 404),
	),
];

/** What is known of the Docker API and never let through, with what to do instead. */
export const refusedRoutes: readonly RefusedRoute[] = [
	refused(
		'/build',
		'This session builds by BuildKit only. Leave DOCKER_BUILDKIT unset, or set it to 1, and use docker build or docker buildx build.',
	),
	refused('/build/:any', 'This session builds by BuildKit only: use docker build or docker buildx build.'),
	refused('/auth', 'This session signs in to no registry. Images stay in it; save one by docker save.'),
	refused('/images/search', 'This session does not search registries. See the images that are here by docker images.'),
	refused('/images/:image/push', 'This session does not push. Images stay in it; save one by docker save.'),
	refused(
		'/images/load',
		'This session does not load archives of images. Build the image from its Dockerfile by docker build.',
	),
	refused('/distribution/:any', 'This session asks no registry. See the images that are here by docker images.'),
	refused(
		'/commit',
		'This session does not commit containers. Write the change into a Dockerfile and run docker build.',
	),
	refused('/containers/:container/update', 'This session does not change the limits of containers.'),
	refused('/containers/:container/export', 'This session does not export containers. Copy files out by docker cp.'),
	refused('/containers/:container/checkpoints', 'This session does not allow checkpoints.'),
	refused('/containers/:container/copy', 'Use docker cp of a newer docker command.'),
	refused('/containers/:container/attach/ws', 'Use docker attach.'),
	refused('/networks/create', networks),
	refused('/networks/:network/connect', networks),
	refused('/networks/:network/disconnect', networks),
	refused('/networks/:network', networks, 'DELETE'),
	refused('/plugins/privileges', plugins),
	...missing,
	refused('/volumes/create', volumes),
	refused('/volumes/:any', volumes),
	refused('/plugins', plugins),
	refused('/plugins/:any', plugins),
	refused('/swarm', swarm),
	refused('/swarm/:any', swarm),
	...swarmParts.flatMap((kind) => [refused(`/${kind}`, swarm), refused(`/${kind}/:any`, swarm)]),
];
