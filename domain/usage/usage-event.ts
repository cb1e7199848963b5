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
  /** Whatever else the sender said of it, as a JSON object. */
  extra?: string;
  /** The configured source that sent it; part of its identity. */
  source: string;
}
