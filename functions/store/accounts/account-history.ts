import type { Account, Contact } from '../../../domain/account/account.ts';
import type { CustomerComment } from '../../../domain/customer-page/comment.ts';
import type { GoalProposal } from '../../../domain/customer-page/goal-proposal.ts';
import type { Invitation } from '../../../domain/customer-page/invitation.ts';
import type { Episode } from '../../../domain/episodes/episodes.ts';
import type { NextAction } from '../../../domain/health-list/health-list.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import { lastWord, type MailKind } from '../../../domain/mail/mail-kinds.ts';
import type { OutboxMail } from '../../../domain/outbox/outbox.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, keyText, textOf } from '../item.ts';
import {
  accountKey,
  accountRowKey,
  addressOptOutRowKey,
  CUSTOMER_COMMENT_SORT_PREFIX,
  CUSTOMER_PAGE_SORT_PREFIX,
  EPISODE_SORT_PREFIX,
  episodeRowKey,
  goalProposalRowKey,
  INVITATION_SORT_PREFIX,
  LEDGER_SORT_PREFIX,
  MAIL_SORT_PREFIX,
  nextActionRowKey,
  optOutRowKey,
  TASK_SORT_PREFIX,
  taskRowKey,
} from '../keys.ts';
import { decodeLedgerEntry } from '../ledger/ledger-items.ts';
import { decodeEach } from '../left-out.ts';
import { decodeMail, outboxRowKey } from '../outbox/outbox-items.ts';
import { queryPage, queryPages } from '../query.ts';
import {
  addressOptOutRecord,
  customerCommentRecord,
  goalProposalRecord,
  invitationRecord,
  optOutRecord,
} from '../work/customer-word-records.ts';
import { decodeAccount, decodeEpisode, decodeNextAction, decodeTask } from './account-items.ts';

/** A record of an account's past, as far as its key and list tell. */
export interface PastRecord {
  id: string;
  /** When it came: a day or a moment, and both sort. */
  at: string;
  /** Of tasks and mails. */
  status?: string;
}

export interface Past {
  /** The latest first. */
  records: PastRecord[];
  /** There are more than are looked through: these are some of them. */
  isCut: boolean;
}

/** Which records are shown, by id. */
export interface Asked {
  tasks: Iterable<string>;
  episodes: Iterable<string>;
  mails: Iterable<string>;
  /** Whose choices of mail are looked up. */
  people: Iterable<Pick<Contact, 'id' | 'email'>>;
  parent: string | undefined;
}

export interface Found {
  tasks: ReadonlyMap<string, Task>;
  episodes: ReadonlyMap<string, Episode>;
  mails: ReadonlyMap<string, OutboxMail>;
  /** The kinds of mail that each of the people doesn't want. */
  optOuts: ReadonlyMap<string, MailKind[]>;
  nextAction: NextAction | undefined;
  parent: Account | undefined;
}

const prefixes = { tasks: TASK_SORT_PREFIX, episodes: EPISODE_SORT_PREFIX, mails: MAIL_SORT_PREFIX };
/** The kinds of records whose keys tell what they are about, and not when they came. */
export type PastKind = keyof typeof prefixes;

/** Of an account's people, all that have a page, and what they wrote lately. */
const MOST_OF_CUSTOMER_PAGES = 200;

/** What an account's people have on pages of their own. */
export interface CustomerPages {
  invitations: Invitation[];
  /** The latest day first. */
  comments: CustomerComment[];
  proposal?: GoalProposal | undefined;
}

/** Of 1 MB each: thousands of records. */
const MOST_ANSWERS = 4;

/**
 * The past of one account, as pages show it. Its records are found by what they are about, not by when they came: so their
 * keys are read first, and then those that are shown.
 */
export class AccountHistory {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async past(account: string, kind: PastKind): Promise<Past> {
    const prefix = prefixes[kind];
    const answers = queryPages(this.client, {
      ...this.under(account, prefix),
      ProjectionExpression: 'pk, sk, #status, listedAt',
      ExpressionAttributeNames: { '#status': 'status' },
    });
    const records: PastRecord[] = [];
    let left = MOST_ANSWERS;
    for await (const items of answers) {
      if (left === 0) return { records: latestFirst(records), isCut: true };
      records.push(...items.map((item) => pastRecord(item, prefix)));
      left -= 1;
    }
    return { records: latestFirst(records), isCut: false };
  }

