import type { QuarantinedEvent } from '../../domain/quarantine/quarantined-event.ts';
import type { RawRetention } from '../../domain/usage/raw-retention.ts';
import type { UsageEvent } from '../../domain/usage/usage-event.ts';
import type { DynamoWaitingEvents, StoredWaitingEvent } from '../store/events/waiting-events.ts';
import type { Owner } from '../store/keys.ts';
import type { DynamoQuarantineWriter } from '../store/quarantine/quarantine-writer.ts';
import type { DynamoLinks } from '../store/user-links/link-records.ts';

export interface WaitingTools {
  links: Pick<DynamoLinks, 'countedFor' | 'usersBehind'>;
  waiting: DynamoWaitingEvents;
  quarantine: Pick<DynamoQuarantineWriter, 'put'>;
  retention: RawRetention;
  now: () => number;
}

export interface Attributed {
  attributed: number;
  quarantined: number;
}

/** Moves what waits for the owner to the account it belongs to, as far as that is known by now. */
export async function attributeWaiting(owner: Owner, tools: WaitingTools): Promise<Attributed> {
  const { links, waiting } = tools;
  const done: Attributed = { attributed: 0, quarantined: 0 };
  const user = owner.kind === 'user' ? owner.id : (await links.usersBehind([owner.id])).get(owner.id);
  if (user === undefined) return done;
  const account = (await links.countedFor([user])).get(user);
  if (account === undefined && owner.kind === 'user') return done;
  for await (const events of waiting.of(owner)) {
    if (account === undefined) await waiting.handOver(events, user);
    else await attribute(events, { user, account }, done, tools);
  }
  return done;
}

/** An hour whose raw events begin to go is never counted again: what comes for it now is put aside. */
async function attribute(
  events: StoredWaitingEvent[],
  { user, account }: { user: string; account: string },
  done: Attributed,
  { waiting, quarantine, retention, now }: WaitingTools,
): Promise<void> {
  const { earliest } = retention.acceptedAt(now());
  const named = events.map((event) => ({ ...event, user }));
  const tooOld = named.filter(({ time }) => time < earliest);
  await waiting.attribute(
    named.filter(({ time }) => time >= earliest),
    account,
  );
  const receivedAt = new Date(now()).toISOString();
  await quarantine.put(tooOld.map(({ item: _, ...event }) => quarantined({ ...event, account }, receivedAt)));
  await waiting.remove(tooOld);
  done.attributed += named.length - tooOld.length;
  done.quarantined += tooOld.length;
}

function quarantined({ source, extra, ...event }: UsageEvent, receivedAt: string): QuarantinedEvent {
  return {
    source,
    raw: JSON.stringify({ ...(extra && JSON.parse(extra)), ...event }),
    reason: 'too-old',
    detail: 'Say whose account a user is while the day of their events is within the raw retention.',
    receivedAt,
  };
}
