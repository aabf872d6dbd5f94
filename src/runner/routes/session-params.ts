import { z } from 'zod';
import { terminalViewSchema } from '#protocol/session-view.ts';
import { labParams } from './labs.ts';

export const terminalParams = z.strictObject({ ...labParams.shape, id: terminalViewSchema.shape.id });
