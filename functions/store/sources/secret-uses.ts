import type { AwsJsonClient } from '../../aws/json-client.ts';
import { errorFields, log } from '../../runtime/log.ts';
import { secretUseRowKey } from '../keys.ts';
import { hourOf } from './registration-record.ts';

/** Notes the hour in which a signing secret was last used, by one write an hour and function instance. */
export class SecretUses {
  private readonly noted = new Map<string, string>();

  constructor(
    private readonly client: Pick<AwsJsonClient, 'call'>,
    private readonly table: string,
    private readonly now: () => number,
  ) {}

  async note(source: string, secret: Buffer): Promise<void> {
    const hour = hourOf(this.now());
    const key = secretUseRowKey(source, secret);
    if (this.noted.get(key.sk.S) === hour) return;
    this.noted.set(key.sk.S, hour);
    try {
      await this.client.call('UpdateItem', {
        TableName: this.table,
        Key: key,
        UpdateExpression: 'SET usedAt = :hour',
        ExpressionAttributeValues: { ':hour': { S: hour } },
      });
    } catch (error) {
      // A note that is missing shows the operator an older hour; the delivery is worth more than that.
      log('warn', 'use of a secret not noted', errorFields(error));
    }
  }
}
