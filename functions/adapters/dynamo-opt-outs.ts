import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { MailKind, OptOut } from '../../domain/mail-kinds.ts';
import { decodeRecord } from './account-items.ts';
import { optOutKey } from './word-items.ts';

/** Which automatic mails contacts do not want. */
export class DynamoOptOuts {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Strongly consistent, so that what somebody chose holds from the moment they were thanked for it. */
  async isOptedOut(account: string, contact: string, kind: MailKind): Promise<boolean> {
    const request = { TableName: this.table, Key: optOutKey(account, contact), ConsistentRead: true };
    const { Item } = await this.client.send(new GetItemCommand(request));
    return Item !== undefined && decodeRecord<OptOut>(Item).kinds.includes(kind);
  }

  /** The contact's latest word replaces the one before. */
  async save(account: string, optOut: OptOut): Promise<void> {
    const Item = { ...optOutKey(account, optOut.contact), f: { S: JSON.stringify(optOut) } };
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
  }
}
