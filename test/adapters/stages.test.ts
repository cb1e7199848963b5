import { beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry, memberOf } from '../../domain/audit/audit.ts';
import type { StageMoved } from '../../domain/sign-in/last-act.ts';
import { DynamoAccounts } from '../../functions/store/accounts/accounts.ts';
import { DynamoStages } from '../../functions/store/accounts/stages.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { LedgerReader } from '../../functions/store/ledger/ledger-reader.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { moveStage, type StageMoving, takeStageBack } from '../../functions/work/move-stage.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { scoreNights, scoringSettings, storeAccount } from '../support/stored-account.ts';
import { tokyo } from '../support/story.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { company } from '../support/web-in-memory.ts';

const TODAY = '2026-06-01';
const noon = Date.parse(`${TODAY}T12:00:00+09:00`);
const doing = { who: memberOf('aoi'), door: 'page' } as const;

let tables: TestTables;
let now = noon;
let moving: StageMoving;

beforeAll(async () => {
  tables = await createTables();
  const { client, accountsTable } = tables;
  await new DynamoPlaybooks(client, accountsTable).push(defaultPlaybook, undefined, 'v1', new Date(noon).toISOString());
  moving = {
    accounts: new DynamoAccounts(client, accountsTable),
    stages: new DynamoStages(client, accountsTable),
    changedAccounts: { send: async () => {} },
    clock: tokyo,
    now: () => now,
  };
});

const settings = () => scoringSettings(tables, company, new Date(now));
const options = { playbook: defaultPlaybook, asOf: TODAY, today: TODAY, isConsistent: true };
const stands = async (id: string) => {
  const { client, accountsTable } = tables;
  const snapshot = await moving.accounts.load(id, options);
  const history = await new LedgerReader(client, accountsTable).read(id);
  const audit = await new AuditReader(client, accountsTable).ofAccount(id, { limit: 20 });
  return {
    named: snapshot?.account.stage,
    stage: snapshot?.stored?.state.stage,
    reasons: snapshot?.activities.map(({ note, by }) => [note, by]),
    ledger: [...history].filter(({ fact }) => fact === 'stage').map(({ value }) => value),
    audit: audit.entries.map(({ what, before, after }: AuditEntry) => [what, before, after]),
  };
};

async function set(account: string, stage: 'adoption' | 'expansion', activity: string): Promise<StageMoved['moved']> {
  now += 1000;
  const asked = { account, stage, reason: 'They run it', activity, by: 'aoi' };
  const result = await moveStage(moving, defaultPlaybook, asked, doing);
  if ('refused' in result || result.moved === undefined) throw new Error(JSON.stringify(result));
  return result.moved;
}

const takeBack = async (account: string, moved: StageMoved['moved']) => {
  now += 1000;
  // As the session keeps it.
  return takeStageBack(moving, JSON.parse(JSON.stringify({ account, moved })), doing, 'aoi');
};

describe('a stage that was set by hand', () => {
  it('is as it was once it is taken back, also where an evaluation has come in between', async () => {
    for (const [id, isEvaluated] of [
      ['koa', false],
      ['aster', true],
    ] as const) {
      await storeAccount(tables, { id, name: id, stage: 'onboarding-1', contractStart: '2026-05-01' }, [], []);
      await scoreNights(settings(), id, '2026-05-30', TODAY);
      const before = await stands(id);
      const moved = await set(id, 'adoption', 'a1');
      if (isEvaluated) await scoreNights(settings(), id, TODAY, TODAY);
      expect((await stands(id)).reasons).toEqual([['They run it', 'aoi']]);
      expect(await takeBack(id, moved)).toBe(true);
      const after = await stands(id);
      expect([after.named, after.stage, after.reasons]).toEqual([before.named, before.stage, []]);
      expect(after.audit.slice(0, 2)).toEqual([
        ['stage-taken-back', { stage: 'adoption' }, { stage: 'onboarding-1' }],
        ['stage-set', { stage: 'onboarding-1' }, { stage: 'adoption', reason: 'They run it' }],
      ]);
      expect(after.ledger.slice(before.ledger.length)).toEqual(isEvaluated ? ['adoption', 'onboarding-1'] : []);
      await scoreNights(settings(), id, TODAY, TODAY);
      expect((await stands(id)).stage).toEqual(before.stage);
      expect(await takeBack(id, moved)).toBe(false);
    }
  });

  it('leaves an account that had none without one', async () => {
    await storeAccount(tables, { id: 'none', name: 'none' }, [], []);
    const moved = await set('none', 'adoption', 'a1');
    await scoreNights(settings(), 'none', TODAY, TODAY);
    expect((await stands('none')).stage).toMatchObject({ stage: 'adoption' });
    await takeBack('none', moved);
    expect(await stands('none')).toMatchObject({ stage: null, reasons: [] });
    expect((await stands('none')).named).toBeUndefined();
    expect((await stands('none')).ledger.at(-1)).toBeNull();
  });

  it('stays where somebody has set it anew since', async () => {
    await storeAccount(tables, { id: 'anew', name: 'anew', stage: 'onboarding-1' }, [], []);
    const first = await set('anew', 'adoption', 'a1');
    await set('anew', 'expansion', 'a2');
    await set('anew', 'adoption', 'a3');
    expect(await takeBack('anew', first)).toBe(false);
    expect(await stands('anew')).toMatchObject({ named: 'adoption', reasons: Array(3).fill(['They run it', 'aoi']) });
  });
});
