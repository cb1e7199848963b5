import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { Proposal } from '../../../domain/proposals/proposal.ts';
import { auditPut } from '../audit/audit-items.ts';
import type { DynamoDBClient } from '../client.ts';
import { PROPOSALS_KEY, proposalRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { queryPage } from '../query.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';

export const proposalRecord = new StoredRecord<Proposal>({ name: 'proposal' });

const ATTEMPTS = 5;

/** Changes of the playbook that somebody proposes, and what was decided on them. */
export class DynamoProposals {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** The latest first. */
  async latest(most: number): Promise<Proposal[]> {
    const { items } = await queryPage(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: PROPOSALS_KEY } },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: most,
    });
    return decodeEach(items, (item) => proposalRecord.decode(item));
  }

  async find(id: string): Promise<Proposal | undefined> {
    const { pk, sk } = proposalRowKey(id);
    const { items } = await queryPage(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ConsistentRead: true,
    });
    return items[0] && proposalRecord.decode(items[0]);
  }

  /** In the place of what it was made from, or where none is; false when somebody else changed it since. */
  async save(before: Proposal | undefined, proposal: Proposal, audit: AuditEntry): Promise<boolean> {
    const Item = { ...proposalRowKey(proposal.id), ...proposalRecord.encode(proposal) };
    const put = { Put: { TableName: this.table, Item, ...proposalRecord.ifUnchanged(before) } };
    return (await transact(this.client, [put, auditPut(this.table, audit)], { attempts: ATTEMPTS })) === null;
  }
}
