/**
 * Something a contact did in the product, in the one form that everything inside works with. `time` is the event's
 * own: without it a retry would be another event.
 */
export interface UsageEvent {
  id: string;
  account: string;
  /** Absent for events of the account as a whole, such as a measure. */
  user?: string;
  event: string;
  /** Milliseconds since 1970. */
  time: number;
  value?: number;
  subject?: string;
  comment?: string;
  /** Of the amount in `value`, where it is one: three capitals. */
  currency?: string;
  /** What people call the invoice that is the `subject`: its number. */
  reference?: string;
  /** Whatever else the sender said of it, as a JSON object. */
  extra?: string;
  /** The configured source that sent it; part of its identity. */
  source: string;
}

/** As its sender tells it: which account it belongs to may still have to be found by who did it. */
export interface SentEvent extends Omit<UsageEvent, 'account'> {
  account?: string;
  /** Somebody who has not signed in, where neither `account` nor `user` is known. */
  anonymousId?: string;
}

/** Kept until somebody says which account its user has, or who the anonymous one is. */
export interface WaitingEvent extends SentEvent {
  account?: undefined;
}

export const isAttributed = (event: SentEvent): event is UsageEvent => event.account !== undefined;
