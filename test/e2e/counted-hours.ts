import { decodeTally } from '../../domain/usage/tally/usage-tally.ts';
import { hoursKey } from '../../functions/store/keys.ts';
import { decodeUsageDays } from '../../functions/store/usage/usage-codec.ts';
import type { Occurrence } from '../support/real-clients.ts';
import { rowsUnder } from '../support/tables.ts';
import { accountsTable, clock, dynamo, rowsOf } from './installation.ts';

export type Done = Required<Pick<Occurrence, 'user' | 'event' | 'at'>>;
type Hours = Record<string, { total: number; events: Record<string, number>; users: string[] }>;

/** What is to be counted by hour: each thing once, in its own. */
export function countedOnce(work: Done[]): Hours {
  const hours: Hours = {};
  for (const { user, event, at } of work) {
    const { day, hour } = clock.hourOf(at.getTime());
    const name = `${day}T${hour}`;
    const { total, events, users } = hours[name] ?? { total: 0, events: {}, users: [] };
    hours[name] = {
      total: total + 1,
      events: { ...events, [event]: (events[event] ?? 0) + 1 },
      users: [...new Set([...users, user])].sort(),
    };
  }
  return hours;
}

/** What was counted. */
export async function counted(account: string): Promise<Hours> {
  const hours: Hours = {};
  for (const { day } of decodeUsageDays(await rowsOf(account))) {
    for (const { sk, n, e, u } of await rowsUnder(dynamo, await accountsTable(), hoursKey(account, day))) {
      const { total, names, counts, users } = decodeTally({
        total: Number(n?.N),
        events: e?.S as string,
        users: u?.S as string,
      });
      const events = Object.fromEntries(names.map((name, i) => [name, counts[i] as number]));
      hours[`${day}T${Number(sk?.S)}`] = { total, events, users };
    }
  }
  return hours;
}
