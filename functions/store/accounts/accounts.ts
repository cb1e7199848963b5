import type { QueryCommandInput, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Account, Contact } from '../../../domain/account/account.ts';
import { withSumOfProducts } from '../../../domain/account/products.ts';
import type { Activity, DeadAddress } from '../../../domain/activities/activity.ts';
import type { Answer } from '../../../domain/answers/renewal-answer.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { BusEvent } from '../../../domain/bus/bus-events.ts';
import { busPost } from '../../../domain/bus/work-events.ts';
import type { AccountData } from '../../../domain/data-map/coverage.ts';
import type { Episode } from '../../../domain/episodes/episodes.ts';
import { needsRecords, withWhatIsOnRecord } from '../../../domain/episodes/on-record.ts';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import { activitiesByNamesOf, stateByNamesOf } from '../../../domain/evaluation/follow-names.ts';
import { firstDayNeeded, olderDayNeeded, scoredOnIn } from '../../../domain/evaluation/history-needed.ts';
import { type LedgerEntry, ledgerOf } from '../../../domain/ledger/ledger-entry.ts';
import type { OptOut } from '../../../domain/mail/mail-kinds.ts';
import type { ChatPost } from '../../../domain/outbox/outbox.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { answersFor, looksAtParents, type ParentFacts } from '../../../domain/plays/addressee.ts';
import type { PlannedWork, Reopened } from '../../../domain/plays/plan-work.ts';
import { currentStage } from '../../../domain/stages/stage-state.ts';
import type { AccountPast } from '../../../domain/studies/study.ts';
import { withinRow } from '../../../domain/tasks/row-bounds.ts';
import { statusAfter, type Task, type TaskStatus } from '../../../domain/tasks/task.ts';
import { addDays, type Day } from '../../../domain/time/day.ts';
import { type LateChange, lateChanges, type OvertakenDay, usageAsKnownOn } from '../../../domain/usage/late-usage.ts';
import { type Lifetime, lifetimeOf } from '../../../domain/usage/lifetime.ts';
import { inOneSpelling } from '../../../domain/usage/one-spelling.ts';
import type { AccountNumbers } from '../../../domain/usage/tally/name-numbers.ts';
import type { UsageDay } from '../../../domain/usage/tally/usage-tally.ts';
import { OvertakenError, untilNotOvertaken } from '../../runtime/try-again.ts';
import { encodeAuditEntry } from '../audit/audit-items.ts';
import type { DynamoDBClient, PutItemCommand } from '../client.ts';
import { putIf } from '../conditional-write.ts';
import { crmMark } from '../crm/crm-rows.ts';
import type { Item } from '../item.ts';
import {
  ACCOUNT_SORT_KEY,
  ACTIVITY_SORT_PREFIX,
  ANSWER_SORT_PREFIX,
  accountKey,
  CONTACT_SORT_PREFIX,
  DEAD_ADDRESS_SORT_PREFIX,
  EPISODE_SORT_PREFIX,
  episodeRowKey,
  FACTS_REGION,
  LEDGER_SORT_PREFIX,
  MAIL_SORT_PREFIX,
  OPT_OUT_SORT_PREFIX,
  OVERTAKEN_USAGE_SORT_PREFIX,
  STATE_SORT_KEY,
  TASK_SORT_PREFIX,
  usageKey,
} from '../keys.ts';
import { decodeLedgerEntry, encodeLedgerEntry } from '../ledger/ledger-items.ts';
import { decodeMail, encodeRow } from '../outbox/outbox-items.ts';
import { queryAll } from '../query.ts';
import { transact } from '../transact.ts';
import { decodeKnown, decodeLifetime, decodeOvertakenDays, decodeUsageDays, isTorn } from '../usage/usage-codec.ts';
import { optOutRecord } from '../work/customer-word-records.ts';
import {
  decodeAccount,
  decodeActivity,
  decodeAnswer,
  decodeContact,
  decodeDeadAddress,
  decodeEpisode,
  decodeTask,
  encodeEpisode,
  encodeTask,
  putIfOpen,
  putIfUnchanged,
} from './account-items.ts';
import { isFailingMark } from './failing-accounts.ts';
import { decodeState, encodeState, type StoredState } from './state-item.ts';
import { topmostParent } from './topmost-parent.ts';

