import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { leftToDo, type Move, type TeamRating } from '../../../domain/improvement-map/moves.ts';
import { auditPut } from '../audit/audit-items.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { IMPROVEMENT_KEY, isMoveSortKey, moveRowKey, OPEN_MOVES_LIST, teamRatingRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { underKey } from '../lists/spread-lists.ts';
import { queryAll } from '../query.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';

export const moveRecord = new StoredRecord<Move>({ name: 'improvement-move' });
export const teamRatingRecord = new StoredRecord<TeamRating>({ name: 'team-rating' });

const decodeMove = (item: Item): Move => moveRecord.decode(item);

/** Listed as long as somebody has something to do about it. */
export function encodeMove(move: Move): Item {
  const left = leftToDo(move);
  const listed = left && { list: { S: OPEN_MOVES_LIST }, listedAt: { S: left.due } };
  return { ...moveRowKey(move.id), ...moveRecord.encode(move), ...listed };
}

export const encodeRating = (rating: TeamRating): Item => ({
  ...teamRatingRowKey(rating),
  ...teamRatingRecord.encode(rating),
});

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
      moves: decodeEach(items.filter(isMove), decodeMove),
      ratings: decodeEach(
        items.filter((item) => !isMove(item)),
        (item) => teamRatingRecord.decode(item),
      ),
    };
  }

  /** Those about which somebody has something to do; a change of a moment ago may not be in it yet. */
  async openMoves(): Promise<Move[]> {
    const items = await queryAll(this.client, { TableName: this.table, ...underKey(OPEN_MOVES_LIST) });
    return decodeEach(items, decodeMove);
  }

  /** Puts a move in the place of what it was made from, or where none is; false when somebody else changed it since. */
  async saveMove(before: Move | undefined, move: Move, audit: AuditEntry): Promise<boolean> {
    const Put = { TableName: this.table, Item: encodeMove(move), ...moveRecord.ifUnchanged(before) };
    return this.write({ Put }, audit);
  }

  /** Puts a rating in the place of the one before of the same person, or where none is; false when that was changed since. */
  async saveRating(before: TeamRating | undefined, rating: TeamRating, audit: AuditEntry): Promise<boolean> {
    const Put = { TableName: this.table, Item: encodeRating(rating), ...teamRatingRecord.ifUnchanged(before) };
    return this.write({ Put }, audit);
  }

  private async write(part: TransactWriteItem, audit: AuditEntry): Promise<boolean> {
    return (await transact(this.client, [part, auditPut(this.table, audit)], { attempts: ATTEMPTS })) === null;
  }
}
