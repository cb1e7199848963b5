import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SkippedAccounts } from '../../domain/evaluation/skipped-accounts.ts';
import { addDays } from '../../domain/time/day.ts';
import { localClock } from '../../domain/time/time-zone.ts';
import { startInstallation } from '../../local/installation.ts';
import { readLocalConfig } from '../../local/local-config.ts';
import { operate } from '../../local/operator.ts';
import { type LocalOutputs, writeOutputs } from '../../local/run-files.ts';
import { StopList } from '../../local/stop-list.ts';
import { needsBrowser } from '../support/browser.ts';
import { createDataStack, type DataTables, dataTables } from '../support/data-stack.ts';
import { findFreePorts } from '../support/free-port.ts';
import { type Listings, readListings, readRelease, readRows, readTemplate } from '../support/previous-release.ts';
import { sakimawari } from './installation.ts';
import { teamPages } from './team-pages.ts';

// A stage of the release before this one, with what it holds; this one is deployed over it, as `cdk deploy` does.
const release = readRelease();
const told = readListings();
const folder = mkdtempSync(join(tmpdir(), 'sakimawari-upgrade-'));
const stops = new StopList();
const outputsOfOthers = process.env.SAKIMAWARI_OUTPUTS as string;
let outputs: LocalOutputs;
let tablesBefore: DataTables;
let tablesNow: DataTables;

async function deployPreviousData(endpoint: string): Promise<void> {
  const rows = { accounts: readRows('accounts'), events: readRows('events') };
  tablesBefore = await createDataStack(endpoint, JSON.stringify(readTemplate('data')), rows);
}

beforeAll(async () => {
  const [aws, api, mailbox, smtp] = (await findFreePorts(4)) as [number, number, number, number];
  const installation = await startInstallation({
    folder,
    ports: { aws, api, mailbox, smtp },
    stops,
    report: (_title, work) => work(),
    prepare: deployPreviousData,
  });
  outputs = installation.outputs;
  tablesNow = await dataTables(outputs.awsEndpoint);
  process.env.SAKIMAWARI_OUTPUTS = join(folder, 'outputs.json');
  writeOutputs(process.env.SAKIMAWARI_OUTPUTS, outputs);
});

afterAll(async () => {
  process.env.SAKIMAWARI_OUTPUTS = outputsOfOthers;
  await stops.stopAll();
  rmSync(folder, { recursive: true, force: true });
});

const caught = async (): Promise<unknown[]> =>
  (await fetch(`${outputs.mailboxUrl}/email`)).json() as Promise<unknown[]>;
const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
const listed = async <Name extends keyof Listings>(name: Name): Promise<Listings[Name]> =>
  (await operate<Listings[Name]>(name)).toSorted(byId) as Listings[Name];
/** What a mail is about, whatever the day on which its signal began. */
const aboutOf = ({ id }: { id: string }) => id.replace(/\/\d{4}-\d{2}-\d{2}(?=\/)/, '');

const task = told.tasks.find(({ status }) => status === 'open') as Listings['tasks'][number];

describe(`A stage of ${release.version} (${release.commit.slice(0, 7)}) that is upgraded to this release`, () => {
  test('keeps its tables, and nobody is written to because of it', async () => {
    expect(tablesNow).toEqual(tablesBefore);
    await operate('settle');
    expect(await caught()).toEqual([]);
  });

  test('says what it said before: accounts with their scores, tasks, and every mail', async () => {
    const accounts = await listed('accounts');
    expect(accounts.map(({ id, name, score, csm }) => ({ id, name, score, csm }))).toEqual(
      told.accounts.toSorted(byId).map(({ id, name, score, csm }) => ({ id, name, score, csm })),
    );
    const taskOf = ({ id, account, assignee, status, due, title }: Listings['tasks'][number]) => ({
      ...{ id, account, assignee, status, due, title },
    });
    expect((await listed('tasks')).map(taskOf)).toEqual(told.tasks.toSorted(byId).map(taskOf));
    const mailOf = ({ id, account, kind, status, to, subject }: Listings['mails'][number]) => ({
      ...{ id, account, kind, status, to, subject },
    });
    expect((await listed('mails')).map(mailOf)).toEqual(told.mails.toSorted(byId).map(mailOf));
  });

  test('is migrated by one command, and a second time there is nothing to do', async () => {
    const first = await operate<Record<string, number>>('migrate');
    expect(first.left).toBe(0);
    expect(first.moved).toBeGreaterThan(0);
    const figures = await operate('kpis');
    const nothing = Object.fromEntries(Object.keys(first).map((name) => [name, 0]));
    expect(await operate('migrate')).toEqual(nothing);
    expect(await operate('kpis')).toEqual(figures);
    const checks: { check: string; ok: boolean }[] = JSON.parse((await sakimawari('doctor', '--json')).stdout);
    expect(
      checks.filter(({ check, ok }) => !ok && ['stored-rows', 'unreadable-rows', 'playbook'].includes(check)),
    ).toEqual([]);
    expect(await caught()).toEqual([]);
  });

  test('goes through its night: every account is scored, and no mail goes out that had gone out before', async () => {
    const today = localClock(readLocalConfig().company.timeZone).dayOf(Date.now());
    const asOf = today > release.day ? addDays(release.day, 1) : release.day;
    const scored = await operate<{ accounts: number; skipped: SkippedAccounts[]; failed: SkippedAccounts[] }>(
      'score',
      '--as-of',
      asOf,
    );
    expect(scored).toMatchObject({ accounts: told.accounts.length, skipped: [], failed: [] });
    await operate('settle');
    const before = new Set(told.mails.map(({ id }) => id));
    const aboutBefore = new Set(told.mails.filter(({ status }) => status === 'sent').map(aboutOf));
    const added = (await listed('mails')).filter(({ id }) => !before.has(id));
    expect(added.filter((mail) => aboutBefore.has(aboutOf(mail))).map(({ id }) => id)).toEqual([]);
    expect(await caught()).toHaveLength(added.filter(({ status }) => status === 'sent').length);
  });

  test('lets a task of before be finished', async () => {
    await operate('tasks', 'done', task.id, '--outcome', 'helped', '--by', task.assignee);
    const found = (await listed('tasks')).find(({ id }) => id === task.id);
    expect(found).toMatchObject({ status: 'done', outcome: 'helped' });
  });

  test('shows its account on the pages', needsBrowser, async () => {
    const page = await signIn(task.assignee, 'en');
    const account = told.accounts.find(({ id }) => id === task.account) as Listings['accounts'][number];
    for (const path of ['accounts', `accounts/${task.account}`]) {
      await page.goto(`${outputs.webUrl}/${path}`);
      expect(await page.textContent('main')).toContain(account.name);
    }
  });
});

const signIn = teamPages();
