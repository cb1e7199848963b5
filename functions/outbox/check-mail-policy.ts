import type { Company } from '../../domain/company/company.ts';
import type { MailKind } from '../../domain/mail/mail-kinds.ts';
import { accountSituation } from '../../domain/mail-policy/account-situation.ts';
import { sentBeside, sentToSame, withSent } from '../../domain/mail-policy/mail-history.ts';
import { judgeMail, type MailRequest, type MailVerdict } from '../../domain/mail-policy/mail-policy.ts';
import type { MailPolicy } from '../../domain/mail-policy/mail-policy-schema.ts';
import type { Recipient } from '../../domain/mail-policy/opening-hours.ts';
import type { AutomaticMail } from '../../domain/outbox/outbox.ts';
import type { BusinessCalendar } from '../../domain/time/business-days.ts';
import { type LocalClock, localClock } from '../../domain/time/time-zone.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import type { DynamoMailHistory } from '../store/outbox/mail-history.ts';
import type { DynamoOptOuts } from '../store/outbox/opt-outs.ts';

/**
 * Judges an automatic mail to a customer by the mail policy. A mail that may go is written into the mail history first,
 * so that the next one counts it. *
 * @param optionalKind what its recipient may have opted out of; `null` for mail about the contract
 */
export type CheckMailPolicy = (mail: AutomaticMail, optionalKind: MailKind | null, now: Date) => Promise<MailVerdict>;

export interface MailPolicySources {
  directory: Pick<DynamoDirectory, 'findAccount' | 'findState'>;
  history: Pick<DynamoMailHistory, 'read' | 'write'>;
  optOuts: Pick<DynamoOptOuts, 'isOptedOut'>;
  /** As the running playbook says it, whichever one the mail was raised with; may be a minute old. */
  policy: () => Promise<MailPolicy>;
  company: Pick<Company, 'timeZone' | 'country'>;
  calendar: BusinessCalendar;
}

/** As many mails of one account may be under way at once as anybody has functions. */
const MOST_LOSSES = 20;

export function mailPolicyCheck({
  directory,
  history,
  optOuts,
  policy,
  company,
  calendar,
}: MailPolicySources): CheckMailPolicy {
  const clocks = new Map<string, LocalClock>();
  const clockOf = (timeZone: string) => {
    const clock = clocks.get(timeZone) ?? localClock(timeZone);
    clocks.set(timeZone, clock);
    return clock;
  };

  return async (mail, optionalKind, now) => {
    const { address } = mail.to;
    const whose = { account: mail.account, address };
    // What goes to a parent may be about an account that belongs to it: both have to be in a state to be written to.
    const concerned = [...new Set([mail.cause.account ?? mail.account, mail.account])];
    const [rules, account, states, hasOptedOut] = await Promise.all([
      policy(),
      directory.findAccount(mail.account),
      Promise.all(concerned.map((id) => directory.findState(id))),
      optionalKind !== null &&
        optOuts.isOptedOut({ account: mail.account, contact: mail.contact, address }, optionalKind),
    ]);
    const recipient: Recipient = {
      clock: clockOf(account?.timeZone ?? company.timeZone),
      week: { country: account?.country ?? company.country },
    };
    const situation = together(concerned.map((id, i) => accountSituation(id, states[i]?.episodes ?? [])));
    const request = requestOf(mail, optionalKind, situation);
    const at = now.getTime();
    return untilNotOvertaken(attempt, { most: MOST_LOSSES });

    async function attempt() {
      const known = await history.read(whose);
      const entry = { mail: mail.id, contact: mail.contact, at };
      const [ofAccount, ofAddress] = [known.account.history, known.address.history];
      const sent = sentBeside(mail.id, ofAccount);
      const sentTo = { sent, sentToSame: sentToSame(entry, ofAccount, ofAddress) };
      const verdict = judgeMail(request, { now: at, recipient, hasOptedOut, ...sentTo, ...situation }, rules, calendar);
      if (verdict.verdict !== 'send') return verdict;
      const next = { account: withSent(ofAccount, entry), address: withSent(ofAddress, entry) };
      if (await history.write(whose, next, known, entry)) return verdict;
      throw new OvertakenError(`the mails of one account overtook each other ${MOST_LOSSES} times`);
    }
  };
}

type Situation = ReturnType<typeof accountSituation>;

const together = (all: Situation[]): Situation => ({
  openEpisodes: all.flatMap(({ openEpisodes }) => openEpisodes),
  answered: all.flatMap(({ answered }) => answered),
  hasEscalation: all.some(({ hasEscalation }) => hasEscalation),
  handled: all.flatMap(({ handled }) => handled),
});

/** A mail that waits may know its signal by an earlier name; its episode knows the one it has now. */
function requestOf(
  mail: AutomaticMail,
  optionalKind: MailKind | null,
  { openEpisodes, handled }: Situation,
): MailRequest {
  const { id, cause, createdAt, releasedAt } = mail;
  const own = [...openEpisodes, ...handled].find(({ episode }) => episode === cause.episode);
  return {
    id,
    signal: own?.signal ?? cause.signal,
    episode: cause.episode,
    outlivesEpisode: cause.outlives ?? false,
    ...(cause.answer && { answer: cause.answer }),
    optionalKind,
    isReleased: releasedAt !== undefined,
    createdAt: Date.parse(createdAt),
  };
}
