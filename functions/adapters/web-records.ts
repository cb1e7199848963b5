import type { GetItemCommandOutput, QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Account, Contact, Csm } from '../../domain/account.ts';
import type { Answer } from '../../domain/answer.ts';
import type { MailFit } from '../../domain/mail-fit.ts';
import type { OptOut } from '../../domain/mail-kinds.ts';
import type { SurveyAnswers } from '../../domain/survey-answers.ts';
import type { Task } from '../../domain/task.ts';
import {
  ACCOUNT_SORT_KEY,
  answerKey,
  CSM_SORT_KEY,
  CSMS_LIST,
  contactSortKey,
  csmKey,
  decodeCsm,
  decodeRecord,
  type Item,
  taskSortKey,
} from './account-items.ts';
import type { AwsJsonClient } from './aws-json-client.ts';
import { accountKey, LISTED_INDEX } from './keys.ts';
import { decodeMail, rowKey } from './outbox-items.ts';
import { mailFeedbackKey, optOutKey, surveyKey } from './word-items.ts';

const ofAccount = (account: string, sk: string) => ({ pk: { S: accountKey(account) }, sk: { S: sk } });

/** What pages show, read one record at a time and as it stands now. It cannot write: it has no operation that does. */
export class WebRecords {
  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly table: string,
  ) {}

  task = (account: string, id: string) => this.get<Task>(ofAccount(account, taskSortKey(id)));
  account = (id: string) => this.get<Account>(ofAccount(id, ACCOUNT_SORT_KEY));
  contact = (account: string, id: string) => this.get<Contact>(ofAccount(account, contactSortKey(id)));
  member = (id: string) => this.get<Csm>({ pk: { S: csmKey(id) }, sk: { S: CSM_SORT_KEY } });
  mail = (account: string, id: string) => this.read(rowKey({ account, id }), decodeMail);
  answer = (account: string, renewalDate: string) => this.get<Answer>(answerKey(account, renewalDate));
  optOut = (account: string, contact: string) => this.get<OptOut>(optOutKey(account, contact));
  mailFeedback = (account: string, mail: string) => this.get<MailFit>(mailFeedbackKey(account, mail));
  surveyAnswers = (account: string, asking: Pick<SurveyAnswers, 'asked' | 'contact'>) =>
    this.get<SurveyAnswers>(surveyKey(account, asking));

  /** Everybody in the team. */
  async members(): Promise<Csm[]> {
    const members: Csm[] = [];
    let from: Item | undefined;
    do {
      const page: QueryCommandOutput = await this.client.call('Query', {
        TableName: this.table,
        IndexName: LISTED_INDEX,
        KeyConditionExpression: '#list = :list',
        ExpressionAttributeNames: { '#list': 'list' },
        ExpressionAttributeValues: { ':list': { S: CSMS_LIST } },
        ExclusiveStartKey: from,
      });
      members.push(...(page.Items ?? []).map(decodeCsm));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return members;
  }

  private get<Stored>(Key: Item): Promise<Stored | undefined> {
    return this.read(Key, (item) => decodeRecord<Stored>(item));
  }

  private async read<Stored>(Key: Item, decode: (item: Item) => Stored): Promise<Stored | undefined> {
    const request = { TableName: this.table, Key, ConsistentRead: true };
    const { Item } = await this.client.call<GetItemCommandOutput>('GetItem', request);
    return Item && decode(Item);
  }
}
