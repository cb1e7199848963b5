import type { SendingQuota } from '../../domain/outbox/sending-pace.ts';
import { errorFields, log } from '../runtime/log.ts';

/** Less concerns nobody, and CloudWatch charges for each hour in which a metric is told. */
const REPORTED_FROM_IN_PERCENT = 50;

/** How much of the day's mails the account has used, as a metric, where it is worth reporting. */
export async function quotaUsed(
  readQuota: () => Promise<SendingQuota>,
): Promise<{ SendingQuotaUsedInPercent?: number }> {
  try {
    const { mailsADay, sentLastDay } = await readQuota();
    const percent = Math.round((100 * sentLastDay) / mailsADay);
    return percent >= REPORTED_FROM_IN_PERCENT ? { SendingQuotaUsedInPercent: percent } : {};
  } catch (error) {
    // What the sweep did is told all the same.
    log('warn', 'sending quota not read', errorFields(error));
    return {};
  }
}
