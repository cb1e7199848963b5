import type { RenewalAnswer } from '../answers/renewal-answer.ts';
import type { MailKind } from '../mail/mail-kinds.ts';
import { stableHash } from '../names/stable-hash.ts';
import type { BusinessCalendar } from '../time/business-days.ts';
import type { Day } from '../time/day.ts';
import type { MailPolicy } from './mail-policy-schema.ts';
import { type Recipient, readingHours } from './opening-hours.ts';

const DAY_IN_MS = 86_400_000;
const WEEK_IN_DAYS = 7;

/** An automatic mail that is about to go out. */
export interface MailRequest {
  id: string;
  signal: string;
  episode: string;
  /** It comes of what the customer answered: that the question is over is no reason to keep it back. */
  outlivesEpisode: boolean;
  /** The answer that it comes of. */
  answer?: RenewalAnswer;
  /** What they may have opted out of; `null` for mail about the contract, which no opt-out stops. */
  optionalKind: MailKind | null;
  /** It asks about our own work. */
  isSurvey: boolean;
  /** A person decided that it goes: only an opt-out stops it. */
  isReleased: boolean;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** All that the policy asks of the world; times in milliseconds since 1970. */
export interface MailSituation {
  now: number;
  recipient: Recipient;
  hasOptedOut: boolean;
  /** Automatic mails to the account that went out, this one not among them. */
  sent: readonly { at: number }[];
  /** When automatic mails went to the same person, this one not among them: at whatever account. */
  sentToSame: readonly number[];
  /** When the same person was asked about our own work, by mails other than this one. */
  surveyedAt: readonly number[];
  openEpisodes: readonly OpenEpisode[];
  /** What customers answered to the questions of episodes. */
  answered: readonly { episode: string; answer: RenewalAnswer }[];
  /** A late task of the account was escalated and is still open. */
  hasEscalation: boolean;
  /** Episodes that somebody has an open task of. */
  handled: readonly OpenEpisode[];
}

export interface OpenEpisode {
  signal: string;
  episode: string;
  openedOn: Day;
}

/** What passes by itself. */
export type WaitCause =
  | { code: 'signal-open'; signal: string }
  | { code: 'escalation-open' }
  | { code: 'same-kind-handled'; signal: string }
  | { code: 'contact-capped'; most: number }
  | { code: 'account-capped'; most: number }
  | { code: 'out-of-hours' };

export type MailVerdict =
  | { verdict: 'send' }
  | { verdict: 'wait'; until: number; because: WaitCause }
  /** A person decides. */
  | { verdict: 'hold'; because: { code: 'waited-too-long'; days: number } }
  | {
      verdict: 'drop';
      because:
        | { code: 'opted-out'; kind: MailKind }
        | { code: 'episode-over' | 'answered' }
        | { code: 'asked-recently'; days: number };
    };

/**
 * Whether an automatic mail to a customer may go out now. The first rule that objects has the word; what waits is asked
 * again when its time has come, with what is then the case.
 */
export function judgeMail(
  mail: MailRequest,
  situation: MailSituation,
  policy: MailPolicy,
  calendar: BusinessCalendar,
): MailVerdict {
  const { now, recipient, sent, openEpisodes, handled } = situation;
  const hours = readingHours(recipient, policy.hours, calendar, placeOf(mail.id));
  const wait = (until: number, because: WaitCause): MailVerdict => ({ verdict: 'wait', until, because });

  if (situation.hasOptedOut && mail.optionalKind !== null) {
    return { verdict: 'drop', because: { code: 'opted-out', kind: mail.optionalKind } };
  }
  if (mail.isReleased) return { verdict: 'send' };
  if (!mail.outlivesEpisode && !openEpisodes.some(({ episode }) => episode === mail.episode)) {
    return { verdict: 'drop', because: { code: 'episode-over' } };
  }
  const said = situation.answered.find(({ episode }) => episode === mail.episode)?.answer;
  const isAnswered = mail.outlivesEpisode ? said !== (mail.answer ?? said) : said !== undefined;
  if (isAnswered) return { verdict: 'drop', because: { code: 'answered' } };
  const { surveyEveryDays: days } = policy;
  if (mail.isSurvey && situation.surveyedAt.some((at) => at > now - days * DAY_IN_MS)) {
    return { verdict: 'drop', because: { code: 'asked-recently', days } };
  }
  if (now - mail.createdAt >= policy.waitAtMostDays * DAY_IN_MS) {
    return { verdict: 'hold', because: { code: 'waited-too-long', days: policy.waitAtMostDays } };
  }
  const open = policy.quietWhileOpen.find(
    (quiet) => quiet !== mail.signal && openEpisodes.some(({ signal }) => signal === quiet),
  );
  if (open !== undefined) return wait(hours.nextMorning(now), { code: 'signal-open', signal: open });
  if (situation.hasEscalation) return wait(hours.nextMorning(now), { code: 'escalation-open' });
  // Of two that opened together neither stands in the other's way.
  const openedOn = openEpisodes.find(({ episode }) => episode === mail.episode)?.openedOn;
  const isEarlier = (other: OpenEpisode) =>
    other.episode !== mail.episode && (openedOn === undefined || other.openedOn < openedOn);
  if (handled.some((other) => other.signal === mail.signal && isEarlier(other))) {
    return wait(hours.nextMorning(now), { code: 'same-kind-handled', signal: mail.signal });
  }
  const weekFull = freeAgainAfter(situation.sentToSame, policy.mostPerContactAndWeek, now);
  if (weekFull !== null) {
    return wait(hours.nextOpening(weekFull), { code: 'contact-capped', most: policy.mostPerContactAndWeek });
  }
  const today = recipient.clock.dayOf(now);
  const sentToday = sent.filter(({ at }) => recipient.clock.dayOf(at) === today).length;
  if (sentToday >= policy.mostPerAccountAndDay) {
    return wait(hours.nextMorning(now), { code: 'account-capped', most: policy.mostPerAccountAndDay });
  }
  if (!hours.isOpen(now)) return wait(hours.nextOpening(now), { code: 'out-of-hours' });
  return { verdict: 'send' };
}

/** When one more than `most` would no longer lie within a week; `null` when that is so already. */
function freeAgainAfter(times: readonly number[], most: number, now: number): number | null {
  const week = WEEK_IN_DAYS * DAY_IN_MS;
  const recent = times.filter((at) => at > now - week).sort((a, b) => a - b);
  const oldestThatCounts = recent[recent.length - most];
  return oldestThatCounts === undefined ? null : oldestThatCounts + week;
}

/** A number from 0 to below 1 that is the mail's own. */
const placeOf = (mailId: string) => stableHash(mailId) / 2 ** 32;
