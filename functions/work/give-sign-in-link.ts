import type { Csm } from '../../domain/account/account.ts';
import type { AuditEntry } from '../../domain/audit/audit.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { MOST_ASKS_AN_HOUR, NO_ASKS, type SignInAsk, withAsk } from '../../domain/sign-in/sign-in-asks.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { DynamoSignIns } from '../store/sign-in/sign-ins.ts';

export interface SignInGiving {
  signIns: Pick<DynamoSignIns, 'asks' | 'keep'>;
  newId: () => string;
  now: () => number;
}

/**
 * Whoever loses a race has lost it to a link that was given, and one more look finds that there were enough of them;
 * as many again for links that are used up at this moment, and for writes that end in a conflict.
 */
const MOST_LOSSES = 2 * (MOST_ASKS_AN_HOUR + 1);

interface GivenWith {
  /** The mail that holds it. */
  mailOf?: (ask: SignInAsk) => OutboxMail;
  /** Of one that somebody makes for somebody else. */
  audit?: AuditEntry;
}

/** A link of which this is kept signs the person in once; `null` where they were given too many within the hour. */
export function giveSignInLink(
  { signIns, newId, now }: SignInGiving,
  person: Pick<Csm, 'id'>,
  { mailOf, audit, ...asked }: Pick<SignInAsk, 'by' | 'page'> & GivenWith,
): Promise<SignInAsk | null> {
  const give = async () => {
    const before = await signIns.asks(person.id);
    const ask: SignInAsk = { id: newId(), askedAt: now(), ...asked };
    const after = withAsk(before ?? NO_ASKS, ask);
    if (after === null) return null;
    if (!(await signIns.keep(person.id, before, after, { mail: mailOf?.(ask), audit }))) {
      throw new OvertakenError('the person was given links all the time');
    }
    return ask;
  };
  return untilNotOvertaken(give, { most: MOST_LOSSES });
}
