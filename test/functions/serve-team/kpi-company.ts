import { accountCourse, beginsYear, courseVolumes } from '../../../domain/kpis/course-days.ts';
import { usualKpiRules } from '../../../domain/kpis/kpi-rules.ts';
import type { KpiSettings } from '../../../domain/kpis/kpi-settings.ts';
import type { NpsTally } from '../../../domain/kpis/net-promoter-score.ts';
import type { NpsDays } from '../../../domain/kpis/nps-days.ts';
import { yearParts } from '../../../domain/kpis/year-summary.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import type { Locale } from '../../../domain/locale/locale.ts';
import { type Day, type Month, monthOf } from '../../../domain/time/day.ts';
import { showKpis } from '../../../functions/serve-team/kpis.ts';
import type { PageRequest, Showing } from '../../../functions/serve-team/page-request.ts';
import type { TeamFile, TeamPage } from '../../../functions/team-pages/team-page.ts';
import { noonOf, pays } from '../../domain/ledger/ledger-samples.ts';

export type Ledgers = Record<string, LedgerEntry[]>;

interface Company {
  ledgers: Ledgers;
  today: Day;
  locale?: Locale;
  kpis?: Partial<KpiSettings>;
  names?: ReadonlyMap<string, string>;
  nps?: Record<Month, NpsTally>;
  npsDays?: NpsDays[];
  members?: { id: string; name: string }[];
}

/** The page as somebody of the team gets it, of a company whose last night was today's. */
export function openKpis({
  ledgers,
  today,
  locale = 'en',
  kpis = {},
  names = new Map(),
  nps = {},
  npsDays = [],
  members = [],
}: Company) {
  const settings: KpiSettings = { rules: usualKpiRules, targets: [], ...kpis };
  const courses = Object.entries(ledgers).map(([account, entries]) => accountCourse(account, entries));
  const volumes = courseVolumes(courses);
  const showing = {
    kpis: settings,
    kpiYears: { readAll: async () => (courses.length === 0 ? [] : yearParts(courses, today, settings.rules)) },
    courseDays: {
      beginnings: async () => new Map([[0, volumes.filter(beginsYear).map(({ of }) => of)]]),
      volumes: async (_: number, { since = '', until }: { since?: string; until: Day }) =>
        volumes.filter(({ of }) => of >= since && of <= monthOf(until)),
    },
    npsMonths: { readAll: async () => new Map(Object.entries(nps)) },
    npsDays: { readAll: async () => npsDays },
    ledger: { read: async (account: string) => ledgers[account] ?? [] },
    records: { playbook: async () => undefined, members: async () => members },
    lists: {
      accounts: async (ids: Iterable<string>) =>
        new Map([...ids].map((id) => [id, { id, name: names.get(id) ?? `Firm ${id}` }])),
    },
    clock: { dayOf: (ms: number) => new Date(ms).toISOString().slice(0, 10) },
    now: () => noonOf(today),
  } as unknown as Showing;
  return (address: string): Promise<TeamPage | TeamFile> => {
    const { pathname, searchParams } = new URL(address, 'https://x.example');
    const id = pathname.replace(/^\/kpis\/?/, '');
    return showKpis({ reader: { locale }, id, query: searchParams } as unknown as PageRequest, showing);
  };
}

/** The company of the worked example, `times` over: one month, in thousands of yen. */
export function workedExample(times = 1): Ledgers {
  const one: Ledgers = {
    A: [pays('2026-01-01', 100), pays('2026-06-05', 130)],
    B: [pays('2026-01-01', 100), pays('2026-06-10', 80, { reason: 'fewer people' })],
    C: [pays('2026-01-01', 100), pays('2026-06-12', 0, { reason: 'price' })],
    D: [pays('2026-01-01', 200)],
    F: [pays('2026-06-20', 50)],
    G: [pays('2026-01-01', 100), pays('2026-06-03', 0), pays('2026-06-24', 100)],
    H: [pays('2026-01-01', 100), pays('2026-06-08', 150), pays('2026-06-18', 90)],
  };
  return Object.fromEntries(
    Array.from({ length: times }, (_, n) =>
      Object.entries(one).map(([id, entries]) => [times === 1 ? id : `${id}${n}`, entries] as const),
    ).flat(),
  );
}
