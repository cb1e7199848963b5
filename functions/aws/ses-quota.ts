import { type SendingQuota, SLOWEST_QUOTA } from '../../domain/outbox/sending-pace.ts';
import type { SesClient } from './ses-client.ts';

/** What SES lets the account send. */
export async function readSendingQuota(client: SesClient): Promise<SendingQuota> {
  const answer = await client.call('GetSendQuota');
  const number = (name: string) => {
    const digits = answer.text(name);
    return digits === undefined ? undefined : Number(digits);
  };
  const mailsADay = number('Max24HourSend') ?? SLOWEST_QUOTA.mailsADay;
  return {
    mailsASecond: number('MaxSendRate') ?? SLOWEST_QUOTA.mailsASecond,
    // SES writes "no limit" as -1.
    mailsADay: mailsADay === -1 ? Number.POSITIVE_INFINITY : mailsADay,
    sentLastDay: number('SentLast24Hours') ?? 0,
  };
}
