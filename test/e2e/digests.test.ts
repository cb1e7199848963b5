import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { localCredentials } from '../../local/ministack.ts';
import { operate } from '../../local/operator.ts';
import { needsBrowser } from '../support/browser.ts';
import { sharedBrowser } from '../support/shared-browser.ts';
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

const browser = sharedBrowser();

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

  it('does one of them from the digest, and the page leads on to whatever else can be done', needsBrowser, async () => {
    const [digest] = await mailsTo(csm);
    const page = await (await browser()).newPage({ viewport: { width: 320, height: 640 } });
    await page.setContent(digest?.html as string);
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    const links = page.getByRole('listitem').getByRole('link');
    for (const link of await links.all()) expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    const isDone = async () =>
      (await operate<{ status: string; outcome: string | null }[]>('tasks', '--account', 'quieter')).filter(
        ({ status }) => status === 'done',
      );

    await page.getByRole('link', { name: 'Done', exact: true }).first().click();
    await page.waitForSelector('main');
    const others = await page.locator('nav a').allTextContents();
    expect(others).toEqual(['Snooze', 'Hand over', 'False alarm']);
    expect(await isDone()).toEqual([]);
    await page.check('input[value=helped]');
    await page.fill('#note', 'They were on holiday');
    await page.click('button');
    await page.waitForSelector('dl');
    expect(await isDone()).toMatchObject([{ outcome: 'helped', note: 'They were on holiday' }]);

    await page.setContent(digest?.html as string);
    await page.getByRole('link', { name: 'Done', exact: true }).first().click();
    await page.waitForSelector('main');
    expect(await page.getByRole('button').allTextContents()).toEqual(['Undo']);
    await page.close();
  });

  it('can read one whole from the plain text, too', async () => {
    const [digest] = await mailsTo(csm);
    const address = /Read the whole task:\s+(http\S+)/.exec(digest?.text ?? '')?.[1] as string;
    expect(address.startsWith(`${outputs.webUrl}/w/`)).toBe(true);
    expect((await fetch(address)).status).toBe(200);
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
    expect(list?.text).toMatch(/Set the next action:\n+http/);
  });

  it('sees each of them once more when the operator asks for it', async () => {
    const before = (await mailsTo(csm)).length;
    const [digest] = await operate<{ mail: string }[]>('digest', '--now', '--person', 'dana');
    expect(digest?.mail).toMatch(/^digest-by-hand\/dana\//);
    await operate('health-list', '--send', '--person', 'dana');
    await operate('settle');
    const mails = await until('both', withinMs, async () => {
      const found = await mailsTo(csm);
      return found.length >= before + 2 && found;
    });
    const subjects = mails.slice(before).map(({ subject }) => subject.split(' · ')[0]);
    expect(subjects.sort()).toEqual(['Health', 'Your day']);
  });
});
