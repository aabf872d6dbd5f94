import { noTools } from '../found-tools.ts';

export const noBuildTools = noTools<'no-build-tools'>('build-tool', 'compiler or build tool');
