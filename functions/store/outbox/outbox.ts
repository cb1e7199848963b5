import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { Letter } from '../../../domain/mail/mail-content.ts';
import type { FeedbackMove } from '../../../domain/mail/mail-feedback.ts';
import {
  type BusPost,
  type ChatPost,
  conversationOf,
  type OutboxMail,
  type OutboxRow,
  type OutboxStatus,
  type ReleasedFrom,
  type StatusAfterPost,
  type StatusAfterSend,
  TAKEN_BACK_REASON,
} from '../../../domain/outbox/outbox.ts';
import type { ApprovalRequest } from '../../../domain/outbox/pre-send-check.ts';
import { auditPut, auditPuts } from '../audit/audit-items.ts';
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '../client.ts';
import { putIf, updateIf } from '../conditional-write.ts';
import type { Item } from '../item.ts';
import {
  APPROVAL_MAILS_LIST,
  accountKey,
  HELD_MAILS_LIST,
  mailSortKey,
  mailTagRowKey,
  OPEN_MAILS_LIST,
  OPEN_POSTS_LIST,
  WAITING_MAILS_LIST,
} from '../keys.ts';
import { decodeEach, type LeftOut } from '../left-out.ts';
import { listedRows } from '../lists/listed-rows.ts';
import { queryAll } from '../query.ts';
import { transact } from '../transact.ts';
import {
  assignedTo,
  decodeMail,
  decodeRow,
  encodeFixed,
  encodeRow,
  fixedAsRead,
  isSwept,
  type OutboxKey,
  outboxRowKey,
  rowList,
} from './outbox-items.ts';

const PUBLISHED_EVENTS_KEPT_IN_DAYS = 7;
/** Complaints come weeks later. */
const TAGS_KEPT_IN_DAYS = 180;
const DAY_IN_SECONDS = 86_400;
const MOST_ATTEMPTS = 5;

/** Moves of outbox rows from state to state; each happens only from the state it starts from, so that one run wins. */
export class DynamoOutbox {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** Adds what no account's evaluation causes; one of the same id is left as it is. True when it is new. */
  async add(row: OutboxRow, audit?: AuditEntry): Promise<boolean> {
    // One that is there was owed already, and perhaps sent long ago.
    const put = { TableName: this.table, Item: encodeRow(row), ConditionExpression: 'attribute_not_exists(pk)' };
    return audit === undefined ? putIf(this.client, put) : this.together({ Put: put }, auditPut(this.table, audit));
  }

