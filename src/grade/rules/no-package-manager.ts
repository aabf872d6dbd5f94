import { noTools } from '../found-tools.ts';

export const noPackageManager = noTools<'no-package-manager'>('package-manager', 'package manager');
