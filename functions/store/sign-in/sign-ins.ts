import type { Put, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import { LONGEST_SESSION_IN_MS, type Session } from '../../../domain/sign-in/session.ts';
import { ASKS_REMEMBERED_FOR_IN_MS, type SignInAsks, withoutAnyAsk } from '../../../domain/sign-in/sign-in-asks.ts';
import { OvertakenError, untilNotOvertaken } from '../../runtime/try-again.ts';
import { auditPut, auditPuts } from '../audit/audit-items.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import type { Item } from '../item.ts';
import { SESSION_SORT_PREFIX, sessionRowKey, signInAsksRowKey } from '../keys.ts';
import { encodeRow } from '../outbox/outbox-items.ts';
import { queryAll } from '../query.ts';
import { StoredRecord } from '../record.ts';
import { transact } from '../transact.ts';
import { type ActInSession, encodeLastAct, sessionRecord } from './sessions.ts';

const ATTEMPTS = 5;

export const signInAsksRecord = new StoredRecord<SignInAsks>({ name: 'sign-in-asks' });

/** Links to sign in that people were given, and the sessions that came of them. */
export class DynamoSignIns {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** As `keep` and `begin` want it back. */
  async asks(person: string): Promise<SignInAsks | undefined> {
    const request = { TableName: this.table, Key: signInAsksRowKey(person), ConsistentRead: true };
    const { Item } = await this.client.send(new GetItemCommand(request));
    return Item && signInAsksRecord.decode(Item);
  }

  /**
   * Writes down that a person was given a link, together with the mail that holds it; false where they were given
   * another one at this moment.
   */
  async keep(
    person: string,
    before: SignInAsks | undefined,
    after: SignInAsks,
    { mail, audit }: { mail?: OutboxMail | undefined; audit?: AuditEntry | undefined } = {},
  ): Promise<boolean> {
    const parts = [this.putOfAsks(person, before, after), ...auditPuts(this.table, audit)];
    if (mail) parts.push({ Put: { TableName: this.table, Item: encodeRow(mail) } });
    return (await transact(this.client, parts)) === null;
  }

  /** As much work as `keep` is with a mail, of which nothing stays: how long it takes says nothing. */
  async keepNothing(person: string, after: SignInAsks, mail: OutboxMail): Promise<void> {
    const { Put } = this.putOfAsks(person, undefined, after);
    const never = { ...(Put as Put), ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(pk)' };
    await transact(this.client, [{ Put: never }, { Put: { TableName: this.table, Item: encodeRow(mail) } }]);
  }

  /** Begins a session by a link that is used up with it; false where the link was used at this moment. */
  async begin(session: Session, before: SignInAsks, after: SignInAsks, audit?: AuditEntry): Promise<boolean> {
    const parts: TransactWriteItem[] = [
      this.putOfAsks(session.person, before, after),
      { Put: { TableName: this.table, Item: itemOf(session) } },
      ...auditPuts(this.table, audit),
    ];
    return (await transact(this.client, parts)) === null;
  }

  /** Begins a session by what the company's identity provider says, which it says once. */
  async beginByProvider(session: Session, audit: AuditEntry): Promise<void> {
    const parts = [{ Put: { TableName: this.table, Item: itemOf(session) } }, auditPut(this.table, audit)];
    await transact(this.client, parts, { attempts: ATTEMPTS });
  }

  /** Signed out twice, somebody signed out once. */
  async end({ person, id }: Pick<Session, 'person' | 'id'>, nowInMs: number, audit?: AuditEntry): Promise<void> {
    const Update = {
      TableName: this.table,
      Key: sessionRowKey(person, id),
      UpdateExpression: 'SET endedAt = :now',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
      ExpressionAttributeValues: { ':now': { N: String(nowInMs) } },
    };
    await transact(this.client, [{ Update }, ...auditPuts(this.table, audit)], { attempts: ATTEMPTS });
  }

  /**
   * Ends all sessions that a person has at this moment, after the links that would begin another; how many sessions were
   * open. Done half, it is done by doing it again.
   */
  async endAll(person: string, nowInMs: number, audit: AuditEntry): Promise<number> {
    await untilNotOvertaken(async () => {
      const before = await this.asks(person);
      const used = before === undefined ? [] : [this.putOfAsks(person, before, withoutAnyAsk(before, nowInMs))];
      const loss = await transact(this.client, [...used, auditPut(this.table, audit)]);
      if (loss !== null) throw new OvertakenError('a link was given or used at this moment');
    });
    const rows = await queryAll(this.client, {
      TableName: this.table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': sessionRowKey(person, '').pk, ':prefix': { S: SESSION_SORT_PREFIX } },
    });
    const open = rows.filter(({ endedAt }) => endedAt === undefined).map((row) => sessionRecord.decode(row));
    for (const session of open) await this.end(session, nowInMs);
    return open.length;
  }

  /** The next pages of the session tell of it. */
  async remember(done: ActInSession): Promise<void> {
    await this.client.send(new PutItemCommand({ TableName: this.table, Item: encodeLastAct(done) }));
  }

  private putOfAsks(person: string, before: SignInAsks | undefined, after: SignInAsks): TransactWriteItem {
    const latest = Math.max(...after.asks.map(({ askedAt }) => askedAt));
    const Item = {
      ...signInAsksRowKey(person),
      ...signInAsksRecord.encode(after),
      expiresAt: { N: String(Math.ceil((latest + ASKS_REMEMBERED_FOR_IN_MS) / 1000)) },
    };
    return { Put: { TableName: this.table, Item, ...signInAsksRecord.ifUnchanged(before) } };
  }
}

function itemOf({ seenAt: _, ...kept }: Session): Item {
  return {
    ...sessionRowKey(kept.person, kept.id),
    ...sessionRecord.encode(kept),
    expiresAt: { N: String(Math.ceil((kept.signedInAt + LONGEST_SESSION_IN_MS) / 1000)) },
  };
}
