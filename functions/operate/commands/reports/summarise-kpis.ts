import * as z from 'zod';
import { courseOf } from '../../../../domain/kpis/customer-course.ts';
import { linkOf } from '../../../../domain/kpis/customer-groups.ts';
import { summariesOf } from '../../../../domain/kpis/kpi-summary.ts';
import { periodsOf, periodUnits } from '../../../../domain/kpis/period.ts';
import { summaryRecord } from '../../../../domain/kpis/summary-record.ts';
import { endOf, factsAsOf } from '../../../../domain/ledger/facts-as-of.ts';
import type { LedgerEntry } from '../../../../domain/ledger/ledger-entry.ts';
import { isDay } from '../../../../domain/time/day.ts';
import { ACCOUNT_BUCKETS } from '../../../store/keys.ts';
import { operation } from '../../operation.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists');

const requestSchema = z.strictObject({
  bucket: z
    .int()
    .min(0)
    .max(ACCOUNT_BUCKETS - 1),
  unit: z.enum(periodUnits),
  from: daySchema,
  until: daySchema,
  knownOn: daySchema.optional(),
  product: z.string().min(1).optional(),
});

/**
 * What the KPIs of a bucket's accounts are made of, period by period; those of all buckets add up. Beside it which
 * accounts belong to others at the end of the days.
 */
export const summariseKpis = operation(
  requestSchema,
  async ({ bucket, unit, from, until, knownOn, product }, tools) => {
    const ledgers = new Map<string, LedgerEntry[]>();
    for await (const page of tools.ledger.recordedSince(bucket, 0)) {
      for (const { account, entry } of page) {
        const ledger = ledgers.get(account);
        if (ledger === undefined) ledgers.set(account, [entry]);
        else ledger.push(entry);
      }
    }
    const knownBefore = knownOn === undefined ? undefined : endOf(knownOn, tools.clock);
    const courses = [...ledgers].map(
      ([account, ledger]) => [account, courseOf(ledger, { knownBefore, product })] as const,
    );
    return {
      buckets: ACCOUNT_BUCKETS,
      links: [...ledgers].flatMap(([account, ledger]) => {
        const link = linkOf(account, factsAsOf(ledger, until, knownBefore));
        return link.parent === undefined && link.mergedInto === undefined ? [] : [link];
      }),
      summaries: summariesOf(courses, periodsOf(unit, from, until)).map(summaryRecord),
    };
  },
);
