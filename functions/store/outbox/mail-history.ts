import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { type MailHistory, type SentMail, SURVEYS_KEPT_IN_DAYS } from '../../../domain/mail-policy/mail-history.ts';
import type { SurveyAsk } from '../../../domain/surveys/survey-ask.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import type { Item } from '../item.ts';
import { addressHistoryRowKey, mailHistoryRowKey } from '../keys.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';
import { encodeSurveyAsk } from '../work/surveys.ts';

const historyRecord = new StoredRecord<MailHistory>({ name: 'mail-history' });

/** A week of mails counts; the row of an address that is not written to any more goes soon after. */
const ADDRESS_KEPT_IN_SECONDS = 14 * 86_400;
const SURVEYS_KEPT_IN_SECONDS = SURVEYS_KEPT_IN_DAYS * 86_400;

interface StoredHistory {
  history: MailHistory;
  /** 0 where there is none yet. */
  revision: number;
}

/** What an account and an address got lately. */
export interface MailHistories {
  account: StoredHistory;
  address: StoredHistory;
}

interface Whose {
  account: string;
  address: string;
}

/**
 * Which automatic mails an account got lately, and which an address, under whatever contact or account: one row each,
 * written together, so that of two mails at once the second sees the first.
 */
export class DynamoMailHistory {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async read({ account, address }: Whose): Promise<MailHistories> {
    const [ofAccount, ofAddress] = await Promise.all([
      this.stored(mailHistoryRowKey(account)),
      this.stored(addressHistoryRowKey(address)),
    ]);
    return { account: ofAccount, address: ofAddress };
  }

  /** False when somebody else wrote in between: read them again. */
  async write(
    { account, address }: Whose,
    histories: { account: MailHistory; address: MailHistory },
    seen: MailHistories,
    { at }: Pick<SentMail, 'at'>,
    ask?: SurveyAsk,
  ): Promise<boolean> {
    const keptFor = histories.address.some(({ isSurvey }) => isSurvey)
      ? SURVEYS_KEPT_IN_SECONDS
      : ADDRESS_KEPT_IN_SECONDS;
    const expiresAt = { N: String(Math.floor(at / 1000) + keptFor) };
    const TransactItems = [
      this.put(mailHistoryRowKey(account), histories.account, seen.account),
      this.put({ ...addressHistoryRowKey(address), expiresAt }, histories.address, seen.address),
      ...(ask === undefined ? [] : [{ Put: { TableName: this.table, Item: encodeSurveyAsk(ask) } }]),
    ];
    return (await transact(this.client, TransactItems)) === null;
  }

  private async stored(Key: Item): Promise<StoredHistory> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    if (Item === undefined) return { history: [], revision: 0 };
    return { history: historyRecord.decode(Item), revision: Number(Item.rev?.N) };
  }

  private put(key: Item, history: MailHistory, { revision }: StoredHistory): TransactWriteItem {
    return {
      Put: {
        TableName: this.table,
        Item: { ...key, ...historyRecord.encode(history), rev: { N: String(revision + 1) } },
        ...(revision === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'rev = :seen', ExpressionAttributeValues: { ':seen': { N: String(revision) } } }),
      },
    };
  }
}
