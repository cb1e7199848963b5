import * as z from 'zod';
import { buildBoard } from '../../../scoring/keep-board.ts';
import { ACCOUNT_BUCKETS } from '../../../store/keys.ts';
import { upkeep } from '../../operation.ts';
import { PART_OF_MIGRATE } from './move-old-rows.ts';

const BUCKETS_A_CALL = 8;

const requestSchema = z.strictObject({ from: z.int().min(0).optional() });

/** One step of putting accounts on the board that are older than it. */
export const buildBoardOfAccounts = upkeep(requestSchema, PART_OF_MIGRATE, async ({ from = 0 }, tools) => {
  const end = Math.min(from + BUCKETS_A_CALL, ACCOUNT_BUCKETS);
  let built = 0;
  for (let bucket = from; bucket < end; bucket += 1) built += await buildBoard(tools, bucket);
  return { built, next: end < ACCOUNT_BUCKETS ? end : undefined };
});
