import type * as z from 'zod';
import { erasingAccount, foundBySearching } from '../../domain/personal-data/account-data.ts';
import type { AccountStep } from '../../domain/personal-data/erasure.ts';
import type { KeptKind } from '../../domain/personal-data/kept-data.ts';
import type { Day } from '../../domain/time/day.ts';
import { type RowOfAccount, treatmentOfAccount } from '../store/personal-data/account-in-row.ts';
import { isOfRun, readable } from '../store/personal-data/person-in-row.ts';
import { readDay, type StoredTally } from '../store/usage/usage-rows.ts';
import {
  accountCursorAfter,
  type accountRequest,
  accountStepFrom,
  askedAccount,
  marksInLetters,
} from './account-step.ts';
import { lookAtLetters, toldOfLetters } from './dead-letters.ts';
import { type Exported, type ExportPage, exportPage } from './exporting.ts';
import type { TellingTools } from './tools.ts';

/** A page of everything that lies about an account. */
export async function exportAccount(
  { account, from, everywhere }: z.output<typeof accountRequest>,
  tools: TellingTools,
): Promise<ExportPage> {
  const asked = await askedAccount(account, tools);
  const step = accountStepFrom(from);
  if (step.look === 'queues') {
    const { bodies, next } = await lookAtLetters(await marksInLetters(asked.marks, tools), tools, step.at, false);
    return exportPage(toldOfLetters(bodies), 0, accountCursorAfter(step, next, everywhere));
  }
  const page = await tools.personalData.accountLooks.page(step, asked);
  const isAbout = (row: RowOfAccount) => {
    // What the page made of an export is not told by the next one.
    if (isOfRun(row) || row.kind === 'export-part') return false;
    // Whatever of its own can't be read lies about it all the same.
    if (row.isOwn) return erasingAccount(row.kind) !== 'untouched';
    return treatmentOfAccount(row, asked.marks, 'x') !== undefined;
  };
  const rows = [...page.before, ...page.rows].filter((row) => isAbout(row) && !isToldElsewhere(row.kind, step.look));
  const days = await daysOf(account, page.days, tools);
  const next = accountCursorAfter(step, page.next, everywhere);
  const told = rows.map(
    ({ kind, item, isOwn }): Exported =>
      // Of rows about many accounts what they say of the others is not this one's.
      isOwn || !OF_MANY.has(kind) ? { place: kind, ...readable(item) } : { place: kind, sk: item.sk?.S },
  );
  return exportPage([...told, ...days.told], page.unknown + days.unreadable, next);
}

/** A record is one line, though erasing looks twice at what may come in meanwhile. */
function isToldElsewhere(kind: KeptKind, look: AccountStep['look']): boolean {
  // A row of a day names events and users by numbers; the days are told in words.
  if (kind === 'usage-day') return true;
  if (look === 'records') return kind === 'mail' || kind === 'chat' || kind === 'bus-events';
  return (look === 'events' || look === 'accounts') && !foundBySearching(kind);
}

const OF_MANY: ReadonlySet<string> = new Set(['course-days', 'kpi-year']);

async function daysOf(account: string, days: Map<Day, StoredTally> | undefined, { lifetime }: TellingTools) {
  const told: Exported[] = [];
  if (days === undefined || days.size === 0) return { told, unreadable: 0 };
  const { numbers } = await lifetime.read(account);
  let unreadable = 0;
  for (const [day, stored] of days) {
    const usage = readDay(stored, numbers);
    if (usage === null) unreadable += 1;
    else told.push({ place: 'usage-day', ...usage, day });
  }
  return { told, unreadable };
}
