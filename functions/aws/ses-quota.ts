import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import { type SendingQuota, SLOWEST_QUOTA } from '../../domain/outbox/sending-pace.ts';

/** What SES lets the account send. */
export async function readSendingQuota(client: SESClient): Promise<SendingQuota> {
  const {
    MaxSendRate = SLOWEST_QUOTA.mailsASecond,
    Max24HourSend = SLOWEST_QUOTA.mailsADay,
    SentLast24Hours = 0,
  } = await client.send(new GetSendQuotaCommand({}));
  return {
    mailsASecond: MaxSendRate,
    // SES writes "no limit" as -1.
    mailsADay: Max24HourSend === -1 ? Number.POSITIVE_INFINITY : Max24HourSend,
    sentLastDay: SentLast24Hours,
  };
}
