import { type AuditEntry, type Doing, memberOf, shortened } from '../../domain/audit/audit.ts';
import { MOST_CHARACTERS_OF_AN_ACTION, type NextAction } from '../../domain/health-list/health-list.ts';
import type { ActionAgreed } from '../../domain/sign-in/last-act.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import { asSeen } from '../pages/as-seen.ts';
import { wholeTextIn } from '../pages/read-form.ts';
import type { DynamoNextActions } from '../store/accounts/next-actions.ts';

export interface NextActionNoting {
  nextActions: Pick<DynamoNextActions, 'replace'>;
  clock: LocalClock;
  now: () => number;
}

/** What was agreed for an account so far, and by whom it is changed. */
export interface AgreedSoFar {
  account: string;
  before: NextAction | undefined;
  /** In tenths, of the last evaluation. */
  score: number | null;
  person: string;
  door: 'mail' | 'page' | 'assistant';
}

/** `changed`: somebody agreed on something else since the form was read; `attempted`: what would stand there. */
export type NextActionResult =
  | { saved: NextAction }
  | { refused: 'empty' | 'tooLong' }
  | { changed: 'before' | 'meanwhile'; attempted: NextAction };

/** Who agreed on what for an account, instead of what. */
export function auditOfNextAction(
  { account, before, after }: { account: string; before: string | null; after: string | null },
  doing: Doing,
  nowInMs: number,
): AuditEntry {
  const at = new Date(nowInMs).toISOString();
  return {
    at,
    ...doing,
    what: 'next-action-noted',
    about: { account },
    before: before && shortened(before),
    after: after && shortened(after),
  };
}

/** What was agreed on before stands again, where nobody has said anything since; false where somebody has. */
export async function takeActionBack(
  { nextActions, now }: { nextActions: Pick<DynamoNextActions, 'replace' | 'takeBack'>; now: () => number },
  { account, agreed: { before, after } }: Pick<ActionAgreed, 'account' | 'agreed'>,
  person: string,
): Promise<boolean> {
  const doing = { who: memberOf(person), door: 'page' } as const;
  const audit = auditOfNextAction({ account, before: after.text, after: before?.text ?? null }, doing, now());
  return before === null
    ? nextActions.takeBack(account, after, audit)
    : nextActions.replace(account, after, before, audit);
}

/** What was written into the form of a next action. */
export const actionIn = (form: URLSearchParams) => wholeTextIn(form, 'text').replace(/\s+/g, ' ');

/** Puts on record what was agreed; of two writers the second is shown the first one's words before replacing them. */
export async function noteNextAction(
  { nextActions, clock, now }: NextActionNoting,
  { account, before, score, person, door }: AgreedSoFar,
  form: URLSearchParams,
): Promise<NextActionResult> {
  const text = actionIn(form);
  if (text === '') return { refused: 'empty' };
  if (text.length > MOST_CHARACTERS_OF_AN_ACTION) return { refused: 'tooLong' };
  // Sent again, it stands there already.
  if (before?.text === text) return { saved: before };
  const action: NextAction = { text, by: person, day: clock.dayOf(now()), score };
  if (before !== undefined && asSeen(before.text) !== form.get('before'))
    return { changed: 'before', attempted: action };
  const audit = auditOfNextAction(
    { account, before: before?.text ?? null, after: text },
    { who: memberOf(person), door },
    now(),
  );
  if (await nextActions.replace(account, before, action, audit)) return { saved: action };
  return { changed: 'meanwhile', attempted: action };
}
