import * as z from 'zod';
import { operation } from '../../operation.ts';

const requestSchema = z.strictObject({ from: z.string().optional() });

/** One step of checking what another release checked last, so that functions need not do it again and again. */
export const checkPlaybooks = operation(requestSchema, ({ from }, { playbooks }) => playbooks.noteChecks(from));
