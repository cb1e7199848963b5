/** Mail services judge senders over about a month. */
export const REPUTATION_WINDOW_IN_DAYS = 30;
/** Below so many mails one bounce would be a rate. */
export const FEWEST_MAILS_TO_JUDGE = 100;
export const MOST_BOUNCED = 0.02;
export const MOST_COMPLAINED = 0.0005;

/** What came of a sender's mails in the window. */
export interface SenderRecord {
  sent: number;
  bounced: number;
  complained: number;
}

/** Why the sender has to pause; `null` while nothing speaks against them. */
export function reasonToPause({ sent, bounced, complained }: SenderRecord): string | null {
  // What is not counted yet as sent has at least come back.
  const mails = Math.max(sent, bounced, complained);
  if (mails < FEWEST_MAILS_TO_JUDGE) return null;
  if (bounced / mails > MOST_BOUNCED) return `${bounced} of ${mails} mails came back for good, over 2 %`;
  if (complained / mails > MOST_COMPLAINED)
    return `${complained} of ${mails} mails were marked as unwanted, over 0.05 %`;
  return null;
}
