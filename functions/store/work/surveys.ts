import type { CsScore } from '../../../domain/answers/cs-score.ts';
import type { SurveyAsk } from '../../../domain/surveys/survey-ask.ts';
import type { Day } from '../../../domain/time/day.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { CS_SCORES_LIST, LISTED_INDEX, SURVEY_ASKS_LIST, surveyAskRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { queryAll } from '../query.ts';
import { StoredRecord } from '../record.ts';
import { csScoreRecord } from './customer-word-records.ts';

export const surveyAskRecord = new StoredRecord<SurveyAsk>({ name: 'survey-ask' });

/** Listed by day, so that a year of them is one query. */
export const encodeSurveyAsk = (ask: SurveyAsk): Item => ({
  ...surveyAskRowKey(ask.account, ask.mail),
  list: { S: SURVEY_ASKS_LIST },
  listedAt: { S: `${ask.day}#${ask.mail}` },
  ...surveyAskRecord.encode(ask),
});

/** Whom we asked about our own work, and how likely they would recommend us for it. */
export class SurveysReader {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** From a day on, the earliest first. */
  asksSince = (day: Day): Promise<SurveyAsk[]> =>
    this.since(SURVEY_ASKS_LIST, day, (item) => surveyAskRecord.decode(item));

  scoresSince = (day: Day): Promise<CsScore[]> => this.since(CS_SCORES_LIST, day, (item) => csScoreRecord.decode(item));

  private async since<Value>(list: string, day: Day, decode: (item: Item) => Value): Promise<Value[]> {
    const items = await queryAll(this.client, {
      TableName: this.table,
      IndexName: LISTED_INDEX,
      KeyConditionExpression: '#list = :list AND listedAt >= :day',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: { ':list': { S: list }, ':day': { S: day } },
    });
    return decodeEach(items, decode);
  }
}