  /** The mail as it stands; undefined when there is none. */
  async findMail(key: OutboxKey): Promise<OutboxMail | undefined> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: outboxRowKey(key), ConsistentRead: true }),
    );
    return Item && decodeMail(Item);
  }

  /** As `findMail`, of a message to the chat. */
  async findPost(key: Pick<OutboxKey, 'account' | 'id'>): Promise<ChatPost | undefined> {
    const Key = outboxRowKey({ ...key, channel: 'chat' });
    const { Item } = await this.client.send(new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true }));
    return Item && (decodeRow(Item) as ChatPost);
  }

  /** Remembers which mail travels under the tag, so that what comes back under it finds the mail. */
  async tagMail({ account, id }: OutboxKey, tag: string, at: string): Promise<void> {
    await this.client.send(
      new PutItemCommand({
        TableName: this.table,
        Item: {
          ...mailTagRowKey(tag),
          account: { S: account },
          mail: { S: id },
          expiresAt: { N: expiryAfter(at, TAGS_KEPT_IN_DAYS) },
        },
      }),
    );
  }

  /** The mail that was sent under the tag. */
  async findTagged(tag: string): Promise<OutboxMail | undefined> {
    const { Item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: mailTagRowKey(tag), ConsistentRead: true }),
    );
    return Item && this.findMail({ account: Item.account?.S as string, id: Item.mail?.S as string });
  }

  /** True for exactly one of all who try: that one sends the mail, as it is given here. */
  async claimMail(mail: OutboxMail, subject: string, at: string): Promise<boolean> {
    return this.move(mail, { from: ['pending'], to: { status: 'claimed', claimedAt: at, subject }, rest: mail });
  }

  async claimPost(post: ChatPost, at: string): Promise<boolean> {
    return this.move(post, { from: ['pending'], to: { status: 'claimed', claimedAt: at } });
  }

  /**
   * Records what became of the mail that was claimed at `claimedAt`, with the bus event of it. A claim that was taken
   * for dead in between does not count: its holder knows the real outcome.
   */
  async recordSendOutcome(
    mail: OutboxKey,
    claimedAt: string,
    next: StatusAfterSend,
    at: string,
    post?: BusPost,
  ): Promise<boolean> {
    const from: OutboxStatus[] = ['claimed', 'held'];
    switch (next.status) {
      case 'sent':
        // Also a mail that a person has just released: it must not go out again.
        return this.move(mail, {
          from: [...from, 'pending'],
          to: { ...next, sentAt: at, listedAt: at },
          claimedAt,
          newRow: post,
        });
      case 'held':
        return this.move(mail, { from, to: { ...next, listedAt: at }, claimedAt });
      case 'pending':
        return this.move(mail, { from, to: next, claimedAt, since: at });
    }
  }

  /** Records what became of a claimed post. */
  async recordPostOutcome(post: ChatPost, claimedAt: string, next: StatusAfterPost, at: string): Promise<boolean> {
    const to: Record<string, string> & { status: OutboxStatus } = { ...next };
    if (next.status === 'sent') to.sentAt = at;
    if (next.status !== 'pending') to.listedAt = at;
    return this.move(post, { from: ['claimed'], to, claimedAt });
  }

  /** Takes a claim from a run that is taken for dead. */
  async holdExpired(row: OutboxKey, claimedAt: string, reason: string, at: string): Promise<boolean> {
    return this.move(row, { from: ['claimed'], to: { status: 'held', reason, listedAt: at }, claimedAt });
  }

  /** Gives up a row that was not claimed yet. */
  async dropPending(row: OutboxKey, reason: string, at: string): Promise<boolean> {
    return this.move(row, { from: ['pending'], to: { status: 'dropped', reason, listedAt: at } });
  }

  /** Lets a mail wait that was not claimed yet. */
  async letWait(mail: OutboxKey, reason: string, notBefore: string): Promise<boolean> {
    return this.move(mail, { from: ['pending'], to: { status: 'waiting', reason, notBefore, listedAt: notBefore } });
  }

  /** The mail's time has come: it is owed again. */
  async takeUp(mail: OutboxKey, at: string): Promise<boolean> {
    return this.move(mail, { from: ['waiting'], to: { status: 'pending', listedAt: at } });
  }

  /** What the mail service says became of the mail as it was read; false when it is no longer that. */
  async moveByFeedback(mail: OutboxMail, move: FeedbackMove, at: string, post?: BusPost): Promise<boolean> {
    const to = { ...move, listedAt: move.status === 'held' ? at : move.sentAt };
    return this.move(mail, { from: [mail.status], to, claimedAt: mail.claimedAt, newRow: post });
  }

  /** The bus has taken all events of the post. */
  async recordPublished(post: BusPost, at: string): Promise<void> {
    const expiresAt = expiryAfter(at, PUBLISHED_EVENTS_KEPT_IN_DAYS);
    await this.move(post, { from: ['pending'], to: { status: 'sent', sentAt: at }, expiresAt });
  }

  /** Holds a row that was not claimed yet. */
  async holdPending(row: OutboxKey, reason: string, at: string): Promise<boolean> {
    return this.move(row, { from: ['pending'], to: { status: 'held', reason, listedAt: at } });
  }

  /** Keeps the words that the mail's CSM is asked to approve; what is decided already stays as it is. */
  async keepProposal(key: OutboxKey, proposed: Letter): Promise<void> {
    const mail = await this.findMail(key);
    if (mail?.status !== 'approval') return;
    await this.move(mail, { from: ['approval'], to: { status: 'approval' }, rest: { ...mail, proposed } });
  }

  /**
   * The mail waits for the word of who goes on for its CSM, and they are asked, together; false when it is no longer as
   * it was read.
   */
  async askForApproval(asRead: OutboxMail, { mail, asking, reason }: ApprovalRequest, at: string): Promise<boolean> {
    return this.move(asRead, {
      from: [asRead.status],
      to: { status: 'approval', reason, listedAt: at },
      rest: mail,
      asRead,
      forgets: ['decidedBy', 'releasedAt', 'releasedFrom', 'claimedAt', 'subject'],
      newRow: asking,
    });
  }

  /**
   * The CSM's word that the mail goes, with what they made of it; false when it was decided before. It does not leave before
   * the moment given: until then it can be taken back.
   */
  async approve(mail: OutboxMail, by: string, { at, leavesAt }: Leaving, audit: AuditEntry): Promise<boolean> {
    const to = { status: 'waiting', notBefore: leavesAt, listedAt: leavesAt, ...releasing(mail, by, at) } as const;
    return this.move(mail, { from: ['approval'], to, rest: mail, audit });
  }

  /** The mail's CSM decided against it, or nobody approved it; false when it was decided before. */
  async dropUnapproved(mail: OutboxKey, reason: string, at: string, by?: string, audit?: AuditEntry): Promise<boolean> {
    const to = {
      status: 'dropped',
      reason,
      listedAt: at,
      ...(by !== undefined && { decidedBy: by, droppedFrom: 'approval' }),
    } as const;
    return this.move(mail, { from: ['approval'], to, audit });
  }

  /** A person's decision to send (again) what is held, or at once what waits; false when it does neither. */
  async release(row: OutboxKey, at: string, audit?: AuditEntry): Promise<boolean> {
    return this.move(row, {
      from: ['held', 'waiting', 'approval'],
      to: { status: 'pending', releasedAt: at, listedAt: at },
      audit,
    });
  }

  /** A person's decision never to send what is held or waits; false when it is neither. */
  async drop(row: OutboxKey, at: string, audit?: AuditEntry): Promise<boolean> {
    return this.move(row, { from: ['held', 'waiting', 'approval'], to: { status: 'dropped', listedAt: at }, audit });
  }

  /**
   * A colleague's word that what is held or waits goes, no earlier than the moment given: until then it can be taken back.
   * False when it is no longer as it was read.
   */
  async releaseAs(row: DecidableRow, by: string, { at, leavesAt }: Leaving, audit: AuditEntry): Promise<boolean> {
    // The sweeper takes mails up by their time; of posts it looks through those that are owed.
    const then = isMailRow(row)
      ? ({ status: 'waiting', listedAt: leavesAt } as const)
      : ({ status: 'pending', listedAt: at } as const);
    return this.move(row, {
      from: [row.status],
      to: { ...then, notBefore: leavesAt, ...releasing(row, by, at) },
      audit,
    });
  }

  /** A colleague's word that it never goes, with what is needed to put it back; false when it is no longer as it was read. */
  async dropAs(row: DecidableRow, by: string, at: string, audit: AuditEntry): Promise<boolean> {
    const { status, reason, notBefore } = row;
    const kept = { ...(reason !== undefined && { reason }), ...(notBefore !== undefined && { notBefore }) };
    const to = { status: 'dropped', decidedBy: by, droppedFrom: status, listedAt: at, ...kept } as const;
    return this.move(row, { from: [status], to, audit });
  }

  /** What a colleague dropped stands again where it did; false when it is no longer dropped. */
  async putBack(row: OutboxRow, at: string, audit: AuditEntry): Promise<boolean> {
    return this.restore(row, droppedFrom(row), at, audit);
  }

  /** What a colleague decided is as if it had not been; false when the row has left since, or somebody has decided anew. */
  async takeBack(row: OutboxRow, by: string, at: string, audit: AuditEntry): Promise<boolean> {
    const before = row.status === 'dropped' ? droppedFrom(row) : row.releasedFrom;
    return before !== undefined && this.restore(row, before, at, audit, by);
  }

  private restore(row: OutboxRow, before: ReleasedFrom, at: string, audit: AuditEntry, by?: string): Promise<boolean> {
    const { status, reason, notBefore } = before;
    const kept = { ...(reason !== undefined && { reason }), ...(notBefore !== undefined && { notBefore }) };
    const to = { status, listedAt: (status === 'waiting' ? notBefore : undefined) ?? at, ...kept };
    // What was made of its words goes with the word that it may leave.
    const { edited: _, ...asProposed } = row as OutboxMail;
    return this.move(row, {
      from: [row.status],
      to,
      ...(status === 'approval' && { rest: asProposed }),
      ...(by !== undefined && { decidedBy: by }),
      forgets: ['decidedBy', 'droppedFrom', 'releasedFrom', 'releasedAt'],
      audit,
    });
  }

  /** What held the mail is over: it is owed again, as if nothing had been. */
  async resume(mail: OutboxKey, at: string): Promise<boolean> {
    return this.move(mail, { from: ['held'], to: { status: 'pending', listedAt: at } });
  }

  /** Pending and claimed rows, the longest waiting first. */
  async *openRows(leftOut?: LeftOut): AsyncGenerator<{ row: OutboxRow; listedAt: string }> {
    for (const list of [OPEN_MAILS_LIST, OPEN_POSTS_LIST]) {
      for await (const item of this.listed(list)) {
        for (const row of decodeEach([item], decodeRow, leftOut)) yield { row, listedAt: item.listedAt?.S as string };
      }
    }
  }

  /** Mails whose time has come at the moment given, the longest due first. */
  async *dueMails(at: string, leftOut?: LeftOut): AsyncGenerator<OutboxMail> {
    for await (const item of this.listed(WAITING_MAILS_LIST, at)) yield* decodeEach([item], decodeMail, leftOut);
  }

  /** Mails that were to be approved, and were not up to the moment given. */
  async *unapprovedSince(at: string, leftOut?: LeftOut): AsyncGenerator<OutboxMail> {
    for await (const item of this.listed(APPROVAL_MAILS_LIST, at)) yield* decodeEach([item], decodeMail, leftOut);
  }

  /** Mails that wait for a person, the longest waiting first. */
  async *heldMails(): AsyncGenerator<OutboxMail> {
    for await (const item of this.listed(HELD_MAILS_LIST)) yield* decodeEach([item], decodeMail);
  }

  /** SES's ids of what was sent before in the mail's conversation, the first one first. */
  async sentBefore(mail: OutboxMail): Promise<string[]> {
    const conversation = conversationOf(mail);
    if (conversation === null) return [];
    const sent = await queryAll(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :conversation)',
      FilterExpression: 'attribute_exists(sentAt)',
      ExpressionAttributeValues: {
        ':pk': { S: accountKey(mail.account) },
        ':conversation': { S: mailSortKey(conversation) },
      },
    });
    return decodeEach(sent, decodeMail)
      .filter((other) => conversationOf(other) === conversation && isSameReader(other, mail))
      .filter(({ id }) => id !== mail.id)
      .sort((a, b) => ((a.sentAt as string) < (b.sentAt as string) ? -1 : 1))
      .map(({ messageId }) => messageId as string);
  }

  private listed(list: string, until?: string): AsyncGenerator<Item> {
    return listedRows(this.client, this.table, list, until);
  }

  private async move(row: OutboxKey, { newRow, audit, ...step }: Step): Promise<boolean> {
    const Update = { TableName: this.table, Key: outboxRowKey(row), ...expressionsOf(row, step) };
    const beside = [
      ...(newRow === undefined ? [] : [{ Put: { TableName: this.table, Item: encodeRow(newRow) } }]),
      ...auditPuts(this.table, audit),
    ];
    return beside.length === 0 ? updateIf(this.client, Update) : this.together({ Update }, ...beside);
  }

  private async together(...parts: TransactWriteItem[]): Promise<boolean> {
    // Another process may be moving the row at this moment: the first write wins.
    return (await transact(this.client, parts, { attempts: MOST_ATTEMPTS })) === null;
  }
}

