import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { CustomerComment } from '../../../domain/customer-page/comment.ts';
import type { Invitation } from '../../../domain/customer-page/invitation.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { auditPuts } from '../audit/audit-items.ts';
import type { DynamoDBClient } from '../client.ts';
import { customerCommentRowKey, invitationRowKey } from '../keys.ts';
import { encodeRow } from '../outbox/outbox-items.ts';
import { transact } from '../transact.ts';
import { customerCommentRecord, invitationRecord } from './customer-word-records.ts';

const ATTEMPTS = 5;

/** What is written with what somebody did. */
interface Beside {
  mail?: OutboxMail | undefined;
  audit?: AuditEntry | undefined;
}

/** The pages that customers have of their own: who may open theirs, and what they wrote there. */
export class DynamoCustomerPages {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Puts an invitation in the place of the one it was made from; false when there is another by now. */
  replaceInvitation(
    account: string,
    before: Invitation | undefined,
    invitation: Invitation,
    beside: Beside = {},
  ): Promise<boolean> {
    const Item = { ...invitationRowKey(account, invitation.contact), ...invitationRecord.encode(invitation) };
    return this.write({ Put: { TableName: this.table, Item, ...invitationRecord.ifUnchanged(before) } }, beside);
  }

  /**
   * Keeps a comment, with the mail that tells of it; false where its number is taken.
   *
   * @param expiresAt seconds
   */
  addComment(account: string, comment: CustomerComment, expiresAt: number, beside: Beside): Promise<boolean> {
    const Item = {
      ...customerCommentRowKey(account, comment),
      ...customerCommentRecord.encode(comment),
      expiresAt: { N: String(expiresAt) },
    };
    const Put = { TableName: this.table, Item, ConditionExpression: 'attribute_not_exists(pk)' };
    return this.write({ Put }, beside);
  }

  private async write(part: TransactWriteItem, { mail, audit }: Beside): Promise<boolean> {
    const TableName = this.table;
    const parts = [
      part,
      ...(mail === undefined ? [] : [{ Put: { TableName, Item: encodeRow(mail) } }]),
      ...auditPuts(TableName, audit),
    ];
    return (await transact(this.client, parts, { attempts: ATTEMPTS })) === null;
  }
}
