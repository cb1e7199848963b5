import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import type { Studies } from '../../functions/studies/studies.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { studiesInProcess } from '../support/study-runs.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-10T03:00:00Z');
const story = (expected: string) => `stories:
  - story: Nobody for two months
    watchedFrom: 2026-06-01
    events: [{ on: 2026-03-01, event: login, user: mei }]
    expect: [{ on: 2026-06-01, ${expected} }]
`;

let folder: string;
let tables: TestTables;
let studies: Studies;
let say: (...line: string[]) => Promise<Said>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sakimawari-stories-'));
  await writeFile(join(folder, 'playbook.json'), JSON.stringify(defaultPlaybook));
  await writeFile(join(folder, 'right.yaml'), story('opens: no-login'));
  await writeFile(join(folder, 'wrong.yaml'), story('raised: nothing'));
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  tables = await createTables();
  const tools = toolsOver(tables, () => NOW);
  ({ studies } = studiesInProcess(tables, tools.installation.company, () => NOW));
  const installation = installationOf({ ...tools, studies });
  say = (...line) => sayTo(line, { openInstallation: () => installation, now: () => NOW });
});

const push = (stories: string) =>
  say('playbook', 'push', join(folder, 'playbook.json'), '--stories', join(folder, stories), '--json');
const playbooks = () => new DynamoPlaybooks(tables.client, tables.accountsTable);

describe('stories that are handed over with a playbook', () => {
  it('are kept, and a changed playbook is held to them, shard by shard', async () => {
    expect((await push('right.yaml')).exitCode).toBe(0);
    expect((await playbooks().stories())?.map(({ file }) => file)).toEqual(['right.yaml']);
    const noLogin = defaultPlaybook.signals['no-login'] as Playbook['signals'][string];
    const later = { ...noLogin, when: { ...noLogin.when, tripsAtOrAbove: 200 } } as typeof noLogin;
    const changed = { ...defaultPlaybook, signals: { ...defaultPlaybook.signals, 'no-login': later } };
    const asked = await studies.start({ kind: 'stories', question: { playbook: changed }, playbook: 'v1' }, 'aoi');
    const look = await studies.look<'stories'>(asked.id);
    expect(look).toMatchObject({ state: 'done', answer: { stories: 1, already: 0, more: 0 } });
    expect(look?.answer?.broken).toMatchObject([{ file: 'right.yaml', story: 'Nobody for two months' }]);
  });

  it('that come otherwise keep the playbook from being pushed, and are told', async () => {
    const { exitCode, stderr } = await push('wrong.yaml');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Nobody for two months');
    expect([await playbooks().currentVersion(), await playbooks().stories()]).toEqual([undefined, undefined]);
  });

  it('take the place of those before, also with a playbook that runs already', async () => {
    await say('playbook', 'push', join(folder, 'playbook.json'), '--json');
    expect(await playbooks().stories()).toBeUndefined();
    await push('right.yaml');
    expect([await playbooks().currentVersion(), (await playbooks().stories())?.length]).toEqual(['v1', 1]);
  });
});
