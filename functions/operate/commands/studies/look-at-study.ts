import * as z from 'zod';
import { operation } from '../../operation.ts';
import { foundStudy } from './study-named.ts';

export const lookAtStudy = operation(z.strictObject({ study: z.string().min(1).max(64) }), async ({ study }, tools) =>
  foundStudy(study, await tools.studies.look(study)),
);
