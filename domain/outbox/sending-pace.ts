/** What the mail service lets us send. */
export interface SendingQuota {
  mailsASecond: number;
  mailsADay: number;
  sentLastDay: number;
}

/** Nobody may send less. */
export const SLOWEST_QUOTA: SendingQuota = { mailsASecond: 1, mailsADay: 200, sentLastDay: 0 };

const PAUSE_WHEN_TOO_FAST_IN_MS = 1_000;

/** Hands out moments to send at, evenly spread at a rate. The clock only has to go forward. */
export class SendingPace {
  private intervalInMs = 0;
  private nextAt = 0;

  constructor(mailsASecond: number) {
    this.setRate(mailsASecond);
  }

  setRate(mailsASecond: number): void {
    this.intervalInMs = 1000 / mailsASecond;
  }

  /** How long the next send would have to wait. */
  waitAt(nowInMs: number): number {
    return Math.max(0, this.nextAt - nowInMs);
  }

  /** As `waitAt`, and the moment is taken. */
  reserve(nowInMs: number): number {
    const at = Math.max(nowInMs, this.nextAt);
    this.nextAt = at + this.intervalInMs;
    return at - nowInMs;
  }

  /** The mail service said that it was too fast: others send at the same time. */
  holdBack(nowInMs: number): void {
    this.nextAt = Math.max(this.nextAt, nowInMs + PAUSE_WHEN_TOO_FAST_IN_MS);
  }
}
