import { beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../../domain/account/account.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import { openScoring } from '../../functions/scoring/scoring.ts';
import { encodeAccount, encodeAnswer, encodeContact, encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { decodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { company } from '../support/plays.ts';
import { defaultPlaybook, tokyo } from '../support/story.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const TODAY = '2026-06-01';
const NOW = new Date('2026-06-01T09:00:00+09:00');
const renewal = { ...defaultPlaybook.plays.renewal, level: 'parent' } as Playbook['plays'][string];
const playbook: Playbook = { ...defaultPlaybook, plays: { ...defaultPlaybook.plays, renewal } };

let tables: TestTables;
beforeEach(async () => {
  tables = await createTables();
  await new DynamoPlaybooks(tables.client, tables.accountsTable).push(playbook, undefined, 'v1', NOW.toISOString());
  await put(
    encodeCsm({ id: 'gina', name: 'Gina', email: 'gina@cs.example', role: 'csm' }),
    encodeContact({ id: 'head', account: 'group', email: 'hana@group.example', role: 'admin' }),
    accountItem('group', { csm: 'gina' }),
    accountItem('north', { parent: 'group' }),
    accountItem('koa', { parent: 'north', renewalDate: '2026-08-01' }),
    accountItem('nest', { parent: 'group', renewalDate: '2026-08-01' }),
    accountItem('lost', { parent: 'nobody', renewalDate: '2026-08-01' }),
    accountItem('left', { parent: 'right', renewalDate: '2026-08-01' }),
    accountItem('right', { parent: 'left' }),
  );
});

const put = (...items: ReturnType<typeof encodeAccount>[]) => batchPut(tables.client, tables.accountsTable, items);
const accountItem = (id: string, facts: Partial<Account>) => encodeAccount({ id, name: id, ...facts });
async function scoring() {
  const { client, accountsTable: table } = tables;
  return openScoring({ client, table, company, sources: [], clock: tokyo, now: () => NOW }, TODAY);
}
const loaded = async (id: string, by = playbook) =>
  (await scoring()).accounts.load(id, { playbook: by, asOf: TODAY, today: TODAY, isConsistent: true });
const mailsOf = async (id: string) => {
  const rows = await rowsUnder(tables.client, tables.accountsTable, `account#${id}`);
  const mails = rows.filter(({ sk }) => sk?.S?.startsWith('1#mail#')).map(decodeMail);
  return mails.filter(({ content }) => content.type === 'customer');
};

describe('accounts of one parent, at whose level the renewal is', () => {
  test('are asked about by one mail to the topmost parent, whichever of them is scored first', async () => {
    for (const id of ['koa', 'nest']) {
      expect(await scoreAccount(await scoring(), id)).toMatchObject({ result: 'scored' });
    }
    const mails = await mailsOf('group');
    expect(mails.map(({ id, to }) => [id, to.address])).toEqual([
      ['group/renewal-due/2026-08-01/2026-08-01/renewal-intent/head', 'hana@group.example'],
    ]);
    expect(mails[0]?.cause).toMatchObject({ account: 'koa', episode: `koa/renewal-due/2026-08-01/${TODAY}` });
    expect([await mailsOf('koa'), await mailsOf('nest')]).toEqual([[], []]);
  });

  test('come with what is on record of it, and its answers', async () => {
    await put(encodeAnswer('group', { renewalDate: '2026-08-01', answer: 'renew', day: TODAY }));
    const koa = await loaded('koa');
    expect(koa?.parent).toMatchObject({ account: { id: 'group' }, contacts: [{ id: 'head' }] });
    expect(koa?.answers).toMatchObject([{ answer: 'renew' }]);
    expect(await loaded('group')).not.toHaveProperty('parent');
  });

  test('are for themselves where the parent is not there or leads in a circle', async () => {
    expect((await loaded('lost'))?.parent).toBeNull();
    expect((await loaded('left'))?.parent).toBeNull();
  });

  test('are read without it by a playbook that asks for none', async () => {
    expect(await loaded('koa', defaultPlaybook)).not.toHaveProperty('parent');
  });
});
