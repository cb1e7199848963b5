import type { SkippedAccounts } from '../../../domain/evaluation/skipped-accounts.ts';
import type { Day } from '../../../domain/time/day.ts';
import { batchGet } from '../batches.ts';
import { type DynamoDBClient, PutItemCommand, UpdateItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import { type Item, keyText } from '../item.ts';
import { studyAnswerRowKey, studyPartRowKey, studyProgressRowKey, studyRowKey } from '../keys.ts';
import { PackedRecord } from '../packed-record.ts';

export type StudyState = 'running' | 'done' | 'failed' | 'cancelled';

/** A question about the past of all accounts, and what has become of it. */
export interface StudyRecord {
  id: string;
  /** Which kind of question. */
  kind: string;
  question: unknown;
  /** The version of the playbook that ran when it was asked. */
  playbook: string;
  /** The day on which it was asked. */
  today: Day;
  askedBy: string;
  /** ISO. */
  askedAt: string;
  /** The how manieth time it is gone through. */
  attempt: number;
  /** How many parts the accounts are divided into. */
  shards: number;
  state: StudyState;
  /** ISO. */
  endedAt?: string;
  /** Why it failed. */
  why?: string;
}

/** What came of the accounts of a shard. */
export interface StudyPart {
  part: unknown;
  accounts: number;
  /** Left out: they could not be gone through. */
  failed: SkippedAccounts[];
  /** What computing took, without reading. */
  computedInMs: number;
}

/** What came of all accounts. */
export interface StudyAnswer {
  attempt: number;
  answer: unknown;
  accounts: number;
  failed: SkippedAccounts[];
  computedInMs: number;
}

export interface FoundStudy {
  record: StudyRecord;
  /** Shards that are gone through. */
  done: number;
  /** Of one that is done. */
  answer?: StudyAnswer;
}

const studyRecord = new PackedRecord<StudyRecord>({ name: 'study' });
const partRecord = new PackedRecord<StudyPart>({ name: 'study-part' });
const answerRecord = new PackedRecord<StudyAnswer>({ name: 'study-answer' });

const KEPT_FOR_IN_SECONDS = 90 * 86_400;

/** Questions about the past, their parts and answers, each for a quarter after it was asked. */
export class DynamoStudies {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async find(id: string): Promise<FoundStudy | undefined> {
    const keys = [studyRowKey(id), studyProgressRowKey(id), studyAnswerRowKey(id)] as const;
    const rows = new Map((await batchGet(this.client, this.table, [...keys])).map((item) => [keyText(item), item]));
    const [study, progress, kept] = keys.map((key) => rows.get(keyText(key)));
    if (study === undefined) return undefined;
    const record = decodeStudy(study);
    const done = (progress?.shards?.SS ?? []).filter((shard) => shard.startsWith(`${record.attempt}#`)).length;
    const answer = kept && decodeStudyAnswer(kept);
    const isOfThis = record.state === 'done' && answer?.attempt === record.attempt;
    return { record, done, ...(isOfThis && { answer }) };
  }

  /** Puts it on record as running, unless somebody else began it since. */
  begin(record: StudyRecord): Promise<boolean> {
    return putIf(this.client, {
      TableName: this.table,
      Item: encodeStudy(record),
      ConditionExpression: 'attribute_not_exists(pk) OR (attempt = :before AND #state <> :running)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':before': { N: String(record.attempt - 1) }, ':running': { S: 'running' } },
    });
  }

  /** Says how it ended; false where it had ended before, or runs anew. */
  end(record: StudyRecord, state: Exclude<StudyState, 'running'>, endedAt: string, why?: string): Promise<boolean> {
    return putIf(this.client, {
      TableName: this.table,
      Item: encodeStudy({ ...record, state, endedAt, ...(why !== undefined && { why }) }),
      ConditionExpression: 'attempt = :attempt AND #state = :running',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':attempt': { N: String(record.attempt) }, ':running': { S: 'running' } },
    });
  }

  /** Doing it twice has the effect of once. */
  async keepPart(record: StudyRecord, shard: number, part: StudyPart): Promise<void> {
    const expiresAt = endOf(record);
    const Item = encodeStudyPart(record, shard, part);
    await this.client.send(new PutItemCommand({ TableName: this.table, Item }));
    await this.client.send(
      new UpdateItemCommand({
        TableName: this.table,
        Key: studyProgressRowKey(record.id),
        UpdateExpression: 'ADD shards :shard SET expiresAt = :end',
        ExpressionAttributeValues: { ':shard': { SS: [`${record.attempt}#${shard}`] }, ':end': expiresAt },
      }),
    );
  }

  async parts({ id, attempt, shards }: StudyRecord): Promise<StudyPart[]> {
    const keys = Array.from({ length: shards }, (_, shard) => studyPartRowKey(id, attempt, shard));
    return (await batchGet(this.client, this.table, keys)).map(decodeStudyPart);
  }

  async keepAnswer(record: StudyRecord, answer: StudyAnswer): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.table, Item: encodeStudyAnswer(record, answer) }));
  }
}

const endOf = ({ askedAt }: StudyRecord) => ({
  N: String(Math.floor(Date.parse(askedAt) / 1000) + KEPT_FOR_IN_SECONDS),
});

/** What conditions look at stands beside the record. */
export const encodeStudy = (record: StudyRecord): Item => ({
  ...studyRowKey(record.id),
  ...studyRecord.encode(record),
  state: { S: record.state },
  attempt: { N: String(record.attempt) },
  expiresAt: endOf(record),
});

export const decodeStudy = (item: Item): StudyRecord => studyRecord.decode(item);

export const encodeStudyPart = (record: StudyRecord, shard: number, part: StudyPart): Item => ({
  ...studyPartRowKey(record.id, record.attempt, shard),
  ...partRecord.encode(part),
  expiresAt: endOf(record),
});

export const decodeStudyPart = (item: Item): StudyPart => partRecord.decode(item);

export const encodeStudyAnswer = (record: StudyRecord, answer: StudyAnswer): Item => ({
  ...studyAnswerRowKey(record.id),
  ...answerRecord.encode(answer),
  expiresAt: endOf(record),
});

export const decodeStudyAnswer = (item: Item): StudyAnswer => answerRecord.decode(item);
