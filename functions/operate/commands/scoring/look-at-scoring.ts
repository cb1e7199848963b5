import * as z from 'zod';
import { operation } from '../../operation.ts';

export const lookAtScoring = operation(z.strictObject({ run: z.string().min(1) }), async ({ run }, { scoringRuns }) =>
  scoringRuns.look(run),
);
