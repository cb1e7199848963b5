import { SendingPace, type SendingQuota, SLOWEST_QUOTA } from '../../domain/outbox/sending-pace.ts';
import { Expiring } from '../runtime/expiring.ts';
import { errorFields, log } from '../runtime/log.ts';

/** What a sender may take of what the mail service lets the account send. */
export interface Share {
  /** Of the mails a second; the shares of all who send at the same time make up one. */
  ofRate: number;
  /** Of the mails a day; what is left above it is for those who may go on. */
  ofDay: number;
}

const QUOTA_KEPT_FOR_IN_MS = 5 * 60_000;

export interface AllowanceOptions {
  readQuota: () => Promise<SendingQuota>;
  share: Share;
  /** Only goes forward, whatever is done to the machine's clock; ms. */
  monotonic: () => number;
  sleep: (milliseconds: number) => Promise<unknown>;
}

/** Keeps a sender within the account's mails a second and a day, as the mail service itself tells them. */
export class SendingAllowance {
  private readonly pace = new SendingPace(SLOWEST_QUOTA.mailsASecond);
  private quota = SLOWEST_QUOTA;
  private readonly quotaRead: Expiring<void>;
  private sentSince = 0;

  constructor(private readonly options: AllowanceOptions) {
    this.quotaRead = new Expiring(() => this.readQuota(), { forMs: QUOTA_KEPT_FOR_IN_MS, now: options.monotonic });
  }

  /** What the mail service lets the account send, counting what was sent since it was asked. Never fails. */
  async known(): Promise<SendingQuota> {
    await this.quotaRead.get();
    return { ...this.quota, sentLastDay: this.quota.sentLastDay + this.sentSince };
  }

  /** Waits for the moment to send a mail; false when the day's mails are nearly used up. */
  async take(): Promise<boolean> {
    const { monotonic, sleep, share } = this.options;
    await this.quotaRead.get();
    if (this.quota.sentLastDay + this.sentSince >= this.quota.mailsADay * share.ofDay) return false;
    this.sentSince += 1;
    const wait = this.pace.reserve(monotonic());
    if (wait > 0) await sleep(wait);
    return true;
  }

  /** The mail service turned a send away as one too many. */
  holdBack(): void {
    this.pace.holdBack(this.options.monotonic());
  }

  /** What was known goes on when the service can't be asked; at first that is the least it lets anybody send. */
  private async readQuota(): Promise<void> {
    try {
      this.quota = await this.options.readQuota();
      this.sentSince = 0;
    } catch (error) {
      log('warn', 'sending quota not read', errorFields(error));
    }
    this.pace.setRate(this.quota.mailsASecond * this.options.share.ofRate);
  }
}