/** A part of a transaction: the mail that waits for its time is of no use any more. */
export function dropOfWaiting(TableName: string, mail: OutboxKey, at: string): TransactWriteItem {
  const step = { from: ['waiting'], to: { status: 'dropped', reason: TAKEN_BACK_REASON, listedAt: at } } satisfies Step;
  return { Update: { TableName, Key: outboxRowKey(mail), ...expressionsOf(mail, step) } };
}

/** What a colleague may decide on by hand, beside what waits for its CSM's word. */
export type DecidableRow = (OutboxMail & { status: 'held' | 'waiting' }) | (ChatPost & { status: 'held' });

/** When somebody lets it go (ISO), and when it may leave. */
export interface Leaving {
  at: string;
  leavesAt: string;
}

const isMailRow = ({ channel = 'mail' }: OutboxKey) => channel === 'mail';

/** What is noted of a row as somebody lets it go. */
function releasing(
  { status, reason, notBefore }: Pick<OutboxRow, 'status' | 'reason' | 'notBefore'>,
  by: string,
  at: string,
) {
  const from = { status, reason, notBefore };
  return { decidedBy: by, releasedAt: at, releasedFrom: JSON.stringify(from) };
}

/** How it stood before it was dropped; one whose CSM said no waits for their word again. */
function droppedFrom({ droppedFrom: status = 'held', reason, notBefore }: OutboxRow): ReleasedFrom {
  if (status === 'approval') return { status };
  return { status, ...(reason !== undefined && { reason }), ...(notBefore !== undefined && { notBefore }) };
}

