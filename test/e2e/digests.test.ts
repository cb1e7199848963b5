import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { localCredentials } from '../../local/ministack.ts';
import { operate } from '../../local/operator.ts';
import {
  clock,
  heartbeat,
  importRows,
  logins,
  mailsTo,
  outputs,
  sendEvents,
  todayMinus,
  until,
} from './installation.ts';

const csm = 'dana@demo.example';
const manager = 'maud@demo.example';
const withinMs = 30_000;
/** An hour that is no other test's. */
const DIGEST_HOUR = 5;
const atDigestHour = new Date(clock.startOf(todayMinus(0)) + DIGEST_HOUR * 3_600_000).toISOString();

const lambda = new LambdaClient({
  endpoint: outputs.awsEndpoint,
  region: outputs.region,
  credentials: localCredentials,
});

async function call(name: string, event: object): Promise<void> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: `sakimawari-local-${name}`, Payload: JSON.stringify(event) }),
  );
  expect(FunctionError, Buffer.from(Payload ?? []).toString()).toBeUndefined();
}

interface MailRow {
  kind: string;
  to: string;
}

describe('the day and the week of a CSM who wants no single task mails', () => {
  beforeAll(async () => {
    const everyDay = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    const always = { language: 'en', country: 'AQ', workingDays: everyDay };
    await importRows('csms', [
      { id: 'maud', name: 'Maud', email: manager, role: 'manager', digestHour: 23, ...always },
      {
        ...{ id: 'dana', name: 'Dana', email: csm, manager: 'maud', ...always },
        ...{ taskMails: 'digest', digestHour: DIGEST_HOUR },
      },
    ]);
    await importRows('accounts', [{ id: 'quieter', name: 'Quieter Ltd', csm: 'dana', licenses: 10, language: 'en' }]);
    await sendEvents([
      ...Array.from({ length: 110 }, (_, i) => 140 - i).flatMap((daysAgo) => logins('quieter', 'una', daysAgo, 2)),
      ...logins('quieter', 'una', 3),
      ...heartbeat('quieter'),
    ]);
    await operate('settle');
    await operate('score');
    await operate('settle');
  });

  it('has tasks, and no mail of them', async () => {
    const tasks = await operate<{ assignee: string }[]>('tasks', '--account', 'quieter', '--open');
    expect(tasks.filter(({ assignee }) => assignee === 'dana').length).toBeGreaterThan(0);
    const mails = await operate<MailRow[]>('mails', '--account', 'quieter');
    expect(mails.filter(({ to, kind }) => to === csm && kind === 'task')).toEqual([]);
  });

  it('gets all of it as one digest at their hour, however often it is looked', async () => {
    await call('send-digests', { at: atDigestHour });
    const [digest] = await until('the digest', withinMs, async () => {
      const mails = await mailsTo(csm);
      return mails.length > 0 && mails;
    });
    expect(digest?.subject).toMatch(/^Your day · \d+ tasks?/);
    expect(digest?.text).toContain('■ Quieter Ltd');
    expect(digest?.text).toMatch(/[▁-█]{16}/);

    await call('send-digests', { at: atDigestHour });
    await operate('settle');
    expect(await mailsTo(csm)).toHaveLength(1);
  });

  it('sees the account in the week’s list with the next action, and so does the manager', async () => {
    await operate('next-action', 'quieter', 'Visit them', '--by', 'dana');
    const rows = await operate<{ account: string; owner: { id: string }; nextAction: { text: string } }[]>(
      'health-list',
      '--csm',
      'dana',
    );
    expect(rows).toMatchObject([{ account: 'quieter', owner: { id: 'dana' }, nextAction: { text: 'Visit them' } }]);

    for (let i = 0; i < 2; i += 1) await call('send-health-list', { at: '<aws.scheduler.scheduled-time>' });
    await operate('settle');
    const [sheet, ...others] = (await mailsTo(csm)).filter(({ subject }) => subject.startsWith('Health ·'));
    expect(others).toEqual([]);
    expect(sheet?.text).toContain('Next action: Visit them (Dana, ');
    const [list] = (await mailsTo(manager)).filter(({ subject }) => subject.startsWith('Health ·'));
    expect(list?.text).toContain('■ Quieter Ltd');
  });
});
