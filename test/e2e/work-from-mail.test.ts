import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { businessCalendar } from '../../domain/time/business-days.ts';
import { addDays } from '../../domain/time/day.ts';
import { operate } from '../../local/operator.ts';
import { needsBrowser } from '../support/browser.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { sharedBrowser } from '../support/shared-browser.ts';
import {
  type CaughtMail,
  heartbeat,
  importRows,
  logins,
  mailsTo,
  outputs,
  sendEvents,
  todayMinus,
  until,
} from './installation.ts';

interface TaskRow {
  id: string;
  account: string;
  title: string;
  status: string;
  outcome: string | null;
  assignee: string | null;
  note: string | null;
  minutes: number | null;
  snoozedUntil: string | null;
  feedback: string | null;
  history: { act: string; by?: string }[];
}

const withinMs = 30_000;
const TEMPLATE = 'check-in-look';
const renewalDate = addDays(todayMinus(0), 80);
const languages = ['en', 'ja'] as const;
type Language = (typeof languages)[number];

const words = {
  en: {
    ...{ done: 'Done', snooze: 'Snooze', handOver: 'Hand over', falseAlarm: 'False alarm', talk: 'Let’s talk first' },
    ...{ read: 'Read the whole task', markAsDone: 'Mark as done', undo: 'Undo', undone: 'The task is open again' },
  },
  ja: {
    ...{
      done: '完了にする',
      snooze: '後日にする',
      handOver: '担当を変更',
      falseAlarm: '誤報だった',
      talk: '相談したい',
    },
    ...{ read: 'タスクの詳細を見る', markAsDone: '完了にする', undo: '取り消す', undone: 'タスクを未完了に戻しました' },
  },
};
/** For each language an account for each of the acts, so that each begins with its own mail. */
const acts = ['done', 'snooze', 'hand-over', 'false-alarm'] as const;
const accountOf = (act: string, language: Language) => `mail-${act}-${language}`;
const csmOf = (language: Language) => ({ id: `worker-${language}`, email: `worker-${language}@demo.example` });
const colleagueOf = (language: Language) => ({ id: `helper-${language}`, email: `helper-${language}@demo.example` });
const customerOf = (language: Language) => `buyer-${language}@customer.example`;

const browser = sharedBrowser();

beforeAll(async () => {
  for (const language of languages) {
    const facts = { csm: csmOf(language).id, stage: 'adoption', language };
    await importRows('csms', [
      { ...csmOf(language), name: `Worker ${language}`, language, country: 'SE' },
      { ...colleagueOf(language), name: `Helper ${language}`, language, country: 'SE' },
    ]);
    await importRows('accounts', [
      ...acts.map((act) => ({ ...facts, id: accountOf(act, language), name: `Firm ${act} ${language}`, licenses: 50 })),
      { ...facts, id: `renews-${language}`, name: `Renewing ${language}`, renewalDate },
    ]);
    await importRows('contacts', [
      { id: 'buyer', account: `renews-${language}`, name: 'Bea Buyer', email: customerOf(language), role: 'admin' },
    ]);
    for (const act of acts) {
      const account = accountOf(act, language);
      await sendEvents([
        ...[40, 70, 100].flatMap((daysAgo) => logins(account, 'u', daysAgo, 10)),
        ...logins(account, 'u', 5, 4),
        ...heartbeat(account),
      ]);
    }
  }
  await operate('settle');
  await operate('score');
  await operate('settle');
});

