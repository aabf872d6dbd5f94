import { noTools } from '../found-tools.ts';

export const noShell = noTools<'no-shell'>('shell', 'shell');