  /** What changed on the latest days on which anything did, as far as it can be read. */
  async ledger(account: string, most: number): Promise<{ entries: LedgerEntry[]; isCut: boolean }> {
    const { items, next } = await queryPage(this.client, {
      ...this.under(account, LEDGER_SORT_PREFIX),
      ScanIndexForward: false,
      Limit: most,
    });
    return { entries: decodeEach(items, decodeLedgerEntry), isCut: next !== undefined };
  }

  /** Who may open a page of their own, and what came from there: the latest days, as far as it can be read. */
  async customerPages(account: string): Promise<CustomerPages> {
    const { items } = await queryPage(this.client, {
      ...this.under(account, CUSTOMER_PAGE_SORT_PREFIX),
      ScanIndexForward: false,
      Limit: MOST_OF_CUSTOMER_PAGES,
    });
    const under = (beginning: string) => items.filter(({ sk }) => sk?.S?.startsWith(beginning));
    const goal = under(goalProposalRowKey(account).sk.S);
    return {
      invitations: decodeEach(under(INVITATION_SORT_PREFIX), (item) => invitationRecord.decode(item)),
      comments: decodeEach(under(CUSTOMER_COMMENT_SORT_PREFIX), (item) => customerCommentRecord.decode(item)),
      proposal: decodeEach(goal, (item) => goalProposalRecord.decode(item))[0],
    };
  }

  /** In one batch; what is gone by now, or can't be read, is not in it. */
  async find(account: string, { tasks, episodes, mails, people, parent }: Asked): Promise<Found> {
    const keys = {
      tasks: [...tasks].map((id) => taskRowKey(account, id)),
      episodes: [...episodes].map((id) => episodeRowKey(account, id)),
      mails: [...mails].map((id) => outboxRowKey({ account, id })),
      nextAction: [nextActionRowKey(account)],
      parent: parent === undefined ? [] : [accountRowKey(parent)],
    };
    const choices = [...people].map(({ id, email }) => ({
      id,
      own: [optOutRowKey(account, id)],
      ofAddress: email === undefined ? [] : [addressOptOutRowKey(email)],
    }));
    const items = await batchGet(this.client, this.table, [
      ...Object.values(keys).flat(),
      ...choices.flatMap(({ own, ofAddress }) => [...own, ...ofAddress]),
    ]);
    const found = new Map(items.map((item) => [keyText(item), item]));
    const read = <Value>(asked: readonly Item[], decode: (item: Item) => Value) =>
      decodeEach(
        asked.map((key) => found.get(keyText(key))).filter((item) => item !== undefined),
        decode,
      );
    return {
      tasks: byId(read(keys.tasks, decodeTask)),
      episodes: byId(read(keys.episodes, decodeEpisode)),
      mails: byId(read(keys.mails, decodeMail)),
      optOuts: new Map(
        choices.map(({ id, own, ofAddress }) => {
          const words = [
            ...read(own, (item) => optOutRecord.decode(item)),
            ...read(ofAddress, (item) => addressOptOutRecord.decode(item)),
          ];
          return [id, lastWord(undefined, ...words)?.kinds ?? []];
        }),
      ),
      nextAction: read(keys.nextAction, decodeNextAction)[0],
      parent: read(keys.parent, decodeAccount)[0],
    };
  }

  private under(account: string, prefix: string) {
    return {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(account) }, ':prefix': { S: prefix } },
      ConsistentRead: true,
    };
  }
}

const latestFirst = (records: PastRecord[]) => records.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));

function pastRecord(item: Item, prefix: string): PastRecord {
  const id = textOf(item, 'sk').slice(prefix.length);
  const { status, listedAt } = item;
  // The id of an episode, which is in no list, ends with the day it opened on.
  const at = listedAt?.S ?? id.slice(id.lastIndexOf('/') + 1);
  return { id, at, ...(status?.S !== undefined && { status: status.S }) };
}

const byId = <Value extends { id: string }>(values: Value[]) => new Map(values.map((value) => [value.id, value]));
