import { NPS_WINDOW_IN_DAYS } from '../../domain/kpis/definitions.ts';
import { type NpsAnswer, productAnswers } from '../../domain/kpis/net-promoter-score.ts';
import { NPS_DAYS_COUNTED, npsDaysOver } from '../../domain/kpis/nps-days.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { accountBucket } from '../store/keys.ts';
import type { DynamoNpsDays } from '../store/ledger/nps-days.ts';
import type { DynamoSurveyReplies } from '../store/usage/survey-replies.ts';

interface NpsCount {
  days: Pick<DynamoNpsDays, 'keep'>;
  replies: Pick<DynamoSurveyReplies, 'read'>;
  /** What was answered by the people of the accounts that the night looked at; of every bucket, also of one without any. */
  answers: ReadonlyMap<number, readonly NpsAnswer[]>;
  /** Accounts that it could not look at: theirs are read by themselves. */
  failed: readonly string[];
  aliases: Readonly<Record<string, string>>;
  today: Day;
}

/** Counts what people thought of the product at the end of each of the last days, of the accounts of some buckets. */
export async function keepNpsDays({ days, replies, answers, failed, aliases, today }: NpsCount): Promise<void> {
  const from = addDays(today, 1 - NPS_DAYS_COUNTED - NPS_WINDOW_IN_DAYS);
  for (const [bucket, own] of answers) {
    const all = [...own];
    for (const account of failed.filter((one) => accountBucket(one) === bucket)) {
      all.push(...productAnswers(account, await replies.read(account, from, today), aliases));
    }
    await days.keep(bucket, npsDaysOver(all, today), today);
  }
}
