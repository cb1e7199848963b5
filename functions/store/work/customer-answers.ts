import type { MailRating } from '../../../domain/answers/mail-rating.ts';
import type { SurveyAnswers } from '../../../domain/answers/survey-answers.ts';
import { type DynamoDBClient, PutItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import { MAIL_FEEDBACK_LIST, mailFeedbackRowKey, surveyAnswersRowKey } from '../keys.ts';
import { mailFeedbackRecord, surveyRecord } from './customer-word-records.ts';

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
  ): Promise<boolean> {
    const condition = surveyRecord.ifUnchanged(before);
    const Item = { ...surveyAnswersRowKey(account, answers), ...surveyRecord.encode(answers) };
    return putIf(this.client, { TableName: this.table, Item, ...condition });
  }

  /** The latest rating of a mail replaces the one before. */
  async saveMailRating(feedback: MailRating): Promise<void> {
    const Item = {
      ...mailFeedbackRowKey(feedback.account, feedback.mail),
      list: { S: MAIL_FEEDBACK_LIST },
      listedAt: { S: `${feedback.day}#${feedback.mail}` },
      ...mailFeedbackRecord.encode(feedback),
    };
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }
}
