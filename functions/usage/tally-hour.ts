import type { LocalHour } from '../../domain/time/time-zone.ts';
import { TallyBuilder, type UsageTally } from '../../domain/usage/tally/usage-tally.ts';
import type { RawEvent } from '../store/events/events.ts';

export interface RawHours {
  hour(account: string, at: LocalHour): AsyncIterable<RawEvent[]>;
}

/** The hour's tally, made of all raw events of it that are stored. */
export async function tallyHour(
  events: RawHours,
  account: string,
  at: LocalHour,
  onPage: (page: RawEvent[]) => void = () => {},
): Promise<UsageTally> {
  const builder = new TallyBuilder();
  for await (const page of events.hour(account, at)) {
    for (const raw of page) builder.add(raw.event, raw.user, raw);
    onPage(page);
  }
  return builder.build();
}
