import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { lambdaSettings } from '../../functions/aws/aws-endpoint.ts';
import { AwsJsonClient, dynamoDb } from '../../functions/aws/json-client.ts';
import { keptBoard } from '../../functions/readings/kept-board.ts';
import { boardTools, buildBoard } from '../../functions/scoring/keep-board.ts';
import { showAccounts } from '../../functions/serve-team/accounts.ts';
import type { PageRequest, Showing } from '../../functions/serve-team/page-request.ts';
import { encodeAccount, encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { encodeState } from '../../functions/store/accounts/state-item.ts';
import { batchDelete, batchPut } from '../../functions/store/batches.ts';
import { BoardReader } from '../../functions/store/board/board-reader.ts';
import { accountRowKey } from '../../functions/store/keys.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { TeamRecords } from '../../functions/store/work/team-records.ts';
import { WebRecords } from '../../functions/store/work/web-records.ts';
import type { TeamFile, TeamPage } from '../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { company } from '../support/web-in-memory.ts';

const today = '2026-06-03';
const clock = localClock('UTC');
const count = 100;
const idOf = (i: number) => `acc-${String(i).padStart(3, '0')}`;
let now = Date.parse(`${today}T03:00:00Z`);

const accountOf = (i: number, more: object = {}) =>
  encodeAccount({ id: idOf(i), name: `Firm ${i}`, csm: i % 2 === 0 ? 'aoi' : 'mika', ...more });
const stateOf = (i: number, score: number) =>
  encodeState(idOf(i), {
    version: 1,
    state: {
      lastScoredDay: today,
      watchedSince: today,
      stage: null,
      health: { score, parts: [], stale: false, day: today },
      scores: { [today]: score },
      episodes: [],
    } satisfies AccountState,
  });

describe('The list of accounts, as it is read', () => {
  let tables: TestTables;
  let showing: Showing;
  const sends = vi.fn();

  beforeAll(async () => {
    tables = await createTables();
    const { client, accountsTable } = tables;
    await new DynamoPlaybooks(client, accountsTable).push(
      defaultPlaybook,
      undefined,
      'v1',
      new Date(now).toISOString(),
    );
    await batchPut(client, accountsTable, [
      encodeCsm({ id: 'aoi', name: 'Aoi', email: 'aoi@mirai.example', role: 'csm' }),
      encodeCsm({
        id: 'mika',
        name: 'Mika',
        email: 'mika@mirai.example',
        role: 'csm',
        leftOn: today,
        successor: 'aoi',
      }),
      ...Array.from({ length: count }, (_, i) => [accountOf(i), stateOf(i, i * 10)]).flat(),
    ]);
    const tools = boardTools(client, accountsTable, { clock, now: () => now });
    await Promise.all(Array.from({ length: 64 }, (_, bucket) => buildBoard(tools, bucket)));
    const send = client.send.bind(client);
    client.send = ((command: never) => {
      sends(command);
      return send(command);
    }) as typeof client.send;
    const records = new WebRecords(
      new AwsJsonClient(dynamoDb, {
        ...lambdaSettings(),
        endpoint: process.env.SAKIMAWARI_TEST_AWS_ENDPOINT as string,
      }),
      accountsTable,
    );
    showing = {
      company,
      clock,
      now: () => now,
      lists: new TeamRecords(client, accountsTable),
      keptBoard: keptBoard(new BoardReader(client, accountsTable), records, () => now),
    } as unknown as Showing;
  });

  const show = (address = '') =>
    showAccounts(
      { reader: { locale: 'en' }, id: '', query: new URLSearchParams(address) } as unknown as PageRequest,
      showing,
    );
  const page = async (address = '') => {
    const { lead, body } = (await show(address)) as TeamPage;
    const markup = body?.markup ?? '';
    return { lead, markup, names: [...markup.matchAll(/<bdi>(Firm[^<]*)</g)].map(([, name]) => name) };
  };

  it('begins with the worst, and goes on page by page until all were shown once', async () => {
    const names: (string | undefined)[] = [];
    for (let address: string | undefined = ''; address !== undefined; ) {
      const shown = await page(address);
      expect(shown.lead).toBe('100 accounts');
      names.push(...shown.names);
      address = /rel="next" href="\/accounts\?([^"]*)"/.exec(shown.markup)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(names).toEqual(Array.from({ length: count }, (_, i) => `Firm ${i}`));
  });

  it('finds by name, and by whoever looks after them now', async () => {
    expect((await page('q=ACC-09&sort=-health')).names).toEqual(
      [99, 98, 97, 96, 95, 94, 93, 92, 91, 90].map((i) => `Firm ${i}`),
    );
    expect((await page('csm=aoi&grade=healthy')).lead).toBe('30 of 100 accounts');
    expect((await page('csm=mika')).names).toEqual([]);
  });

  it('reads, while it is turned over, the facts and states of those it shows and nothing else', async () => {
    await page();
    sends.mockClear();
    await page('after=35');
    const reads = sends.mock.calls.map(([{ input }]) => input.RequestItems[tables.accountsTable].Keys.length);
    expect(reads).toEqual([35, 35]);
  });

  it('shows each as it stands now, in the order in which it stood, without those who are there no more', async () => {
    const { client, accountsTable } = tables;
    await batchPut(client, accountsTable, [accountOf(0, { name: 'Firm renamed' }), stateOf(1, 1000)]);
    await batchDelete(client, accountsTable, [accountRowKey(idOf(2))]);
    const { names, markup } = await page();
    expect(names.slice(0, 3)).toEqual(['Firm renamed', 'Firm 1', 'Firm 3']);
    expect(markup).toContain('<b>100</b>');
    now += 11_000;
    expect((await page()).names.slice(0, 3)).toEqual(['Firm renamed', 'Firm 1', 'Firm 3']);
  });

  it('is saved whole, whichever page is shown', async () => {
    const { name, text } = (await show('form=csv&q=firm&after=35')) as TeamFile;
    expect(name).toBe('accounts-2026-06-03.csv');
    expect(parse(text, { bom: true })).toHaveLength(count + 1);
  });

  it('says what comes next where there is no board and no account yet', async () => {
    const { client, accountsTable } = await createTables();
    const records = { members: async () => [], playbook: async () => undefined };
    const empty = keptBoard(new BoardReader(client, accountsTable), records, () => now);
    const { body } = (await showAccounts(
      { reader: { locale: 'en' }, id: '', query: new URLSearchParams() } as unknown as PageRequest,
      { ...showing, keptBoard: empty },
    )) as TeamPage;
    expect(body?.markup).toMatch(/next night’s run.*No accounts yet/s);
  });
});
