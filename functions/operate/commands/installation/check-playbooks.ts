import * as z from 'zod';
import { upkeep } from '../../operation.ts';
import { PART_OF_MIGRATE } from './move-old-rows.ts';

const requestSchema = z.strictObject({ from: z.string().optional() });

/** One step of checking what another release checked last, so that functions need not do it again and again. */
export const checkPlaybooks = upkeep(requestSchema, PART_OF_MIGRATE, ({ from }, { playbooks }) =>
  playbooks.noteChecks(from),
);
