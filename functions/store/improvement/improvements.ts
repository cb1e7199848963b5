import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import { leftToDo, type Move, type TeamRating } from '../../../domain/improvement-map/moves.ts';
import { NO_ACCOUNT, type OutboxMail } from '../../../domain/outbox/outbox.ts';
import { auditPut } from '../audit/audit-items.ts';
import type { DynamoDBClient } from '../client.ts';
import type { Item } from '../item.ts';
import { IMPROVEMENT_KEY, isMoveSortKey, moveRowKey, OPEN_MOVES_LIST, teamRatingRowKey } from '../keys.ts';
import { decodeEach, type LeftOut } from '../left-out.ts';
import { underKey } from '../lists/spread-lists.ts';
import { dropOfWaiting } from '../outbox/outbox.ts';
import { encodeRow } from '../outbox/outbox-items.ts';
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

/** What is written with a move. */
export interface MoveMails {
  mail?: OutboxMail | undefined;
  /** The mail that tells of it, which is not to go any more, and when that was said. */
  untold?: { mail: string; at: string } | undefined;
}

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
  async openMoves(leftOut?: LeftOut): Promise<Move[]> {
    const items = await queryAll(this.client, { TableName: this.table, ...underKey(OPEN_MOVES_LIST) });
    return decodeEach(items, decodeMove, leftOut);
  }

  /**
   * Puts a move in the place of what it was made from, or where none is, with the mail that it causes or takes back; false when
   * somebody else changed it since, or the mail has gone.
   */
  async saveMove(
    before: Move | undefined,
    move: Move,
    audit: AuditEntry,
    { mail, untold }: MoveMails = {},
  ): Promise<boolean> {
    const TableName = this.table;
    const parts: TransactWriteItem[] = [
      { Put: { TableName, Item: encodeMove(move), ...moveRecord.ifUnchanged(before) } },
    ];
    if (mail !== undefined) parts.push({ Put: { TableName, Item: encodeRow(mail) } });
    if (untold !== undefined) parts.push(dropOfWaiting(TableName, { account: NO_ACCOUNT, id: untold.mail }, untold.at));
    return this.write(parts, audit);
  }

  /** Puts a rating in the place of the one before of the same person, or where none is; false when that was changed since. */
  async saveRating(before: TeamRating | undefined, rating: TeamRating, audit: AuditEntry): Promise<boolean> {
    const Put = { TableName: this.table, Item: encodeRating(rating), ...teamRatingRecord.ifUnchanged(before) };
    return this.write([{ Put }], audit);
  }

  private async write(parts: TransactWriteItem[], audit: AuditEntry): Promise<boolean> {
    return (await transact(this.client, [...parts, auditPut(this.table, audit)], { attempts: ATTEMPTS })) === null;
  }
}
