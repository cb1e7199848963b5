import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { type DynamoDBClient, PutItemCommand } from '../client.ts';
import { encodeAuditEntry } from './audit-items.ts';

/** Puts on record what is no transaction: a load of many steps, a change in another service. */
export class DynamoAuditLog {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async add(entry: AuditEntry): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.table, Item: encodeAuditEntry(entry) }));
  }
}