/** Everything that is on record of one account and that an evaluation needs. */
export interface AccountSnapshot {
  account: Account;
  contacts: Contact[];
  answers: Answer[];
  activities: Activity[];
  deadAddresses: DeadAddress[];
  /** Its topmost parent, where the playbook asks for it; `null`: nobody imported it, or it leads in a circle. */
  parent?: ParentFacts | null;
  /** What contacts chose not to get, as far as an older release kept it with the contact alone. */
  optOutsToCarryOver: OptOut[];
  days: UsageDay[];
  /** What of the days up to the evaluated one came once that one was over, where it is asked for. */
  lateChanges: LateChange[];
  lifetime: Lifetime;
  stored: StoredState | null;
  /** The last try to score it failed. */
  isFailing: boolean;
}

export interface LoadOptions {
  playbook: Playbook;
  asOf: Day;
  today: Day;
  /** Sees every write that was acknowledged, at twice the price. */
  isConsistent: boolean;
  /** Tells what of its usage came late; with `knownOn` usage is as it was known at the end of that day. */
  late?: { knownOn?: Day | undefined } | undefined;
}

export interface PastOptions {
  /** The running one, which says whether parents are looked at. */
  playbook: Playbook;
  /** The last day whose usage is asked for. */
  until: Day;
  withEpisodes: boolean;
}

/** What is written in one with a state. */
export interface WrittenWithState {
  events?: BusEvent[];
  posts?: ChatPost[];
  entries?: LedgerEntry[];
  audit?: AuditEntry;
  /** When (ISO) something changed that is written into CRMs, where it did. */
  forCrm?: string;
}

/** Somebody else evaluated the account in between: read it again. */
export class StateMovedError extends OvertakenError {
  override readonly name = 'StateMovedError';
  override readonly code = 'state-moved';

  constructor() {
    super('the account was evaluated by another run in between');
  }
}

const RECORD_PREFIXES = {
  activities: ACTIVITY_SORT_PREFIX,
  answers: ANSWER_SORT_PREFIX,
  'dead-addresses': DEAD_ADDRESS_SORT_PREFIX,
};

const rowsUnder = (items: Item[], prefix: string) => items.filter(({ sk }) => sk?.S?.startsWith(prefix));

/** Accounts as the evaluation sees them: one Query reads all it needs, one conditional write holds all it decided. */
export class DynamoAccounts {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * What an evaluation as of a day needs; `null` when the account is not known. For a past day all history is read,
   * since what was last seen before that day can't be told from what was last seen since.
   */
  async load(accountId: string, options: LoadOptions): Promise<AccountSnapshot | null> {
    const { playbook, asOf, today, isConsistent, late } = options;
    const from = asOf >= today && late === undefined ? firstDayNeeded(playbook, asOf) : '';
    const read = (nth: number) => this.read(accountId, options, from, isConsistent || nth > 1);
    return untilNotOvertaken(read, { mayPass: isTorn });
  }

  /** What is known of an account beside its usage by day; `null` when the account is not known. */
  async data(accountId: string): Promise<AccountData | null> {
    const items = await this.fromSortKey(accountId, FACTS_REGION, false);
    const account = items.find(({ sk }) => sk?.S === ACCOUNT_SORT_KEY);
    if (account === undefined) return null;
    const under = (prefix: string) => rowsUnder(items, prefix);
    const records = Object.entries(RECORD_PREFIXES).filter(([, prefix]) => under(prefix).length > 0);
    return {
      account: decodeAccount(account),
      contacts: under(CONTACT_SORT_PREFIX).map(decodeContact),
      lifetime: decodeLifetime(items),
      records: records.map(([kind]) => kind),
    };
  }

  /** Everything on record that a question about its past may look at; `null` when the account is not known. */
  async past(accountId: string, options: PastOptions): Promise<AccountPast | null> {
    const read = (nth: number) => this.readPast(accountId, options, nth > 1);
    return untilNotOvertaken(read, { mayPass: isTorn });
  }

  /** Every episode the account ever had. */
  async episodesOf(accountId: string): Promise<Episode[]> {
    const items = await this.records(accountId, EPISODE_SORT_PREFIX);
    return items.map(decodeEpisode);
  }

