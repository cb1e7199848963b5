const MINUTE_IN_MS = 60_000;
export const SIGN_IN_LINK_GOOD_FOR_IN_MINUTES = 15;
/** By mail, of one person. */
export const MOST_ASKS_AN_HOUR = 5;
export const ASKS_REMEMBERED_FOR_IN_MS = 60 * MINUTE_IN_MS;

/** A link to sign in that somebody was given. */
export interface SignInAsk {
  /** Which one it is: the link bears it. */
  id: string;
  /** ms */
  askedAt: number;
  /** An operator gives links to whom they like. */
  by: 'mail' | 'operator';
  /** Where they wanted to go. */
  page?: string;
  /** ms */
  usedAt?: number;
}

/** The links that a person was given within the last hour, the latest last. */
export interface SignInAsks {
  asks: SignInAsk[];
}

export const NO_ASKS: SignInAsks = { asks: [] };

/** One link more; `null` where they have asked for too many. */
export function withAsk(before: SignInAsks, ask: SignInAsk): SignInAsks | null {
  const asks = before.asks.filter(({ askedAt }) => ask.askedAt - askedAt < ASKS_REMEMBERED_FOR_IN_MS);
  const ofMail = asks.filter(({ by }) => by === 'mail').length;
  return ask.by === 'mail' && ofMail >= MOST_ASKS_AN_HOUR ? null : { asks: [...asks, ask] };
}

export type UsedAsk = { asks: SignInAsks; ask: SignInAsk } | { refused: 'used' | 'expired' };

/** What is left once the link was used: each works once. */
export function withoutAsk({ asks }: SignInAsks, id: string, nowInMs: number): UsedAsk {
  const ask = asks.find((one) => one.id === id);
  if (ask?.usedAt !== undefined) return { refused: 'used' };
  if (ask === undefined || nowInMs - ask.askedAt > SIGN_IN_LINK_GOOD_FOR_IN_MINUTES * MINUTE_IN_MS) {
    return { refused: 'expired' };
  }
  return { ask, asks: { asks: asks.map((one) => (one === ask ? { ...ask, usedAt: nowInMs } : one)) } };
}

/** Nothing that was given until now signs in any more; how many were asked for stays known. */
export const withoutAnyAsk = ({ asks }: SignInAsks, nowInMs: number): SignInAsks => ({
  asks: asks.map((ask) => (ask.usedAt === undefined ? { ...ask, usedAt: nowInMs } : ask)),
});

/** A page of ours that one may be sent to after signing in; anything else leads to the first one. */
export function ownPage(path: string | null | undefined): string | undefined {
  if (path == null || path.length > MOST_CHARACTERS_OF_A_PAGE) return undefined;
  return /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) && path !== '/' ? path : undefined;
}

const MOST_CHARACTERS_OF_A_PAGE = 500;
