import type { Put } from '@aws-sdk/client-dynamodb';
import type { ActivityAnswer } from '../../../domain/answers/activity-answer.ts';
import type { CsScore } from '../../../domain/answers/cs-score.ts';
import type { MailRating } from '../../../domain/answers/mail-rating.ts';
import type { SurveyAnswers } from '../../../domain/answers/survey-answers.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { auditPuts } from '../audit/audit-items.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import {
  ACTIVITY_ANSWERS_LIST,
  activityAnswerRowKey,
  CS_SCORES_LIST,
  csScoreRowKey,
  MAIL_FEEDBACK_LIST,
  mailFeedbackRowKey,
  SURVEY_ANSWERS_LIST,
  surveyAnswersRowKey,
} from '../keys.ts';
import { transact } from '../transact.ts';
import { activityAnswerRecord, csScoreRecord, mailFeedbackRecord, surveyRecord } from './customer-word-records.ts';

const ATTEMPTS = 5;

export const encodeActivityAnswer = (answer: ActivityAnswer): Item => ({
  ...activityAnswerRowKey(answer.account, answer.mail),
  list: { S: ACTIVITY_ANSWERS_LIST },
  listedAt: { S: `${answer.day}#${answer.mail}` },
  ...activityAnswerRecord.encode(answer),
});

export const encodeCsScore = (score: CsScore): Item => ({
  ...csScoreRowKey(score.account, score.mail),
  list: { S: CS_SCORES_LIST },
  listedAt: { S: `${score.day}#${score.mail}` },
  ...csScoreRecord.encode(score),
});

/** @param answers at least one */
export const encodeSurveyAnswers = (account: string, answers: SurveyAnswers): Item => ({
  ...surveyAnswersRowKey(account, answers),
  list: { S: SURVEY_ANSWERS_LIST },
  listedAt: { S: new Date(answers.given.at(-1)?.atInMs as number).toISOString() },
  ...surveyRecord.encode(answers),
});

/** Answers that customers gave by the links in their mails. */
export class DynamoCustomerAnswers {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Puts answers in the place of those they were made from; false when there are others by now. */
  async replaceSurveyAnswers(
    account: string,
    before: SurveyAnswers | undefined,
    answers: SurveyAnswers,
    audit?: AuditEntry,
  ): Promise<boolean> {
    const condition = surveyRecord.ifUnchanged(before);
    return this.put({ TableName: this.table, Item: encodeSurveyAnswers(account, answers), ...condition }, audit);
  }

  /** The latest rating of a mail replaces the one before. */
  async saveMailRating(feedback: MailRating, audit?: AuditEntry): Promise<void> {
    const Item = {
      ...mailFeedbackRowKey(feedback.account, feedback.mail),
      list: { S: MAIL_FEEDBACK_LIST },
      listedAt: { S: `${feedback.day}#${feedback.mail}` },
      ...mailFeedbackRecord.encode(feedback),
    };
    await this.put({ TableName: this.table, Item }, audit);
  }

  /** The latest answer to a mail replaces the one before. */
  async saveActivityAnswer(answer: ActivityAnswer, audit?: AuditEntry): Promise<void> {
    await this.put({ TableName: this.table, Item: encodeActivityAnswer(answer) }, audit);
  }

  /** The latest score by a mail replaces the one before. */
  async saveCsScore(score: CsScore, audit?: AuditEntry): Promise<void> {
    await this.put({ TableName: this.table, Item: encodeCsScore(score) }, audit);
  }

  private async put(Put: Put, audit: AuditEntry | undefined): Promise<boolean> {
    const parts = [{ Put }, ...auditPuts(this.table, audit)];
    return (await transact(this.client, parts, { attempts: ATTEMPTS })) === null;
  }
}
