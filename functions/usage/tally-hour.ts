import type { LocalHour } from '../../domain/time/time-zone.ts';
import type { Bringers } from '../../domain/usage/newcomers.ts';
import { TallyBuilder, type UsageTally } from '../../domain/usage/tally/usage-tally.ts';
import type { RawEvent } from '../store/events/events.ts';

export interface RawHours {
  hour(account: string, at: LocalHour): AsyncIterable<RawEvent[]>;
}

/** The hour's tally, made of all raw events of it that are stored. */
export async function tallyHour(events: RawHours, account: string, at: LocalHour): Promise<UsageTally> {
  return (await readHour(events, account, at)).tally;
}

/** With the sources of the events, and of each user. */
export async function readHour(
  events: RawHours,
  account: string,
  at: LocalHour,
  onPage: (page: RawEvent[]) => void = () => {},
): Promise<{ tally: UsageTally; sources: Set<string>; bringers: Bringers }> {
  const builder = new TallyBuilder();
  const sources = new Set<string>();
  const bringers = new Map<string, string[]>();
  for await (const page of events.hour(account, at)) {
    for (const raw of page) {
      builder.add(raw.event, raw.user, raw);
      sources.add(raw.source);
      if (raw.user === undefined) continue;
      const brought = bringers.get(raw.user);
      // Rows come in the order of their sources.
      if (brought === undefined) bringers.set(raw.user, [raw.source]);
      else if (brought.at(-1) !== raw.source) brought.push(raw.source);
    }
    onPage(page);
  }
  return { tally: builder.build(), sources, bringers };
}
