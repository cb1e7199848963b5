import { beforeAll, describe, expect, test } from 'vitest';
import { answerRequest } from '../../functions/operate/answer-request.ts';
import type { Tools } from '../../functions/operate/operation.ts';
import { scoreAccount } from '../../functions/scoring/score-account.ts';
import { encodeAccount, encodeContact, encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { toolsOver } from '../support/operator.ts';
import { createTables, rowsUnder, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-01T03:00:00Z');
const composed = 'ガリバー'.normalize('NFC');
const decomposed = composed.normalize('NFD');
let tables: TestTables;
let tools: Tools;

/** As a release before stored them, which took every spelling for an id of its own. */
beforeAll(async () => {
  tables = await createTables();
  tools = toolsOver(tables, () => NOW);
  await tools.playbooks.push(defaultPlaybook, undefined, 'v1', new Date(NOW).toISOString());
  await batchPut(tables.client, tables.accountsTable, [
    encodeCsm({ id: decomposed, name: 'Aya', email: 'aya@test.example', role: 'csm' }),
    encodeAccount({ id: 'koa', name: 'Koa', csm: decomposed }),
    encodeContact({ id: decomposed, account: 'koa', name: 'Hana' }),
    encodeAccount({ id: decomposed, name: 'Gulliver' }),
  ]);
});

const importRow = (kind: string, facts: object) =>
  answerRequest({ command: 'import-rows', kind, rows: [{ line: 2, facts }] }, tools);
const nothingRefused = { result: { refused: [], warnings: [] } };

describe('what a release before stored under another spelling of its id', () => {
  test('is the same contact and the same colleague in the next import', async () => {
    expect(await importRow('csms', { id: composed, name: 'Aya K.', email: 'aya@test.example' })).toMatchObject(
      nothingRefused,
    );
    expect(await importRow('contacts', { id: composed, account: 'koa', role: 'champion' })).toMatchObject(
      nothingRefused,
    );
    expect(await importRow('accounts', { id: 'koa', csm: composed })).toMatchObject(nothingRefused);
    const rows = await rowsUnder(tables.client, tables.accountsTable, 'account#koa');
    expect(rows.filter(({ sk }) => sk?.S?.startsWith('3#')).map(({ sk }) => sk?.S)).toEqual([
      '3#account',
      `3#contact#${decomposed}`,
    ]);
    expect(await tools.directory.findFacts('contacts', [{ id: composed, account: 'koa' }])).toEqual([
      { id: decomposed, account: 'koa', name: 'Hana', role: 'champion' },
    ]);
    expect(await tools.directory.findAccount('koa')).toMatchObject({ csm: decomposed });
    expect(await rowsUnder(tables.client, tables.accountsTable, `csm#${composed}`)).toEqual([]);
  });

  test('is found by commands, whichever spelling they are given', async () => {
    for (const account of [composed, decomposed]) {
      expect(await answerRequest({ command: 'explain-account', account }, tools)).toMatchObject({
        result: { account: decomposed },
      });
    }
  });

  test('is not scored where it is an account: it would seem silent, and its customer would be written to twice', async () => {
    const scoring = await tools.openScoring('2026-06-01');
    await expect(scoreAccount(scoring, decomposed)).rejects.toMatchObject({ code: 'old-spelling' });
    expect(await importRow('accounts', { id: decomposed, name: 'Gulliver' })).toMatchObject(nothingRefused);
    expect(await scoreAccount(scoring, composed)).toMatchObject({ result: 'scored' });
    expect(await scoreAccount(scoring, decomposed)).toEqual({ result: 'old-spelling' });
    expect(await answerRequest({ command: 'explain-account', account: decomposed }, tools)).toMatchObject({
      result: { account: composed },
    });
  });
});

describe('half a character', () => {
  test('is refused by the operator’s function, which says where it stands; of a file it costs its row alone', async () => {
    const half = 'ko\ud800a';
    const answer = await answerRequest({ command: 'note-next-action', account: 'koa', text: half, by: 'aya' }, tools);
    expect(answer).toMatchObject({ refusal: { code: 'half-a-character', why: expect.stringMatching(/^text holds/) } });
    const rows = [
      { line: 2, facts: { id: half, name: 'Half' } },
      { line: 3, facts: { id: 'whole', name: 'Whole' } },
      { line: 4, facts: { id: 'other', name: 'Other', plan: half } },
      { line: 5, facts: { id: 'third', name: 'Third', csm: half } },
    ];
    expect(await answerRequest({ command: 'import-rows', kind: 'accounts', rows }, tools)).toMatchObject({
      result: {
        imported: 3,
        refused: [{ line: 2, reason: expect.stringContaining('half a character') }],
        warnings: [
          { line: 4, column: 'plan', reason: expect.stringContaining('half a character') },
          { line: 5, column: 'csm', reason: expect.stringContaining('half a character') },
        ],
      },
    });
  });
});
