import type { PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { lastWord, type MailKind, type OptOut } from '../../../domain/mail/mail-kinds.ts';
import { auditPut } from '../audit/audit-items.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import { addressOptOutRowKey, optOutRowKey } from '../keys.ts';
import { transact } from '../transact.ts';
import { addressOptOutRecord, optOutRecord } from '../work/customer-word-records.ts';

const ATTEMPTS = 5;

/** Which automatic mails contacts do not want: a choice is kept with the contact, and for the address they have. */
export class DynamoOptOuts {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Strongly consistent, so that what somebody chose holds from the moment they were thanked for it. */
  async isOptedOut(
    { account, contact, address }: { account: string; contact: string; address: string },
    kind: MailKind,
  ): Promise<boolean> {
    const [ofContact, ofAddress] = await Promise.all([
      this.read(optOutRowKey(account, contact)),
      this.read(addressOptOutRowKey(address)),
    ]);
    const said = [ofContact && optOutRecord.decode(ofContact), ofAddress && addressOptOutRecord.decode(ofAddress)];
    return lastWord<Pick<OptOut, 'kinds' | 'at'>>(...said)?.kinds.includes(kind) ?? false;
  }

  /** The latest word replaces the one before. */
  async save(account: string, optOut: OptOut, audit?: AuditEntry): Promise<void> {
    const { contact, at } = optOut;
    await this.saveForAddress(optOut);
    await this.put(
      { ...optOutRowKey(account, contact), ...optOutRecord.encode(optOut), saidAt: { S: at } },
      unlessSaidAfter(at),
      audit,
    );
  }

  /** What an older release kept with the contact alone holds for the address from now on, unless more was said since. */
  async carryOver(account: string, before: OptOut, address: string): Promise<void> {
    const optOut = { ...before, address };
    await this.saveForAddress(optOut);
    await this.put(
      { ...optOutRowKey(account, optOut.contact), ...optOutRecord.encode(optOut) },
      optOutRecord.ifUnchanged(before),
    );
  }

  private async saveForAddress(optOut: OptOut): Promise<void> {
    if (optOut.address === undefined) return;
    const { kinds, at } = optOut;
    await this.put(
      { ...addressOptOutRowKey(optOut.address), ...addressOptOutRecord.encode({ kinds, at }), saidAt: { S: at } },
      unlessSaidAfter(at),
    );
  }

  private async read(Key: Item): Promise<Item | undefined> {
    const request = { TableName: this.table, Key, ConsistentRead: true };
    return (await this.client.send(new GetItemCommand(request))).Item;
  }

  /** Nothing is written where something newer stands. */
  private async put(Item: Item, condition: Partial<PutItemCommandInput> = {}, audit?: AuditEntry): Promise<void> {
    const put = { TableName: this.table, Item, ...condition };
    if (audit === undefined) await putIf(this.client, put);
    else await transact(this.client, [{ Put: put }, auditPut(this.table, audit)], { attempts: ATTEMPTS });
  }
}

/** Of two who choose at once the later word stands; rows of older releases don't say when. */
const unlessSaidAfter = (at: string): Partial<PutItemCommandInput> => ({
  ConditionExpression: 'attribute_not_exists(saidAt) OR saidAt <= :at',
  ExpressionAttributeValues: { ':at': { S: at } },
});