describe.each(languages)('work is done from the mail it came in (%s)', needsBrowser, (language) => {
  const say = words[language];

  it('a person closes a task with what came of it and how long it took; a second click learns that it is done', async () => {
    const { page, mail } = await openFrom(taskMail('done', language), say.done);
    await expectAccessible(page);
    expect((await taskOf('done', language)).status).toBe('open');
    expect(await page.locator('input:checked').count()).toBe(0);
    await page.check('input[value=helped]');
    await page.fill('#minutes', '25');
    await page.fill('#note', 'They stay');
    await page.click('button');
    await page.waitForSelector('dl');
    expect(await taskOf('done', language)).toMatchObject({
      status: 'done',
      outcome: 'helped',
      minutes: 25,
      note: 'They stay',
    });
    const again = await openFrom(Promise.resolve(mail), say.done);
    expect(await again.page.getByRole('button', { name: say.markAsDone }).count()).toBe(0);
    await again.page.close();
    await page.close();
    const followUp = await until('the next task', withinMs, async () =>
      (await tasksOf(accountOf('done', language))).find(({ status }) => status === 'open'),
    );
    expect(followUp.assignee).toBe(csmOf(language).id);
  });

  it('reads the whole of it from the mail, closes it, and takes that back', async () => {
    const { page } = await openFrom(taskMail('snooze', language), say.read);
    expect(await page.locator('main').textContent()).toContain(`Firm snooze ${language}`);
    expect(await page.locator('button').count()).toBe(0);
    await page.getByRole('link', { name: say.done, exact: true }).click();
    await page.check('input[value=no-effect]');
    await page.getByRole('button', { name: say.markAsDone }).click();
    await page.getByRole('button', { name: say.undo }).click();
    await page.getByRole('heading', { name: say.undone }).waitFor();
    await page.close();
    const task = await taskOf('snooze', language);
    expect(task).toMatchObject({ status: 'open', outcome: null });
    expect(task.history.map(({ act }) => act)).toEqual(['done', 'undone']);
  });

  it('snoozes one to a day', async () => {
    const { page } = await openFrom(taskMail('snooze', language), say.snooze);
    await page.click('button');
    await page.waitForSelector('dl');
    const task = await taskOf('snooze', language);
    const snoozedUntil = businessCalendar({}).addBusinessDays(todayMinus(0), 3, { country: 'SE' });
    expect(task).toMatchObject({ status: 'open', snoozedUntil });
    await page.close();
  });

  it('hands one over to a colleague, who gets it by mail and does it from there', async () => {
    const { page } = await openFrom(taskMail('hand-over', language), say.handOver);
    await page.selectOption('#to', `person:${colleagueOf(language).id}`);
    await page.fill('#note', 'Your turf');
    await page.click('button');
    await page.waitForSelector('dl');
    await page.close();
    const toColleague = until('the mail to the colleague', withinMs, async () =>
      (await mailsTo(colleagueOf(language).email)).find(({ text }) => text.includes('Your turf')),
    );
    const theirs = await openFrom(toColleague, say.done);
    await theirs.page.check('input[value=helped]');
    await theirs.page.click('button');
    await theirs.page.waitForSelector('dl');
    await theirs.page.close();
    const task = await taskOf('hand-over', language);
    expect(task).toMatchObject({ status: 'done', assignee: colleagueOf(language).id });
    expect(task.history.map(({ act, by }) => [act, by])).toEqual([
      ['handed-over', csmOf(language).id],
      ['done', colleagueOf(language).id],
    ]);
  });

  it('marks a false alarm, after which nothing more is asked of anybody', async () => {
    const { page } = await openFrom(taskMail('false-alarm', language), say.falseAlarm);
    await page.click('button');
    await page.waitForSelector('dl');
    await page.close();
    expect(await taskOf('false-alarm', language)).toMatchObject({
      ...{ status: 'done', outcome: 'false-alarm', feedback: 'false-alarm' },
    });
  });

  it('a customer answers the renewal by one click and a comment, and their CSM gets the task', async () => {
    const mail = until('the renewal mail', withinMs, async () => (await mailsTo(customerOf(language)))[0]);
    expect((await mail).text).toContain(`${outputs.webUrl}/w/`);
    const { page } = await openFrom(mail, say.talk);
    await expectAccessible(page);
    await page.fill('#comment', 'What about the price?');
    await page.click('button');
    await page.waitForSelector('form', { state: 'detached' });
    expect(await page.textContent('main')).toContain(`Worker ${language}`);
    await page.close();
    const task = await until('the task', withinMs, async () =>
      (await tasksOf(`renews-${language}`)).find(({ id }) => id.endsWith('/renewal-talk')),
    );
    expect(task.assignee).toBe(csmOf(language).id);
  });
});

it('a scanner that opens and heads every link of a mail changes nothing', async () => {
  const mail = await until('the mail', withinMs, async () => (await mailsTo(customerOf('en')))[0]);
  const before = await operate('tasks');
  for (const [address] of mail.html.matchAll(/http:\/\/[^"]+\/w\/[\w-]+/g)) {
    expect((await fetch(address)).status).toBe(200);
    expect((await fetch(address, { method: 'HEAD' })).status).toBe(200);
  }
  expect(await operate('tasks')).toEqual(before);
});

it('mail about the contract has no way to unsubscribe; an address that was altered opens nothing', async () => {
  const mail = await until('the mail', withinMs, async () => (await mailsTo(customerOf('en')))[0]);
  expect(Object.keys((mail as CaughtMail & { headers: object }).headers)).not.toContain('list-unsubscribe');
  const [address] = /http:\/\/[^"]+\/w\/[\w-]+/.exec(mail.html) as RegExpExecArray;
  const answer = await fetch(`${address}x`, { headers: { 'accept-language': 'en' } });
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('does not lead anywhere');
});

/** That of the log-ins: an account may have other signals open, and their mails come in no order. */
function taskMail(act: string, language: Language): Promise<CaughtMail> {
  const title = defaultPlaybook.tasks[TEMPLATE]?.title[language] as string;
  return until('the task mail', withinMs, async () =>
    (await mailsTo(csmOf(language).email)).find(
      ({ subject, text }) => subject.includes(`Firm ${act} ${language}`) && text.includes(title),
    ),
  );
}

/** Shows the mail as a mail client does, and clicks on one of its links. */
async function openFrom(mail: Promise<CaughtMail>, label: string): Promise<{ page: Page; mail: CaughtMail }> {
  const caught = await mail;
  const page = await (await browser()).newPage({ viewport: { width: 390, height: 800 } });
  await page.setContent(caught.html);
  await page.getByRole('link', { name: label, exact: true }).first().click();
  await page.waitForSelector('main');
  return { page, mail: caught };
}

async function tasksOf(account: string): Promise<TaskRow[]> {
  return operate<TaskRow[]>('tasks', '--account', account);
}

async function taskOf(act: string, language: Language): Promise<TaskRow> {
  const tasks = await tasksOf(accountOf(act, language));
  return tasks.find(({ id }) => id.endsWith(`/${TEMPLATE}`)) as TaskRow;
}

/** Every field has a name, there is one main heading and one button, and a thumb hits all of it. */
async function expectAccessible(page: Page): Promise<void> {
  expect(await page.locator('h1').count()).toBe(1);
  expect(await page.locator('button').count()).toBe(1);
  expect(await page.getAttribute('html', 'lang')).toMatch(/^(en|ja)$/);
  for (const field of await page.locator('input, select, textarea').all()) {
    const label = await field.evaluate<string, { labels: { textContent: string }[] }>(
      ({ labels }) => labels[0]?.textContent.trim() ?? '',
    );
    expect(label).toBeTruthy();
  }
  for (const target of await page.locator('button, .option, nav a, select, textarea').all()) {
    expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
}