interface Step {
  from: OutboxStatus[];
  to: { status: OutboxStatus } & Record<string, string>;
  /** What does not change over the life of the row, but by this decision on it. */
  rest?: OutboxMail;
  /** Only the claim of this moment. */
  claimedAt?: string;
  /** Only what this colleague decided. */
  decidedBy?: string;
  /** Seconds. */
  expiresAt?: string;
  /** When it came to be so, where it stays listed as it was. */
  since?: string;
  /** Only while it says what was read of it. */
  asRead?: OutboxMail;
  /** What is known of it no more. */
  forgets?: string[];
  /** An outbox row that is written in the same transaction. */
  newRow?: OutboxRow | undefined;
  /** Who decided on it, in the same transaction. */
  audit?: AuditEntry | undefined;
}

function expressionsOf(
  row: OutboxKey,
  { from, to, rest, claimedAt, decidedBy, expiresAt, since = to.listedAt, asRead, forgets = [] }: Step,
) {
  const list = rowList(row, to.status);
  const values: Item = Object.fromEntries(Object.entries(to).map(([name, value]) => [name, { S: value }]));
  if (rest !== undefined) Object.assign(values, encodeFixed(rest));
  if (list !== null) values.list = { S: list };
  if (since !== undefined) Object.assign(values, assignedTo((rest ?? row) as OutboxMail, to.status, since));
  const isAssigned = to.status === 'approval' || isSwept(to.status);
  if (expiresAt !== undefined) values.expiresAt = { N: expiresAt };
  const gone = [
    ...(list === null ? ['list', 'listedAt'] : []),
    ...(isAssigned ? [] : ['assignee', 'dueBy']),
    ...['reason', 'bounce', 'notBefore'].filter((name) => to[name] === undefined),
    ...forgets,
  ];
  const names = Object.keys(values);
  const states = from.map((_, i) => `:from${i}`);
  return {
    UpdateExpression: [
      `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ...(gone.length > 0 ? [`REMOVE ${gone.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: [
      `#status IN (${states.join(', ')})`,
      ...(claimedAt === undefined ? [] : ['claimedAt = :held']),
      ...(decidedBy === undefined ? [] : ['decidedBy = :decider']),
      ...(asRead === undefined ? [] : ['#f = :asRead']),
    ].join(' AND '),
    ExpressionAttributeNames: Object.fromEntries([...names, ...gone].map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
      ...Object.fromEntries(from.map((status, i) => [`:from${i}`, { S: status }])),
      ...(claimedAt === undefined ? {} : { ':held': { S: claimedAt } }),
      ...(decidedBy === undefined ? {} : { ':decider': { S: decidedBy } }),
      ...(asRead === undefined ? {} : { ':asRead': { S: fixedAsRead(asRead) } }),
    },
  };
}

/** Colleagues may share an address: who of them is meant says the id, where both have one. */
const isSameReader = (one: OutboxMail, other: OutboxMail) =>
  one.to.address === other.to.address &&
  (one.person === undefined || other.person === undefined || one.person === other.person);

function expiryAfter(at: string, days: number): string {
  return String(Math.floor(Date.parse(at) / 1000) + days * DAY_IN_SECONDS);
}
