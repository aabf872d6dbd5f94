/** Starts the service. */
import { createApp } from './app.ts';

const port = 3000;
const app = createApp();

// On every address of the container: on localhost alone nobody outside would reach it.
await app.listen({ host: '0.0.0.0', port });
console.log(`listening on port ${port}`);
