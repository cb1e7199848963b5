import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { Move, TeamRating } from '../../../domain/improvement-map/moves.ts';
import { auditPut } from '../audit/audit-items.ts';
import type { DynamoDBClient } from '../client.ts';
import { IMPROVEMENT_KEY, isMoveSortKey, moveRowKey, teamRatingRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { queryAll } from '../query.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';

export const moveRecord = new StoredRecord<Move>({ name: 'improvement-move' });
export const teamRatingRecord = new StoredRecord<TeamRating>({ name: 'team-rating' });

const ATTEMPTS = 5;

/** What the team agreed to change about its work, and how it rates the kinds of it. */
export class DynamoImprovements {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async readAll(): Promise<{ moves: Move[]; ratings: TeamRating[] }> {
    const items = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: IMPROVEMENT_KEY } },
      ConsistentRead: true,
    });
    const isMove = ({ sk }: (typeof items)[number]) => isMoveSortKey(sk?.S as string);
    return {
      moves: decodeEach(items.filter(isMove), (item) => moveRecord.decode(item)),
      ratings: decodeEach(
        items.filter((item) => !isMove(item)),
        (item) => teamRatingRecord.decode(item),
      ),
    };
  }

  /** Puts a move in the place of what it was made from, or where none is; false when somebody else changed it since. */
  async saveMove(before: Move | undefined, move: Move, audit: AuditEntry): Promise<boolean> {
    const Item = { ...moveRowKey(move.id), ...moveRecord.encode(move) };
    return this.write({ Put: { TableName: this.table, Item, ...moveRecord.ifUnchanged(before) } }, audit);
  }

  /** The last rating of a kind by the same person replaces the one before. */
  async saveRating(rating: TeamRating, audit: AuditEntry): Promise<void> {
    const Item = { ...teamRatingRowKey(rating), ...teamRatingRecord.encode(rating) };
    await this.write({ Put: { TableName: this.table, Item } }, audit);
  }

  private async write(part: TransactWriteItem, audit: AuditEntry): Promise<boolean> {
    return (await transact(this.client, [part, auditPut(this.table, audit)], { attempts: ATTEMPTS })) === null;
  }
}
