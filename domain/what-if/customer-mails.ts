import { accountSituation } from '../mail-policy/account-situation.ts';
import { judgeMail } from '../mail-policy/mail-policy.ts';
import { type Recipient, readingHours } from '../mail-policy/opening-hours.ts';
import { type AutomaticMail, isAutomatic, type OutboxMail } from '../outbox/outbox.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import type { AccountPast, StudySetting } from '../studies/study.ts';
import { surveyOf } from '../surveys/survey-ask.ts';
import type { Day } from '../time/day.ts';
import { localClock } from '../time/time-zone.ts';

/** What would have become of mails to customers. */
export interface MailCounts {
  /** By themselves. */
  sent: number;
  /** They would have waited for their CSM's word. */
  approval: number;
  /** Given to the CSM, to be sent by hand. */
  draft: number;
  /** The mail policy kept them back until a person would have had to decide. */
  held: number;
  /** Nobody would have got them: what they are about was over, or their reader wants none of the kind. */
  dropped: number;
  /** They still waited for their time when the period ended. */
  waiting: number;
}

export const noMails = (): MailCounts => ({ sent: 0, approval: 0, draft: 0, held: 0, dropped: 0, waiting: 0 });

export function addMails(one: MailCounts, other: MailCounts): MailCounts {
  return {
    sent: one.sent + other.sent,
    approval: one.approval + other.approval,
    draft: one.draft + other.draft,
    held: one.held + other.held,
    dropped: one.dropped + other.dropped,
    waiting: one.waiting + other.waiting,
  };
}

interface Waiting {
  mail: AutomaticMail;
  isCounted: boolean;
}

type Setting = Pick<StudySetting, 'company' | 'calendar'>;

/** The mails that a playbook raises for one account, judged day by day by its mail policy as they would be sent. */
export class CustomerMails {
  readonly counts = noMails();
  private waiting: Waiting[] = [];
  private readonly sent: { address: string; contact: string; at: number; isSurvey: boolean }[] = [];

  constructor(
    private readonly past: Pick<AccountPast, 'account' | 'parent' | 'optOuts'>,
    private readonly playbook: Playbook,
    private readonly setting: Setting,
  ) {}

  /** @param isCounted those of days that only lead up to the period take part in its limits, and are not counted */
  pass(day: Day, mails: readonly OutboxMail[], live: readonly LiveEpisode[], isCounted: boolean): void {
    for (const mail of mails) {
      if (mail.content.type === 'draft' && isCounted) this.counts.draft += 1;
      if (mail.content.type === 'customer' && mail.status === 'approval' && isCounted) this.counts.approval += 1;
      if (isAutomatic(mail) && mail.status === 'pending') this.waiting.push({ mail, isCounted });
    }
    if (this.waiting.length === 0) return;
    const situation = accountSituation(this.past.account.id, live);
    this.waiting = this.waiting.filter((one) => this.stillWaits(one, day, situation));
  }

  end(): MailCounts {
    return { ...this.counts, waiting: this.waiting.filter(({ isCounted }) => isCounted).length };
  }

  private stillWaits({ mail, isCounted }: Waiting, day: Day, situation: ReturnType<typeof accountSituation>): boolean {
    const { customerMail: policy } = this.playbook;
    const recipient = this.recipientOf(mail);
    const hours = readingHours(recipient, policy.hours, this.setting.calendar, 0);
    const now = hours.nextOpening(recipient.clock.startOf(day));
    if (recipient.clock.dayOf(now) !== day) return true;
    const { cause, contact, to } = mail;
    const optionalKind = this.optionalKindOf(mail);
    const request = {
      id: mail.id,
      signal: cause.signal,
      episode: cause.episode,
      outlivesEpisode: cause.outlives ?? false,
      ...(cause.answer && { answer: cause.answer }),
      optionalKind,
      isSurvey: surveyOf(this.playbook.emails[mail.kind] ?? {}) !== undefined,
      isReleased: false,
      createdAt: Date.parse(mail.createdAt),
    };
    const { verdict } = judgeMail(
      request,
      {
        now,
        recipient,
        hasOptedOut: this.past.optOuts.some(
          (optOut) =>
            optOut.contact === contact &&
            optionalKind !== null &&
            optOut.kinds.includes(optionalKind) &&
            Date.parse(optOut.at) <= now,
        ),
        sent: this.sent,
        sentToSame: this.sent
          .filter((other) => other.contact === contact || other.address === to.address)
          .map(({ at }) => at),
        surveyedAt: this.sent
          .filter((other) => other.isSurvey && (other.contact === contact || other.address === to.address))
          .map(({ at }) => at),
        ...situation,
      },
      policy,
      this.setting.calendar,
    );
    if (verdict === 'wait') return true;
    if (verdict === 'send') this.sent.push({ address: to.address, contact, at: now, isSurvey: request.isSurvey });
    if (isCounted) this.counts[outcomes[verdict]] += 1;
    return false;
  }

  private recipientOf({ account: id }: AutomaticMail): Recipient {
    const { account, parent } = this.past;
    const { company } = this.setting;
    const { timeZone = company.timeZone, country = company.country } =
      parent?.account.id === id ? parent.account : account;
    return { clock: clockOf(timeZone), week: { country } };
  }

  private optionalKindOf({ kind: template }: AutomaticMail) {
    const email = this.playbook.emails[template];
    return email?.contract ? null : (email?.kind ?? 'guidance');
  }
}

const outcomes = { send: 'sent', hold: 'held', drop: 'dropped' } as const;

const clocks = new Map<string, Recipient['clock']>();

/** Making one takes longer than asking it all of a year's days. */
function clockOf(timeZone: string): Recipient['clock'] {
  const clock = clocks.get(timeZone) ?? localClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}
