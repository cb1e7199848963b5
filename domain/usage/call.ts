/** Says who somebody is instead of what they did: `group` and `identify` carry traits, `alias` joins two names. */
export interface Call {
  kind: 'group' | 'identify' | 'alias';
  id: string;
  source: string;
  /** Milliseconds since 1970, by the sender's clock: of two calls the later one stands. */
  time: number;
  groupId?: string;
  userId?: string;
  /** Of an `alias`, the name that `userId` had before. */
  anonymousId?: string;
  traits: Record<string, unknown>;
}