  /**
   * Writes down all that an evaluation decided, or nothing: a single put on a quiet day, a transaction when work came
   * of it. What is on record already (a task or mail of the same id) stays as it is.
   *
   * @param entries of the account's ledger: what the evaluation made true
   * @throws StateMovedError when the account's state is no longer the one the evaluation started from
   */
  async save(
    accountId: string,
    predecessor: StoredState | null,
    state: AccountState,
    work: PlannedWork,
    { events = [], posts = [], entries = [], audit, forCrm }: WrittenWithState = {},
  ): Promise<void> {
    const version = (predecessor?.version ?? 0) + 1;
    const put = {
      TableName: this.table,
      Item: encodeState(accountId, { version, state }),
      ...(predecessor === null
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'version = :version',
            ExpressionAttributeValues: { ':version': { N: String(predecessor.version) } },
          }),
    };
    let others = await this.recordsOf(accountId, state.lastScoredDay, work);
    others.push(...posts.map((post) => this.putNew(encodeRow(post))));
    others.push(...entries.map((entry) => this.putNew(encodeLedgerEntry(accountId, entry))));
    if (audit) others.push(this.putNew(encodeAuditEntry(audit)));
    if (forCrm !== undefined) others.push(crmMark(this.table, accountId, forCrm));
    // All of a write's events in one row: there may be as many as the write holds rows.
    if (events.length > 0) others.push(this.putNew(encodeRow(busPost(accountId, `evaluation-${version}`, events))));
    if (others.length === 0) {
      await this.putState(put);
      return;
    }
    while (others.length > 0) {
      const failed = await this.writeTogether([{ Put: put }, ...others]);
      if (failed === null) return;
      others = others.filter((_, i) => !failed.has(i + 1));
    }
    await this.putState(put);
  }

  private async read(
    accountId: string,
    { playbook, asOf, late }: Pick<LoadOptions, 'playbook' | 'asOf' | 'late'>,
    from: Day | '',
    isConsistent: boolean,
  ): Promise<AccountSnapshot | null> {
    const items = await this.fromSortKey(accountId, usageKey(from), isConsistent);
    const facts = await this.factsIn(items, playbook, isConsistent);
    if (facts === null) return null;
    const { account, contacts, parent } = facts;
    const under = (prefix: string) => rowsUnder(items, prefix);
    const known = decodeKnown(items);
    const usage = decodeUsageDays(items, known.numbers);
    const overtaken = late === undefined ? [] : await this.overtakenDays(accountId, known.numbers);
    const days = late?.knownOn === undefined ? usage : usageAsKnownOn(usage, overtaken, late.knownOn);
    // What is stored of a lifetime holds later days too; a past day's is made of the days up to it.
    const lifetime = from === '' ? lifetimeOf(days.filter(({ day }) => day <= asOf)) : known.lifetime;
    const state = items.find(({ sk }) => sk?.S === STATE_SORT_KEY);
    const stored = state === undefined ? null : await this.goingOn(decodeState(state), account, playbook, asOf);
    const stage = currentStage(account, stored?.state) ?? null;
    const episodes = stored?.state.episodes ?? [];
    const scoredOn = scoredOnIn(stored?.state);
    const evaluated = { account, contacts, lifetime, stage, episodes, scoredOn };
    const older = from === '' ? null : olderDayNeeded(playbook, evaluated, from);
    if (older !== null) days.unshift(...(await this.readDays(accountId, older, addDays(from, -1), known.numbers)));
    return {
      ...facts,
      ...inOneSpelling(
        { lifetime, days },
        contacts.map(({ id }) => id),
      ),
      answers: answersFor(under(ANSWER_SORT_PREFIX).map(decodeAnswer), parent, playbook),
      activities: activitiesByNamesOf(playbook, under(ACTIVITY_SORT_PREFIX).map(decodeActivity)),
      deadAddresses: under(DEAD_ADDRESS_SORT_PREFIX).map(decodeDeadAddress),
      optOutsToCarryOver: under(OPT_OUT_SORT_PREFIX)
        .map((row) => optOutRecord.decode(row))
        .filter(({ address }) => address === undefined),
      lateChanges: late === undefined ? [] : lateChanges(usage, overtaken, asOf),
      stored,
      isFailing: items.some(isFailingMark),
    };
  }

  private async readPast(
    accountId: string,
    { playbook, until, withEpisodes }: PastOptions,
    isConsistent: boolean,
  ): Promise<AccountPast | null> {
    const [items, records, episodes, releasedMails] = await Promise.all([
      this.fromSortKey(accountId, usageKey(''), isConsistent),
      this.lateAndLedger(accountId),
      withEpisodes ? this.episodesOf(accountId) : [],
      withEpisodes ? this.releasedMails(accountId) : [],
    ]);
    const facts = await this.factsIn(items, playbook, isConsistent);
    if (facts === null) return null;
    const under = (prefix: string) => rowsUnder(items, prefix);
    const state = items.find(({ sk }) => sk?.S === STATE_SORT_KEY);
    const { lifetime, numbers } = decodeKnown(items);
    const people = facts.contacts.map(({ id }) => id);
    const usage = inOneSpelling({ lifetime, days: decodeUsageDays(items, numbers) }, people);
    return {
      ...facts,
      ledger: ledgerOf(rowsUnder(records, LEDGER_SORT_PREFIX).map(decodeLedgerEntry)),
      usageDays: usage.days.filter(({ day }) => day <= until),
      overtaken: decodeOvertakenDays(rowsUnder(records, OVERTAKEN_USAGE_SORT_PREFIX), numbers),
      activities: under(ACTIVITY_SORT_PREFIX).map(decodeActivity),
      answers: under(ANSWER_SORT_PREFIX).map(decodeAnswer),
      deadAddresses: under(DEAD_ADDRESS_SORT_PREFIX).map(decodeDeadAddress),
      optOuts: under(OPT_OUT_SORT_PREFIX).map((row) => optOutRecord.decode(row)),
      scores: state === undefined ? {} : decodeState(state).state.scores,
      episodes,
      releasedMails,
    };
  }

  /** Of all its mails those to customers that somebody of the team let go, and that went. */
  private async releasedMails(accountId: string): Promise<AccountPast['releasedMails']> {
    const items = await this.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :mails)',
      FilterExpression: 'attribute_exists(releasedAt) AND attribute_exists(decidedBy) AND attribute_exists(sentAt)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(accountId) }, ':mails': { S: MAIL_SORT_PREFIX } },
    });
    return items
      .map(decodeMail)
      .flatMap(({ content, cause, releasedAt }) =>
        content.type === 'customer' && cause !== undefined && releasedAt !== undefined
          ? [{ episode: cause.episode, at: releasedAt }]
          : [],
      );
  }

  /** Who the account is, among the rows that were read of it; `null` where it is not there. */
  private async factsIn(items: Item[], playbook: Playbook, isConsistent: boolean) {
    const item = items.find(({ sk }) => sk?.S === ACCOUNT_SORT_KEY);
    if (item === undefined) return null;
    const account = withSumOfProducts(decodeAccount(item));
    const contacts = rowsUnder(items, CONTACT_SORT_PREFIX).map(decodeContact);
    const parent = looksAtParents(playbook)
      ? await topmostParent(account, (id) => this.parentFacts(id, isConsistent))
      : undefined;
    return { account, contacts, ...(parent !== undefined && { parent }) };
  }

  /** They lie beside each other, and one query reads both. */
  private lateAndLedger(accountId: string): Promise<Item[]> {
    return this.query({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :late AND :ledger',
      ExpressionAttributeValues: {
        ':pk': { S: accountKey(accountId) },
        ':late': { S: OVERTAKEN_USAGE_SORT_PREFIX },
        ':ledger': { S: `${LEDGER_SORT_PREFIX}~` },
      },
    });
  }

  private async parentFacts(accountId: string, isConsistent: boolean): Promise<ParentFacts | undefined> {
    const items = await this.fromSortKey(accountId, FACTS_REGION, isConsistent);
    const account = items.find(({ sk }) => sk?.S === ACCOUNT_SORT_KEY);
    if (account === undefined) return undefined;
    return {
      account: decodeAccount(account),
      contacts: rowsUnder(items, CONTACT_SORT_PREFIX).map(decodeContact),
      answers: rowsUnder(items, ANSWER_SORT_PREFIX).map(decodeAnswer),
      deadAddresses: rowsUnder(items, DEAD_ADDRESS_SORT_PREFIX).map(decodeDeadAddress),
    };
  }

  private async overtakenDays(accountId: string, numbers: AccountNumbers): Promise<OvertakenDay[]> {
    return decodeOvertakenDays(await this.records(accountId, OVERTAKEN_USAGE_SORT_PREFIX), numbers);
  }

  /** The state as an evaluation by this playbook goes on from it. */
  private async goingOn(stored: StoredState, account: Account, playbook: Playbook, asOf: Day): Promise<StoredState> {
    const { state } = stored;
    if (!needsRecords(state, account, playbook, asOf)) return { ...stored, state: stateByNamesOf(playbook, state) };
    return { ...stored, state: withWhatIsOnRecord(state, await this.episodesOf(account.id), playbook, asOf) };
  }

  private async readDays(accountId: string, from: Day, to: Day, numbers: AccountNumbers): Promise<UsageDay[]> {
    const query = {
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': { S: accountKey(accountId) },
        ':from': { S: usageKey(from) },
        // Rows that a large day is split into sort after its own key.
        ':to': { S: `${usageKey(to)}$` },
      },
    };
    return decodeUsageDays(await this.query(query), numbers);
  }

  /** All rows beside the state. Tasks of closed episodes are looked up, since only open ones may be closed. */
  private async recordsOf(accountId: string, asOf: Day, work: PlannedWork): Promise<TransactWriteItem[]> {
    const closings: TransactWriteItem[] = [];
    for (const { id, recoveredOn, closedAs } of work.closed) {
      closings.push({
        Update: {
          TableName: this.table,
          Key: episodeRowKey(accountId, id),
          UpdateExpression: 'SET recoveredOn = :day, closedAs = :reason',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':day': { S: recoveredOn }, ':reason': { S: closedAs } },
        },
      });
      closings.push(...(await this.taskClosings(accountId, `${id}/`, statusAfter(closedAs), recoveredOn)));
    }
    const reopenings = await Promise.all(work.reopened.map((episode) => this.reopening(accountId, episode)));
    for (const id of work.abandoned) closings.push(...(await this.taskClosings(accountId, `${id}/`, 'churned', asOf)));
    for (const id of work.overtaken) closings.push(...(await this.taskClosings(accountId, id, 'answered', asOf, id)));
    return [
      ...work.opened.map((episode) => this.putNew(encodeEpisode(episode))),
      ...work.tasks.map((task) => this.putNew(encodeTask(task))),
      ...work.mails.map((mail) => this.putNew(encodeRow(mail))),
      ...reopenings.flat(),
      ...closings,
    ];
  }

  /** The record of the episode and the tasks that closed with it, open as before. Done twice it finds nothing to do. */
  private async reopening(accountId: string, { id, closedOn, tasks }: Reopened): Promise<TransactWriteItem[]> {
    const due = new Map(tasks.map((task) => [task.id, task.due]));
    const items = await this.records(accountId, `${TASK_SORT_PREFIX}${id}/`);
    const closed = items.map(decodeTask).filter((task) => due.has(task.id) && task.closedOn === closedOn);
    const again = closed.filter(({ status }) => ['retired', 'recovered', 'churned'].includes(status));
    return [
      {
        Update: {
          TableName: this.table,
          Key: episodeRowKey(accountId, id),
          UpdateExpression: 'REMOVE recoveredOn, closedAs',
          ConditionExpression: 'recoveredOn = :day',
          ExpressionAttributeValues: { ':day': { S: closedOn } },
        },
      },
      ...again.map((task) => {
        const reopened: Task = { ...task, status: 'open', closedOn: null, due: due.get(task.id) as Day };
        return { Put: putIfUnchanged(this.table, task, reopened) };
      }),
    ];
  }

  private putNew(Item: Item): TransactWriteItem {
    return { Put: { TableName: this.table, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
  }

  /** Of the open tasks whose ids begin so; with `only`, of the one alone. */
  private async taskClosings(
    accountId: string,
    beginning: string,
    status: TaskStatus,
    closedOn: Day,
    only?: string,
  ): Promise<TransactWriteItem[]> {
    const items = await this.records(accountId, `${TASK_SORT_PREFIX}${beginning}`);
    const open = items.map(decodeTask).filter(({ id, status: now }) => now === 'open' && (only ?? id) === id);
    // An older release listed everybody: so many such rows would not fit into one write.
    return open.map((task) => ({
      Put: putIfOpen(this.table, { ...task, data: withinRow(task.data), status, closedOn }),
    }));
  }

  private async putState(put: ConstructorParameters<typeof PutItemCommand>[0]): Promise<void> {
    if (!(await putIf(this.client, put))) throw new StateMovedError();
  }

  /** `null` when everything was written, else the places of the rows that were there already. */
  private async writeTogether(parts: TransactWriteItem[]): Promise<ReadonlySet<number> | null> {
    const loss = await transact(this.client, parts);
    if (loss === null) return null;
    if (loss.refused.has(0) || loss.isInConflict) throw new StateMovedError();
    return new Set(loss.refused.keys());
  }

  private fromSortKey(accountId: string, sortKey: string, ConsistentRead: boolean): Promise<Item[]> {
    return this.query({
      KeyConditionExpression: 'pk = :pk AND sk >= :sk',
      ExpressionAttributeValues: { ':pk': { S: accountKey(accountId) }, ':sk': { S: sortKey } },
      ConsistentRead,
    });
  }

  private records(accountId: string, prefix: string): Promise<Item[]> {
    return this.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: accountKey(accountId) }, ':prefix': { S: prefix } },
      ConsistentRead: true,
    });
  }

  private query(query: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
    return queryAll(this.client, { ...query, TableName: this.table });
  }
}
