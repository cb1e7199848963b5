import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import type { AuditEntry } from '../../../../domain/audit/audit.ts';
import { pageOfSubject } from '../../../../domain/audit/page-of-subject.ts';
import { addressOfPage } from '../../../../domain/links/team-pages.ts';
import { addDays, type Day, isDay, monthsBetween } from '../../../../domain/time/day.ts';
import { decodeAuditEntry } from '../../../store/audit/audit-items.ts';
import { auditList } from '../../../store/keys.ts';
import { operation, type Tools, todayOf } from '../../operation.ts';
import { readableRows } from '../../readable-rows.ts';

const ENTRIES_A_PAGE = 200;
const DAYS_UNLESS_SAID = 30;

const requestSchema = z.strictObject({
  account: idSchema.optional(),
  since: z.string().refine(isDay, 'is not a date that exists').optional(),
  who: z.string().min(1).optional(),
  from: z.string().optional(),
});
type Request = z.output<typeof requestSchema>;

/** Who changed what: of one account, since it was there; of all, in the last month unless said otherwise. */
export const listAudit = operation(requestSchema, async (request, tools) => {
  const { entries, leftOut, next } = await (request.account === undefined
    ? entriesOfAll(request, tools)
    : entriesOfAccount(request.account, request, tools));
  const { who } = request;
  const { webUrl } = tools.installation;
  const rows = entries
    .filter((entry) => who === undefined || entry.who.id === who)
    .map((entry) => ({ ...rowOfEntry(entry), page: pageIn(webUrl, entry) }));
  return { rows, leftOut, next };
});

async function entriesOfAll({ since, from }: Request, { listings, clock, ...tools }: Tools) {
  const today = todayOf({ ...tools, listings, clock });
  const first = since ?? addDays(today, -DAYS_UNLESS_SAID);
  const start = momentOf(first, clock);
  // Months are counted in UTC, days by the company's clock.
  const lists = monthsBetween(start.slice(0, 'YYYY-MM-DD'.length), addDays(today, 1)).map(auditList);
  const { items, next } = await listings.listed(lists, from, ENTRIES_A_PAGE, start);
  const { rows: entries, leftOut } = readableRows(items, decodeAuditEntry);
  return { entries, leftOut, next };
}

async function entriesOfAccount(account: string, { since, from }: Request, { audit, clock }: Tools) {
  const { entries, next } = await audit.ofAccount(account, { limit: ENTRIES_A_PAGE, from });
  const start = since === undefined ? '' : momentOf(since, clock);
  const wanted = entries.filter(({ at }) => at >= start);
  return { entries: wanted, leftOut: 0, next: wanted.length < entries.length ? undefined : next };
}

const momentOf = (day: Day, clock: Tools['clock']) => new Date(clock.startOf(day)).toISOString();

function pageIn(webUrl: string, { about }: AuditEntry): string | null {
  const page = pageOfSubject(about);
  return page && addressOfPage(webUrl, page);
}

function rowOfEntry({ at, who, door, what, about, before, after }: AuditEntry) {
  return { at, who: who.id, whoIs: who.is, key: who.key ?? null, door, what, about, before, after };
}
