import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseOf, stateOn } from '../../../domain/kpis/customer-course.ts';
import {
  type AccountLink,
  customerGroups,
  groupedAccounts,
  groupedCourses,
  linkOf,
  summaryOfCustomers,
} from '../../../domain/kpis/customer-groups.ts';
import { kpiReport } from '../../../domain/kpis/kpi-report.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import { type KpiSummary, summariesOf, summaryOf } from '../../../domain/kpis/kpi-summary.ts';
import { summaryRecord } from '../../../domain/kpis/summary-record.ts';
import { factsAsOf } from '../../../domain/ledger/facts-as-of.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { addDays } from '../../../domain/time/day.ts';
import { anyEntries, entry, FIRST_DAY, is, pays } from '../ledger/ledger-samples.ts';

type Ledgers = Record<string, LedgerEntry[]>;

const belongsTo = (parent: string) => entry('2026-01-01', { fact: 'parent', value: parent });

function groupsOf(ledgers: Ledgers, level: 'account' | 'parent') {
  const links = Object.entries(ledgers).map(([account, entries]) => linkOf(account, factsAsOf(entries, '2026-06-30')));
  const courses = Object.entries(ledgers).map(([account, entries]) => [account, courseOf(entries)] as const);
  return new Map(groupedCourses(courses, customerGroups(links, level)));
}

function valuesOf(ledgers: Ledgers, level: 'account' | 'parent', ...kpis: string[]) {
  const [summary] = summariesOf(groupsOf(ledgers, level), [{ first: '2026-06-01', last: '2026-06-30' }]);
  const { figures } = kpiReport(summary as KpiSummary, { rules: usualKpiRules, currency: 'JPY' });
  return kpis.map((kpi) => figures.find((figure) => figure.kpi === kpi)?.value);
}

describe('A parent', () => {
  const group: Ledgers = {
    world: [pays('2026-01-01', 10), entry('2026-01-01', { fact: 'segment', value: 'large' })],
    tokyo: [belongsTo('world'), pays('2026-01-01', 100), entry('2026-01-01', { fact: 'segment', value: 'smb' })],
    osaka: [belongsTo('world'), pays('2026-01-01', 50), is('2026-06-10', 'churned')],
    namba: [belongsTo('osaka'), pays('2026-06-20', 30)],
    alone: [pays('2026-01-01', 40)],
  };

  it('is the sum of its children, and of theirs, each once', () => {
    expect(valuesOf(group, 'parent', 'opening-customers', 'opening-mrr', 'closing-mrr')).toEqual([2, 200, 180]);
    expect(stateOn(groupsOf(group, 'parent').get('world') ?? [], '2026-06-30').attributes).toEqual({
      segment: 'large',
    });
  });

  it('has not left while one of them stays: what another paid is a contraction', () => {
    expect(valuesOf(group, 'parent', 'customer-churn', 'contraction-mrr', 'churned-mrr', 'expansion-mrr')).toEqual([
      0, 50, 0, 30,
    ]);
  });

  it('says nothing at the level of accounts, which is the usual one', () => {
    expect(valuesOf(group, 'account', 'opening-customers', 'customer-churn', 'opening-mrr', 'new-mrr')).toEqual([
      4, 0.25, 200, 30,
    ]);
  });

  it('may be nobody that we know: its children are one customer all the same', () => {
    const { world, ...children } = group;
    expect(valuesOf(children, 'parent', 'opening-customers', 'opening-mrr')).toEqual([2, 190]);
  });

  it('has left with the last of them', () => {
    const both = {
      a: [pays('2026-01-01', 1), is('2026-06-10', 'churned')],
      b: [belongsTo('a'), pays('2026-01-01', 2), is('2026-06-12', 'churned')],
    };
    expect(valuesOf(both, 'parent', 'customer-churn', 'contraction-mrr', 'churned-mrr')).toEqual([1, 1, 2]);
  });

  it('of itself, in a circle, is none: each counts for itself, and is told', () => {
    const links: AccountLink[] = [
      { account: 'a', parent: 'b' },
      { account: 'b', parent: 'a' },
      { account: 'c', parent: 'a' },
      { account: 'd', parent: 'd' },
    ];
    const { customerOf, inCircles } = customerGroups(links, 'parent');
    expect(inCircles).toEqual(['a', 'b', 'c']);
    expect(['a', 'b', 'c', 'd'].map(customerOf)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('pays on every day what its accounts pay together, as far as that is known of all of them', () => {
    const ledgers = fc.array(anyEntries(), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(ledgers, fc.nat(120), (entries, n) => {
        const day = addDays(FIRST_DAY, n);
        const courses = entries.map((one, i) => [`a${i}`, courseOf(one)] as const);
        const grouped = groupedCourses(courses, { customerOf: () => 'a0' });
        const paid = courses.map(([, course]) => stateOn(course, day).mrr);
        const together = paid.includes(null) ? null : paid.reduce((sum, mrr) => sum + (mrr?.JPY ?? 0), 0);
        const { mrr } = stateOn(grouped[0]?.[1] ?? [], day);
        expect(mrr && (mrr.JPY ?? 0)).toBe(together);
      }),
    );
  });
});

describe('Figures of customers', () => {
  it('are those of accounts with grouped ones taken out and put in as one, whatever their ledgers', () => {
    const months = { first: addDays(FIRST_DAY, 20), last: addDays(FIRST_DAY, 110) };
    const above = fc.array(fc.option(fc.nat(5), { nil: undefined }), { minLength: 6, maxLength: 6 });
    const anyLedgers = fc.array(anyEntries({ mostDays: 140 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(anyLedgers, above, (ledgers, parents) => {
        const courses = ledgers.map((entries, i) => [`a${i}`, courseOf(entries)] as const);
        const links = parents.flatMap((parent, i) =>
          parent === undefined ? [] : [{ account: `a${i}`, parent: `a${parent}` }],
        );
        const groups = customerGroups(links, 'parent');
        const members = new Set(groupedAccounts(links, groups));
        const grouped = courses.filter(([account]) => members.has(account));
        const regrouped = summaryOfCustomers(summaryOf(courses, months), grouped, groups);
        const atOnce = summaryOf(groupedCourses(courses, groups), months);
        expect(summaryRecord(regrouped)).toEqual(summaryRecord(atOnce));
      }),
      { numRuns: 300 },
    );
  });
});

describe('An account that was merged into another', () => {
  const merged: Ledgers = {
    old: [
      pays('2026-01-01', 100),
      entry('2026-06-10', { fact: 'mergedInto', value: 'new' }),
      is('2026-06-10', 'churned'),
    ],
    new: [pays('2026-01-01', 50), pays('2026-06-10', 150)],
  };

  it('has not left, and nothing was won: they were one customer all along', () => {
    for (const level of ['account', 'parent'] as const) {
      expect(
        valuesOf(
          merged,
          level,
          'opening-customers',
          'opening-mrr',
          'customer-churn',
          'gross-revenue-retention',
          'expansion-mrr',
        ),
      ).toEqual([1, 150, 0, 1, 0]);
    }
  });
});
