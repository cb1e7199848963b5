import pMap from 'p-map';
import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { courseOf } from '../../../../domain/kpis/customer-course.ts';
import { endOf } from '../../../../domain/ledger/facts-as-of.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { operation } from '../../operation.ts';

const ACCOUNTS_IN_FLIGHT = 16;

const requestSchema = z.strictObject({
  accounts: z.array(idSchema),
  knownOn: z.string().refine(isDay, 'is not a date that exists').optional(),
  product: z.string().min(1).optional(),
});

/** The ways of accounts as customers, for who counts several of them as one. */
export const readCourses = operation(requestSchema, async ({ accounts, knownOn, product }, { ledger, clock }) => {
  const knownBefore = knownOn === undefined ? undefined : endOf(knownOn, clock);
  const courseOfAccount = async (account: string) =>
    [account, courseOf(await ledger.read(account), { knownBefore, product })] as const;
  return pMap(accounts, courseOfAccount, { concurrency: ACCOUNTS_IN_FLIGHT });
});
