/** Starts the service, and stops it when it is told to. */
import { createApp } from './app.ts';

const port = 3000;
const app = createApp();

// The first process of a container is not ended by a signal that it does not handle.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.once(signal, () => void app.close());
}

// On every address of the container: on localhost alone nobody outside would reach it.
await app.listen({ host: '0.0.0.0', port });
console.log(`listening on port ${port}`);
