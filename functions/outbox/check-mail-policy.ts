import type { Company } from '../../domain/company/company.ts';
import type { MailKind } from '../../domain/mail/mail-kinds.ts';
import { accountSituation } from '../../domain/mail-policy/account-situation.ts';
import { sentBeside, sentToSame, surveyedAt, withSent } from '../../domain/mail-policy/mail-history.ts';
import { judgeMail, type MailRequest, type MailVerdict } from '../../domain/mail-policy/mail-policy.ts';
import type { MailPolicy } from '../../domain/mail-policy/mail-policy-schema.ts';
import type { Recipient } from '../../domain/mail-policy/opening-hours.ts';
import type { AutomaticMail } from '../../domain/outbox/outbox.ts';
import type { SurveyAsk, SurveyAsked } from '../../domain/surveys/survey-ask.ts';
import type { BusinessCalendar } from '../../domain/time/business-days.ts';
import type { Day } from '../../domain/time/day.ts';
import { type LocalClock, localClock } from '../../domain/time/time-zone.ts';
import { OvertakenError, untilNotOvertaken } from '../runtime/try-again.ts';
import type { DynamoDirectory } from '../store/accounts/directory.ts';
import type { DynamoMailHistory } from '../store/outbox/mail-history.ts';
import type { DynamoOptOuts } from '../store/outbox/opt-outs.ts';

/**
 * Judges an automatic mail to a customer by the mail policy. A mail that may go is written into the mail history first,
 * so that the next one counts it; of one that asks about our own work it is put on record with that whom it asks.
 *
 * @param optionalKind what its recipient may have opted out of; `null` for mail about the contract
 */
export type CheckMailPolicy = (
  mail: AutomaticMail,
  optionalKind: MailKind | null,
  now: Date,
  survey?: SurveyAsked,
) => Promise<MailVerdict>;

export interface AskedPerson {
  account: string;
  contact: string;
  day: Day;
  /** In tenths; where it is known. */
  score: number | undefined;
}

export interface MailPolicySources {
  directory: Pick<DynamoDirectory, 'findAccount' | 'findState'>;
  history: Pick<DynamoMailHistory, 'read' | 'write'>;
  optOuts: Pick<DynamoOptOuts, 'isOptedOut'>;
  /** Who is asked, and how they stand by the account's score (tenths) and what they last said of the product. */
  standing(who: AskedPerson): Promise<Pick<SurveyAsk, 'segment' | 'role'>>;
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
  standing,
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

  return async (mail, optionalKind, now, survey) => {
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
    const request = { ...requestOf(mail, optionalKind, situation), isSurvey: survey !== undefined };
    const at = now.getTime();
    const ask = survey && (await askOf(survey));
    return untilNotOvertaken(attempt, { most: MOST_LOSSES });

    async function attempt() {
      const known = await history.read(whose);
      const entry = { mail: mail.id, contact: mail.contact, at, ...(survey && { isSurvey: true as const }) };
      const [ofAccount, ofAddress] = [known.account.history, known.address.history];
      const sent = sentBeside(mail.id, ofAccount);
      const sentTo = {
        sent,
        sentToSame: sentToSame(entry, ofAccount, ofAddress),
        surveyedAt: surveyedAt(entry, ofAccount, ofAddress),
      };
      const verdict = judgeMail(request, { now: at, recipient, hasOptedOut, ...sentTo, ...situation }, rules, calendar);
      if (verdict.verdict !== 'send') return verdict;
      const next = { account: withSent(ofAccount, entry), address: withSent(ofAddress, entry) };
      if (await history.write(whose, next, known, entry, ask)) return verdict;
      throw new OvertakenError(`the mails of one account overtook each other ${MOST_LOSSES} times`);
    }

    async function askOf(asked: SurveyAsked): Promise<SurveyAsk> {
      const day = recipient.clock.dayOf(at);
      const { account: id, contact } = mail;
      // Of one that goes to a parent the last is the parent's own.
      const score = states.at(-1)?.health?.score;
      return {
        ...asked,
        account: id,
        contact,
        mail: mail.id,
        day,
        ...(await standing({ account: id, contact, day, score })),
      };
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
): Omit<MailRequest, 'isSurvey'> {
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
