import { operatorNamed } from '../../domain/audit/audit.ts';
import { type CrmMapping, crmMappingSchema } from '../../domain/crm/crm-mapping.ts';
import type { CrmName } from '../../domain/crm/crm-names.ts';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import type { Task } from '../../domain/tasks/task.ts';
import type { CrmAdapter, CrmParts } from '../../functions/crm/crm-adapter.ts';
import { adapterOf } from '../../functions/crm/open-crms.ts';
import { openReader } from '../../functions/crm/read-accounts.ts';
import { type CrmReport, writeToCrms } from '../../functions/crm/write-to-crms.ts';
import { encodeAccount, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { idsOfBucket } from '../../functions/store/accounts/ids-of-bucket.ts';
import { encodeState } from '../../functions/store/accounts/state-item.ts';
import { encodeAuditEntry } from '../../functions/store/audit/audit-items.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { batchPut } from '../../functions/store/batches.ts';
import type { DynamoDBClient } from '../../functions/store/client.ts';
import { DynamoCrm } from '../../functions/store/crm/crm-rows.ts';
import { type CrmDouble, sendTo } from './crm-doubles/double.ts';
import { defaultPlaybook } from './default-playbook.ts';
import { memoryDynamo } from './memory-dynamo.ts';

export const crmDay = '2026-06-02';
const TABLE = 'accounts';

/** What an evaluation left of an account with this score, in tenths, and these tasks open. */
export const stateWith = (score: number, tasks: readonly Task[] = []): AccountState => ({
  lastScoredDay: crmDay,
  watchedSince: '2026-01-01',
  stage: null,
  health: {
    score,
    parts: [{ indicator: 'login-level', value: 0.5, mark: score / 10, weight: 1, points: score }],
    stale: false,
    day: crmDay,
  },
  scores: { [crmDay]: score },
  episodes: tasks.map(({ id, episode, signal, template, due, assignee }) => ({
    ...{ id: episode, signal, subject: null, openedOn: crmDay, steps: [] },
    tasks: [{ id, template, due, assignee }],
  })),
});

/** Accounts in a store, CRMs that stand in for the real ones, and a clock that moves when somebody waits. */
export class CrmWorld {
  now = Date.parse(`${crmDay}T03:00:00.000Z`);
  readonly store: DynamoCrm;
  private readonly versions = new Map<string, number>();

  constructor(
    private readonly doubles: Partial<Record<CrmName, { double: CrmDouble; secret(): string }>>,
    readonly client: DynamoDBClient = memoryDynamo(),
    readonly table = TABLE,
  ) {
    this.store = new DynamoCrm(client, table);
  }

  readonly audit = (what: 'crm-mapping-taken') => ({
    ...{ at: new Date(this.now).toISOString(), who: operatorNamed('ops'), door: 'command' as const, what, about: {} },
    ...{ before: null, after: null },
  });

  async use(mapping: unknown): Promise<CrmMapping> {
    const parsed = crmMappingSchema.parse(mapping);
    await this.store.keepMapping(parsed, this.audit('crm-mapping-taken'));
    return parsed;
  }

  /** New accounts, or new scores of those that are there, as evaluations would write them; with tasks that they found open. */
  async score(scores: Readonly<Record<string, number>>, tasks: readonly Task[] = []): Promise<void> {
    const ids = Object.keys(scores);
    await batchPut(
      this.client,
      this.table,
      ids.flatMap((id) => {
        const version = (this.versions.get(id) ?? 0) + 1;
        this.versions.set(id, version);
        const account = encodeAccount({ id, name: `${id} Inc.`, renewalDate: '2026-12-01' });
        return [account, encodeState(id, { version, state: stateWith(scores[id] as number, tasks) })];
      }),
    );
    for (const id of ids) await this.store.mark(id, new Date(this.now).toISOString());
  }

  /** As somebody who worked on it writes it. */
  async work(task: Task): Promise<void> {
    const by = { at: new Date(this.now).toISOString(), who: operatorNamed('ops'), door: 'command' as const };
    const entry = { ...by, what: 'task-done' as const, about: { account: task.account, task: task.id } };
    const changed = { before: { status: 'open' }, after: { status: task.status } };
    await batchPut(this.client, this.table, [encodeTask(task), encodeAuditEntry({ ...entry, ...changed })]);
  }

  /** One run of the function. */
  async run({ hasTime = () => true } = {}): Promise<CrmReport> {
    const { client, table, doubles } = this;
    const reading = { client, table, locale: 'en' as const, today: crmDay };
    const adapters: Partial<Record<CrmName, (mapping: CrmMapping) => CrmAdapter>> = {};
    for (const [crm, { double, secret }] of Object.entries(doubles) as [
      CrmName,
      { double: CrmDouble; secret(): string },
    ][]) {
      const parts: CrmParts = {
        url: new URL('https://crm.example'),
        secret: async () => secret(),
        send: sendTo(double),
      };
      adapters[crm] = (mapping) => adapterOf(crm, parts, mapping);
    }
    const report = await writeToCrms({
      store: this.store,
      adapters,
      openReader: async () => openReader(reading, defaultPlaybook),
      idsOfBucket: (bucket) => idsOfBucket(client, table, bucket),
      changedSince: (since) => new AuditReader(client, table).accountsSince(since, this.now),
      now: () => this.now,
      sleep: async (ms) => {
        this.now += ms;
      },
      hasTime,
      turnEnds: this.now + 600_000,
    });
    if (report === null) throw new Error('another run has the turn');
    return report;
  }
}
