import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { MailLedger } from '../../domain/mail-policy/ledger.ts';
import { accountKey } from './keys.ts';

const LEDGER_SORT_KEY = '1#mail-ledger';

export interface StoredLedger {
  ledger: MailLedger;
  /** 0 where there is none yet. */
  revision: number;
}

/** Which automatic mails an account got lately: one row an account, so that of two mails at once the second sees the first. */
export class DynamoMailLedger {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async read(account: string): Promise<StoredLedger> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: keyOf(account), ConsistentRead: true }),
    );
    if (Item === undefined) return { ledger: [], revision: 0 };
    return { ledger: JSON.parse(Item.f?.S as string), revision: Number(Item.rev?.N) };
  }

  /** False when somebody else wrote in between: read it again. */
  async write(account: string, ledger: MailLedger, seen: number): Promise<boolean> {
    try {
      await this.client.send(
        new PutItemCommand({
          TableName: this.table,
          Item: { ...keyOf(account), f: { S: JSON.stringify(ledger) }, rev: { N: String(seen + 1) } },
          ...(seen === 0
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : { ConditionExpression: 'rev = :seen', ExpressionAttributeValues: { ':seen': { N: String(seen) } } }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

const keyOf = (account: string) => ({ pk: { S: accountKey(account) }, sk: { S: LEDGER_SORT_KEY } });
