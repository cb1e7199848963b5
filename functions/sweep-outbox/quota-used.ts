import type { SendingQuota } from '../../domain/outbox/sending-pace.ts';

/** Less concerns nobody, and CloudWatch charges for each hour in which a metric is told. */
const REPORTED_FROM_IN_PERCENT = 50;

/** How much of the day's mails the account has used, as a metric, where it is worth reporting. */
export function quotaUsed({ mailsADay, sentLastDay }: Pick<SendingQuota, 'mailsADay' | 'sentLastDay'>): {
  SendingQuotaUsedInPercent?: number;
} {
  const percent = Math.round((100 * sentLastDay) / mailsADay);
  return percent >= REPORTED_FROM_IN_PERCENT ? { SendingQuotaUsedInPercent: percent } : {};
}
