import { isDeepStrictEqual } from 'node:util';
import { emptyLifetime, type Lifetime, learnDay } from '../../domain/usage/lifetime.ts';
import { noNumbers } from '../../domain/usage/tally/name-numbers.ts';
import { mergeTallies, type UsageDay, type UsageTally } from '../../domain/usage/tally/usage-tally.ts';
import type { RawEvent } from '../../functions/store/events/events.ts';
import { eventsKey } from '../../functions/store/keys.ts';
import type { SourceSighting, Span } from '../../functions/store/sources/source-arrivals.ts';
import { clock, type UsageStores } from './stream-simulation.ts';

const PAGE = 2;

/** The stores of a roll-up in memory, with DynamoDB's habits: conditional writes, pages that are no snapshot. */
export function memoryUsage(limits = { users: Number.POSITIVE_INFINITY, accounts: Number.POSITIVE_INFINITY }) {
  const raw = new Map<string, Map<string, RawEvent>>();
  const hours = new Map<string, UsageTally>();
  const days = new Map<string, UsageDay>();
  const lifetimes = new Map<string, Lifetime>();
  const sources = new Map<string, { days: Map<string, Span>; names: Map<string, string> }>();
  const changed: string[] = [];
  const usersOf = new Map<string, Set<string>>();
  const accountsOf = new Map<string, Set<string>>();

  async function putLatest<Tally extends UsageTally>(
    rows: Map<string, Tally>,
    key: string,
    tally: Tally,
    lookAgain: () => Promise<Tally>,
  ): Promise<void> {
    let latest = tally;
    for (;;) {
      const stored = rows.get(key);
      if (stored !== undefined && stored.total > latest.total) return;
      if (stored === undefined || stored.total < latest.total) break;
      if (isDeepStrictEqual(stored, latest)) return;
      latest = await lookAgain();
      if (rows.get(key) === stored) break;
    }
    rows.set(key, latest);
  }
  const hourKey = (account: string, day: string, hour: number) => eventsKey(account, { day, hour });

  const stores: UsageStores = {
    async putRaw({ account, ...event }) {
      const { id, source, time } = event;
      const pk = eventsKey(account, clock.hourOf(time));
      const rows = raw.get(pk) ?? new Map<string, RawEvent>();
      raw.set(pk, rows);
      const isNew = !rows.has(`${source}#${id}`);
      rows.set(`${source}#${id}`, event);
      return isNew;
    },
    events: {
      async *hour(account, at) {
        let after = '';
        for (;;) {
          const rows = [...(raw.get(eventsKey(account, at)) ?? [])].filter(([key]) => key > after).sort(byKey);
          yield rows.slice(0, PAGE).map(([, event]) => event);
          if (rows.length <= PAGE) return;
          after = (rows[PAGE - 1] as [string, RawEvent])[0];
        }
      },
    },
    usage: {
      async putHour(account, { day, hour }, tally, _, lookAgain) {
        await putLatest(hours, hourKey(account, day, hour), tally, lookAgain);
      },
      async sumHours(account, day) {
        const tallies: UsageTally[] = [];
        for (let hour = 0; hour < 24; hour += 1) {
          const tally = hours.get(hourKey(account, day, hour));
          if (tally === undefined) continue;
          tallies.push(tally);
          // Others write while a query runs.
          await new Promise(setImmediate);
        }
        return { day, ...mergeTallies(tallies) };
      },
      async putDay(account, day, _, _today, lookAgain) {
        await putLatest(days, `${account} ${day.day}`, day, async () => (await lookAgain()).day);
        return 0;
      },
    },
    lifetime: {
      async known(account) {
        const users = new Set(lifetimes.get(account)?.users.keys());
        return { isEmpty: !lifetimes.has(account), knowsUser: (user) => users.has(user) };
      },
      async learn(account, learnt) {
        const lifetime = lifetimes.get(account) ?? emptyLifetime();
        lifetimes.set(account, lifetime);
        for (const day of learnt) learnDay(lifetime, day);
        return noNumbers();
      },
    },
    newcomers: {
      turnedAway: async (account, bringers) =>
        new Set(
          [...bringers].flatMap(([user, broughtBy]) =>
            broughtBy.some((source) => takePlace(usersOf, source, `${account} ${user}`, limits.users)) ? [] : [user],
          ),
        ),
      isAdmitted: async (account, sourcesOfIt) =>
        sourcesOfIt.some((source) => takePlace(accountsOf, source, account, limits.accounts)),
    },
    usedNames: { isUsed: async () => () => false },
    limits: { newNamesPerSourceAndDay: 500 },
    sources: {
      async widen(source, sighting: SourceSighting) {
        const known = sources.get(source) ?? { days: new Map(), names: new Map() };
        sources.set(source, known);
        for (const [day, { first, last }] of sighting.days) {
          const span = known.days.get(day) ?? { first, last };
          known.days.set(day, { first: Math.min(first, span.first), last: Math.max(last, span.last) });
        }
        for (const [name, day] of sighting.names) {
          if ((known.names.get(name) ?? '9999') > day) known.names.set(name, day);
        }
        return { leftOut: 0 };
      },
      async count() {},
    },
    changedAccounts: {
      async send(accounts) {
        changed.push(...accounts);
      },
    },
    flushMarkers: { async answer() {} },
  };
  return { stores, hours, days, lifetimes, sources, changed, usersOf, accountsOf };
}

function takePlace(places: Map<string, Set<string>>, source: string, newcomer: string, most: number): boolean {
  const taken = places.get(source) ?? new Set<string>();
  places.set(source, taken);
  if (taken.size < most) taken.add(newcomer);
  return taken.has(newcomer);
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
