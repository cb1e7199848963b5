import * as z from 'zod';
import { upkeep } from '../../operation.ts';
import { foundStudy } from './study-named.ts';

export const cancelStudy = upkeep(
  z.strictObject({ study: z.string().min(1).max(64) }),
  'A question is not answered after all; nothing else depends on it.',
  async ({ study }, tools) => foundStudy(study, await tools.studies.cancel(study)),
);
