import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { addDays, type Day } from '../../domain/time/day.ts';
import { encodeActivity, encodeEpisode } from '../../functions/store/accounts/account-items.ts';
import { encodeState } from '../../functions/store/accounts/state-item.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { encodeRow } from '../../functions/store/outbox/outbox-items.ts';
import { entry } from '../domain/ledger/ledger-samples.ts';
import { installationOf, type Said, say as sayTo, toolsOver } from '../support/operator.ts';
import { sampleCustomerMail, sampleTaskMail } from '../support/sample-mails.ts';
import { storeAccount } from '../support/stored-account.ts';
import { studiesInProcess } from '../support/study-runs.ts';
import { createTables, type TestTables } from '../support/tables.ts';

const NOW = Date.parse('2026-06-10T03:00:00Z');
const OPENED = '2026-02-02';

const differenceSchema = z.object({
  value: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
});
/** What scripts read of `--json`; keys may be added, so this says only what stays. */
const effectsSchema = z.array(
  z.object({
    play: z.string(),
    episodes: z.int(),
    acted: z.int(),
    notActed: z.int(),
    difference: differenceSchema,
    verdict: z.enum(['too-few', 'cannot-tell-yet', 'no-difference', 'better', 'worse']),
  }),
);

let tables: TestTables;
let say: (...line: string[]) => Promise<Said>;

beforeEach(async () => {
  tables = await createTables();
  const tools = toolsOver(tables, () => NOW);
  const { studies } = studiesInProcess(tables, tools.installation.company, () => NOW);
  const installation = installationOf({ ...tools, studies });
  say = (...line) => sayTo(line, { openInstallation: () => installation, now: () => NOW, user: 'aya' });
  await say('playbook', 'push', 'playbooks/default.yaml');
});

/** An account in which log-ins fell; somebody did something about it, or it left, or both. */
async function storeFallen(id: string, { isActedOn = false, leftOn }: { isActedOn?: boolean; leftOn?: Day }) {
  await storeAccount(tables, { id, name: id, csm: 'aoi', stage: 'adoption' }, [], []);
  const episode = `${id}/logins-fell/-/${OPENED}`;
  const about = { account: id, signal: 'logins-fell', subject: null, openedOn: OPENED, evidence: {} };
  const ended = { recoveredOn: null, closedAs: null, cooldownInDays: 28 };
  const arm = { play: 'check-in', name: 'play' };
  const task = { id: `${episode}/check-in-look`, episode, template: 'check-in-look', outcome: null };
  const activity = { id: `task/${task.id}`, day: addDays(OPENED, 3), kind: 'task' as const, task };
  const scores = { [addDays(OPENED, -28)]: 500, [OPENED]: 400, [addDays(OPENED, 90)]: 450 };
  const state = { lastScoredDay: '2026-06-09', watchedSince: '2025-06-01', stage: null, health: null, scores };
  const items = [
    encodeEpisode({ id: episode, ...about, arm, ...ended }),
    encodeState(id, { version: 1, state: { ...state, episodes: [] } }),
    ...(isActedOn ? [encodeActivity(id, activity, NOW / 1000 + 86_400)] : []),
  ];
  await batchPut(tables.client, tables.accountsTable, items);
  const statuses = [['2025-06-01', 'active'], ...(leftOn === undefined ? [] : [[leftOn, 'churned']])] as const;
  const entries = statuses.map(([from, value]) => entry(from as Day, { fact: 'status', value } as never));
  await new DynamoLedger(tables.client, tables.accountsTable).add(entries.map((one) => ({ account: id, entry: one })));
}

describe('effects', () => {
  test('says of each play what came of it, by what is on record of every account', async () => {
    for (let n = 0; n < 12; n += 1) await storeFallen(`kept-${n}`, { isActedOn: true });
    for (let n = 0; n < 11; n += 1) await storeFallen(`left-${n}`, { leftOn: '2026-04-01' });
    const { exitCode, stdout } = await say('effects', '--play', 'check-in', '--json');
    expect(exitCode).toBe(0);
    const [found, ...others] = effectsSchema.parse(JSON.parse(stdout));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ play: 'check-in', episodes: 23, acted: 12, notActed: 11, verdict: 'better' });
    expect(found?.difference.value).toBe(1);
    expect(JSON.parse(stdout)[0]).toMatchObject({ kind: 'observed', score: { accounts: 23 }, variants: [] });

    const told = (await say('effects')).stdout;
    expect(told).toMatch(/check-in +23 +acted, not-acted +12 of 12, 0 of 11 +100 % \(\d+ % to 100 %\)/);
    expect(told).toContain('a comparison, no proof');
    expect(told).toContain('a task done, a conversation with the customer, or a mail of the play let go');
  });

  test('counts a mail that somebody let go to the customer as acting, and none that went by itself or to a colleague', async () => {
    const mailOf = (id: string, given: Partial<OutboxMail>): OutboxMail => ({
      ...sampleCustomerMail('en', 'renewal-intent'),
      ...{ id: `${id}/logins-fell/-/${OPENED}/help/mei`, account: id },
      cause: { signal: 'logins-fell', episode: `${id}/logins-fell/-/${OPENED}` },
      ...{ status: 'sent', sentAt: `${OPENED}T05:00:00Z` },
      ...given,
    });
    const letGo = { decidedBy: 'aoi', releasedAt: `${OPENED}T04:00:00Z` };
    const mails: [string, Partial<OutboxMail>][] = [
      ['let-go', letGo],
      ['by-itself', {}],
      ['never-left', { ...letGo, status: 'dropped', sentAt: undefined as never }],
      ['to-colleague', { ...letGo, content: sampleTaskMail('en').content }],
    ];
    for (const [id, given] of mails) {
      await storeFallen(id, {});
      await batchPut(tables.client, tables.accountsTable, [encodeRow(mailOf(id, given))]);
    }
    const { json, stdout } = await say('effects', '--play', 'check-in', '--json');
    expect(stdout).not.toBe('');
    expect(json[0]).toMatchObject({ episodes: 4, acted: 1, notActed: 3 });
  });

  test('tells nothing of three who left, and how many a rate needs', async () => {
    for (let n = 0; n < 3; n += 1) await storeFallen(`left-${n}`, { leftOn: '2026-04-01' });
    const { stdout } = await say('effects', '--json');
    const all = effectsSchema.parse(JSON.parse(stdout));
    expect(all.length).toBeGreaterThan(20);
    expect(all.find(({ play }) => play === 'check-in')).toMatchObject({
      difference: { value: null },
      verdict: 'too-few',
    });
    expect((await say('effects')).stdout).toContain('too few left to tell: 3 of the 10 who have to have left');
  });

  test('knows no play that the playbook has not, and no horizon of a week', async () => {
    const { exitCode, stderr } = await say('effects', '--play', 'chek-in');
    expect([exitCode, stderr.includes('check-in')]).toEqual([1, true]);
    expect((await say('effects', '--horizon', '7')).exitCode).toBe(2);
  });
});
