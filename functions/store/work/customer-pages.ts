import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { CustomerComment } from '../../../domain/customer-page/comment.ts';
import { type GoalProposal, goalFacts, withAgreedGoal } from '../../../domain/customer-page/goal-proposal.ts';
import type { Invitation } from '../../../domain/customer-page/invitation.ts';
import { entriesOfWrite, type Recording } from '../../../domain/ledger/entries-of-write.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { encodeAccount } from '../accounts/account-items.ts';
import { decodeReportedFacts, ifUntouched, withReportedAt } from '../accounts/reported-facts.ts';
import { auditPuts } from '../audit/audit-items.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import { accountRowKey, customerCommentRowKey, goalProposalRowKey, invitationRowKey } from '../keys.ts';
import { encodeLedgerEntry } from '../ledger/ledger-items.ts';
import { encodeRow } from '../outbox/outbox-items.ts';
import { transact } from '../transact.ts';
import { customerCommentRecord, goalProposalRecord, invitationRecord } from './customer-word-records.ts';

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

  /** Puts a proposal in the place of the one that was seen; false when there is another by now. */
  propose(
    account: string,
    before: GoalProposal | undefined,
    proposal: GoalProposal,
    audit: AuditEntry,
  ): Promise<boolean> {
    return this.write(this.proposalPut(account, before, proposal), { audit });
  }

  /**
   * Makes the goal that the customer agrees on the account's; false when either was changed in between.
   *
   * @param recording when they agreed, and who: what was told of the goal earlier and arrives later doesn't undo it
   */
  async agree(
    account: string,
    before: GoalProposal,
    agreed: GoalProposal & Required<Pick<GoalProposal, 'agreed'>>,
    recording: Recording,
    beside: Beside,
  ): Promise<boolean> {
    const asked = new GetItemCommand({ TableName: this.table, Key: accountRowKey(account), ConsistentRead: true });
    const { Item } = await this.client.send(asked);
    if (Item === undefined) return false;
    const stored = decodeReportedFacts('accounts', Item);
    const facts = withAgreedGoal(stored.facts, agreed, agreed.agreed.day);
    const reportedAt = {
      ...stored.reportedAt,
      ...Object.fromEntries(goalFacts.map((fact) => [fact, recording.recordedAt])),
    };
    const row = withReportedAt(encodeAccount(facts), { ...stored, facts, reportedAt });
    const accountPut = { Put: { TableName: this.table, Item: row, ...ifUntouched('accounts', stored) } };
    const entries = entriesOfWrite(stored, { facts, reportedAt }, recording).map((entry) => ({
      Put: { TableName: this.table, Item: encodeLedgerEntry(account, entry) },
    }));
    return this.write(this.proposalPut(account, before, agreed), beside, [accountPut, ...entries]);
  }

  private proposalPut(account: string, before: GoalProposal | undefined, proposal: GoalProposal): TransactWriteItem {
    const Item = { ...goalProposalRowKey(account), ...goalProposalRecord.encode(proposal) };
    return { Put: { TableName: this.table, Item, ...goalProposalRecord.ifUnchanged(before) } };
  }

  private async write(
    part: TransactWriteItem,
    { mail, audit }: Beside,
    others: TransactWriteItem[] = [],
  ): Promise<boolean> {
    const TableName = this.table;
    const parts = [
      part,
      ...others,
      ...(mail === undefined ? [] : [{ Put: { TableName, Item: encodeRow(mail) } }]),
      ...auditPuts(TableName, audit),
    ];
    return (await transact(this.client, parts, { attempts: ATTEMPTS })) === null;
  }
}
