import { isAttributed, type SentEvent, type UsageEvent, type WaitingEvent } from './usage-event.ts';

/** Who belongs where, as far as anybody said; a page's claim included. */
export interface Links {
  accountOf(user: string): string | undefined;
  userOf(anonymousId: string): string | undefined;
}

/** Nothing is looked up here: attribute-events brings waiting events to their accounts. */
export const noLinks: Links = { accountOf: () => undefined, userOf: () => undefined };

/** An event under its account, or else as one that waits for it. */
export function attribute(event: SentEvent, links: Links): UsageEvent | WaitingEvent {
  if (isAttributed(event)) return event;
  const { anonymousId, ...known } = event;
  const user = known.user ?? (anonymousId === undefined ? undefined : links.userOf(anonymousId));
  if (user === undefined) return { ...known, anonymousId, account: undefined };
  return { ...known, user, account: links.accountOf(user) } as UsageEvent | WaitingEvent;
}
