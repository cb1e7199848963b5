import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../../functions/aws/json-client.ts';
import { encodeWork } from '../../functions/store/activities/work-log.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { dynamoClient } from '../../functions/store/client.ts';
import { encodeMove, encodeRating } from '../../functions/store/improvement/improvements.ts';
import { encodeActivityAnswer, encodeCsScore } from '../../functions/store/work/customer-answers.ts';
import { encodeSurveyAsk } from '../../functions/store/work/surveys.ts';
import { LocalError } from '../local-error.ts';
import { localCredentials, region } from '../ministack.ts';
import type { WorkHistory } from './work-history.ts';

/** No door takes what customers answered in the past, or a year of work at once: it is stored as the doors would have. */
export async function writeWorkHistory(
  { work, answers, asks, scores, ratings, moves }: WorkHistory,
  endpoint: string,
): Promise<void> {
  const settings = { ...lambdaSettings(), endpoint, region, credentials: () => localCredentials };
  const { TableNames } = await new AwsJsonClient(dynamoDb, settings).call<{ TableNames: string[] }>('ListTables', {});
  // The only stage in a local AWS has one such table.
  const table = TableNames.find((one) => /accounts/i.test(one));
  if (table === undefined) throw new LocalError('demo-broken', ['The local AWS has no table of accounts.']);
  await batchPut(dynamoClient({ endpoint, region, credentials: () => localCredentials }), table, [
    ...work.map(encodeWork),
    ...answers.map(encodeActivityAnswer),
    ...asks.map(encodeSurveyAsk),
    ...scores.map(encodeCsScore),
    ...ratings.map(encodeRating),
    ...moves.map(encodeMove),
  ]);
}
