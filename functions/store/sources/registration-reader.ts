import type { AwsJsonClient } from '../../aws/json-client.ts';
import type { Item } from '../item.ts';
import { registrationRowKey } from '../keys.ts';
import { decodeRegistration, type SourceRegistration } from './registration-record.ts';

/** What is on record of a source, read anew each time: one that was disabled a moment ago is found so. */
export class SourceRegistrationReader {
  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly table: string,
  ) {}

  async find(source: string): Promise<SourceRegistration | undefined> {
    const { Item } = await this.client.call<{ Item?: Item }>('GetItem', {
      TableName: this.table,
      Key: registrationRowKey(source),
      ConsistentRead: true,
    });
    return Item && decodeRegistration(Item);
  }
}
