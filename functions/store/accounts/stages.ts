import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Account } from '../../../domain/account/account.ts';
import type { Activity } from '../../../domain/activities/activity.ts';
import type { AuditEntry } from '../../../domain/audit/audit.ts';
import type { ReportedFacts } from '../../../domain/import/facts.ts';
import type { LedgerEntry } from '../../../domain/ledger/ledger-entry.ts';
import type { StageMoved } from '../../../domain/sign-in/last-act.ts';
import type { StageProgress } from '../../../domain/stages/progress.ts';
import { auditPuts } from '../audit/audit-items.ts';
import { type DynamoDBClient, GetItemCommand } from '../client.ts';
import type { Item } from '../item.ts';
import { accountRowKey, activityRowKey, stateRowKey } from '../keys.ts';
import { encodeLedgerEntry } from '../ledger/ledger-items.ts';
import { transact } from '../transact.ts';
import { encodeAccount, encodeActivity } from './account-items.ts';
import { decodeReportedFacts, ifUntouched, withReportedAt } from './reported-facts.ts';
import { decodeState, encodeState, type StoredState } from './state-item.ts';

export interface StageMove {
  before: Account;
  after: Account;
  /** When it was set (ms): what was told of the stage earlier and arrives later doesn't undo it. */
  at: number;
  activity: Activity;
  /** Of the activity; seconds. */
  expiresAt: number;
  audit?: AuditEntry;
}

/** Stages that people set by hand. */
export class DynamoStages {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * Writes down the account's new facts, the reason, and what the next evaluation has to find: `at`, when its stage had
   * been told before (ms), where that is known; false when the account was changed or evaluated in between.
   *
   * @param state as it was read, but for the stage; `null` when the account was never evaluated
   */
  async move(
    { before, after, at, activity, expiresAt, audit }: StageMove,
    state: StoredState | null,
  ): Promise<{ at?: number } | false> {
    const stored = await this.facts(after.id);
    if (stored === undefined || JSON.stringify(stored.facts) !== JSON.stringify(before)) return false;
    const { reportedAt } = stored;
    const parts = [
      this.factsPut(stored, { ...stored, facts: after, reportedAt: { ...reportedAt, stage: at } }),
      { Put: { TableName: this.table, Item: encodeActivity(after.id, activity, expiresAt) } },
      ...auditPuts(this.table, audit),
      ...(state === null ? [] : [this.statePut(after.id, state)]),
    ];
    if ((await transact(this.client, parts)) !== null) return false;
    return reportedAt.stage === undefined ? {} : { at: reportedAt.stage };
  }

  /**
   * The account, its way through the stages and its records as if its stage had not been set; `overtaken` when it was
   * changed or evaluated at this moment, `said-since` when its stage was told or set again.
   *
   * @param entriesOf what its ledger says then, by the stage that stood
   */
  async takeBack(
    account: string,
    { stage, at, activity, before }: StageMoved['moved'],
    audit: AuditEntry,
    entriesOf: (stands: StageProgress | null) => LedgerEntry[],
  ): Promise<'taken-back' | 'overtaken' | 'said-since'> {
    const [stored, state] = await Promise.all([this.facts(account), this.item(stateRowKey(account))]);
    if (stored?.facts.stage !== stage || stored.reportedAt.stage !== at) return 'said-since';
    const { stage: _, ...facts } = stored.facts;
    const { stage: __, ...reportedAt } = stored.reportedAt;
    const as = {
      ...stored,
      facts: { ...facts, ...(before.stage !== undefined && { stage: before.stage }) },
      reportedAt: { ...reportedAt, ...(before.at !== undefined && { stage: before.at }) },
    };
    const standing = state && decodeState(state);
    const parts: TransactWriteItem[] = [
      this.factsPut(stored, as),
      { Delete: { TableName: this.table, Key: activityRowKey(account, activity) } },
      ...auditPuts(this.table, audit),
    ];
    if (standing !== undefined) {
      const entries = entriesOf(standing.state.stage);
      parts.push(this.statePut(account, { ...standing, state: { ...standing.state, stage: before.progress } }));
      parts.push(
        ...entries.map((entry) => ({ Put: { TableName: this.table, Item: encodeLedgerEntry(account, entry) } })),
      );
    }
    return (await transact(this.client, parts)) === null ? 'taken-back' : 'overtaken';
  }

  private async facts(account: string): Promise<ReportedFacts<'accounts'> | undefined> {
    const item = await this.item(accountRowKey(account));
    return item && decodeReportedFacts('accounts', item);
  }

  private async item(Key: Item): Promise<Item | undefined> {
    const asked = new GetItemCommand({ TableName: this.table, Key, ConsistentRead: true });
    return (await this.client.send(asked)).Item;
  }

  private factsPut(asRead: ReportedFacts<'accounts'>, as: ReportedFacts<'accounts'>): TransactWriteItem {
    const Item = withReportedAt(encodeAccount(as.facts), as);
    return { Put: { TableName: this.table, Item, ...ifUntouched('accounts', asRead) } };
  }

  /** @param state with the version that it was read with */
  private statePut(account: string, state: StoredState): TransactWriteItem {
    return {
      Put: {
        TableName: this.table,
        Item: encodeState(account, { ...state, version: state.version + 1 }),
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': { N: String(state.version) } },
      },
    };
  }
}
