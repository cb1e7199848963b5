import type { Contact } from '../account/account.ts';
import { renewalDateOf } from '../account/products.ts';
import type { Evaluation, EvaluationInput } from '../evaluation/evaluate.ts';
import type { DataSnapshot } from '../mail/mail-content.ts';
import { cappedList, MOST_LISTED, nameInRow } from '../tasks/row-bounds.ts';
import { addDays, type Day } from '../time/day.ts';
import type { UsageHistory } from '../usage/usage-history.ts';
import { LOGIN } from '../usage/well-known-events.ts';

const WEEKS_SHOWN = 16;

const NEW_FOR_DAYS = 28;
const MOST_NEWCOMERS = 5;

/** The figures of the day, as the tasks of that day show them. */
export function dataSnapshot(
  { account, contacts, usage }: Pick<EvaluationInput, 'account' | 'contacts' | 'usage'>,
  { health, stage }: Pick<Evaluation, 'health' | 'stage'>,
): DataSnapshot {
  const { asOf } = usage;
  const weeklyLogins: number[] = [];
  for (let week = WEEKS_SHOWN; week >= 1; week -= 1) {
    weeklyLogins.push(usage.count(LOGIN, addDays(asOf, -7 * week), addDays(asOf, -7 * week + 6)));
  }
  const { plan, mrr, currency, licenses } = account;
  const people = cappedList(peopleOf(contacts, usage));
  return {
    asOf,
    plan: nameInRow(plan),
    mrr,
    currency,
    stage: stage?.stage,
    stageSince: stage?.since,
    renewalDate: renewalDateOf(account, null, asOf),
    licenses,
    health: health
      ? {
          score: health.score / 10,
          grade: health.grade,
          stale: health.stale,
          change: health.change === null ? null : health.change / 10,
        }
      : undefined,
    weeklyLogins,
    activeUsers28: usage.activeUsers(addDays(asOf, -27), asOf),
    people: people.listed.map(({ id, name, role }) => ({
      id,
      name: nameInRow(name),
      role,
      lastActive: usage.lastActiveDay(id),
    })),
    ...(people.more > 0 && { morePeople: people.more }),
  };
}

/** Where nobody will look at them. */
export const noFigures = (asOf: Day): DataSnapshot => ({ asOf, weeklyLogins: [], activeUsers28: 0, people: [] });

/** Champions and key persons, then those who began lately, the newest first; nobody may have imported them yet. */
function peopleOf(contacts: Contact[], { asOf, users }: UsageHistory): Pick<Contact, 'id' | 'name' | 'role'>[] {
  const isChampion = ({ role }: Contact) => role === 'champion';
  const all = contacts.filter((contact) => contact.keyPerson || isChampion(contact));
  // Of more than are listed, a champion is not left out.
  const watched =
    all.length > MOST_LISTED ? [...all.filter(isChampion), ...all.filter((contact) => !isChampion(contact))] : all;
  const known = new Set(watched.map(({ id }) => id));
  const newcomers = [...users]
    .filter(([id, firstDay]) => firstDay > addDays(asOf, -NEW_FOR_DAYS) && !known.has(id))
    .sort(([a, since], [b, until]) => (since === until ? (a < b ? -1 : 1) : since > until ? -1 : 1))
    .slice(0, MOST_NEWCOMERS);
  return [...watched, ...newcomers.map(([id]) => contacts.find((contact) => contact.id === id) ?? { id })];
}
