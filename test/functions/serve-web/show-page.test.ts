import { describe, expect, it } from 'vitest';
import { helpAmounts, type LinkAction, taskActs } from '../../../domain/links/link.ts';
import { businessCalendar } from '../../../domain/time/business-days.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import { WebLinks } from '../../../functions/links/web-links.ts';
import { showPage } from '../../../functions/serve-web/show-page.ts';
import {
  encodeAccount,
  encodeContact,
  encodeCsm,
  encodeTask,
} from '../../../functions/store/accounts/account-items.ts';
import { WebRecords } from '../../../functions/store/work/web-records.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { company, key, noon, requestFor, webInMemory } from '../../support/web-in-memory.ts';

const task = sampleTask();
const withTask = (changes = {}) => webInMemory({ tasks: new Map([[task.id, { ...task, ...changes }]]) });
const toTask = (act: (typeof taskActs)[number], person = 'aoi', assignee = 'aoi'): LinkAction => ({
  ...{ to: 'task', account: 'shinonome', task: task.id, person, assignee, act },
});
const customer = { account: 'shinonome', contact: 'ren' };
const renewal: LinkAction = { to: 'renewal', ...customer, renewalDate: '2026-09-01', answer: 'talk' };
const survey: LinkAction = { to: 'survey', ...customer, asked: 'e/', value: 7 };
const activity: LinkAction = { to: 'activity', ...customer, mail: 'm', activity: 'training', expectation: 'less' };
const fit: LinkAction = { to: 'fit', ...customer, mail: 'm', template: 're-onboarding', fit: 'just-right' };
const preferences: LinkAction = { to: 'preferences', ...customer, kind: 'offers' };
const read: LinkAction = { to: 'read', account: 'shinonome', task: task.id, person: 'aoi' };
const undo: LinkAction = { to: 'undo', account: 'shinonome', task: task.id, person: 'aoi', change: 0 };
const nextAction: LinkAction = { to: 'next-action', account: 'shinonome', person: 'aoi' };
const every: LinkAction[] = [
  ...taskActs.map((act) => toTask(act)),
  ...[renewal, survey, fit, activity, preferences, read, undo, nextAction],
];

describe('a page behind a link', () => {
  it('says what is asked, for whom and by when, with one button, ready to be pressed', async () => {
    const { statusCode, body = '' } = await withTask().open(toTask('done'));
    expect(statusCode).toBe(200);
    expect(body).toContain('<h1>Call the champion</h1>');
    expect(body).toContain('Shinonome Trading · by Thu 4 Jun');
    expect(body.match(/<button/g)).toHaveLength(1);
    expect(body).not.toContain(' checked');
  });

  it('is read while it is looked up whose link it is, and who has left sees nothing of it, also where it can’t be read', async () => {
    const web = withTask();
    const { records } = web.tools.reads;
    const { task: found, member } = records;
    let isRead = false;
    records.task = async (account, id) => {
      isRead = true;
      return found(account, id);
    };
    records.member = async (id) => {
      await new Promise(setImmediate);
      expect(isRead).toBe(true);
      return member(id);
    };
    expect((await web.open(toTask('done'))).statusCode).toBe(200);
    web.world.members = web.world.members.map((one) => (one.id === 'aoi' ? { ...one, leftOn: '2026-05-01' } : one));
    records.task = async () => {
      throw new Error('broken');
    };
    expect((await web.open(toTask('done'))).statusCode).toBe(403);
  });

  it('comes with everything shut: no script, no cookie, nothing from elsewhere, nothing kept, no referrer', async () => {
    const { headers = {}, cookies } = await withTask().open(renewal);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(cookies).toBeUndefined();
    for (const linkAction of every) {
      const { body } = await withTask().open(linkAction);
      expect(body).not.toMatch(/<script|<img|<link|style="| on\w+="|https?:/);
    }
  });

  it('speaks the language of its reader: the colleague’s, the contact’s, else the account’s', async () => {
    expect((await withTask().open(toTask('done', 'ken'))).body).toContain('完了にする');
    const web = withTask();
    web.world.account.language = 'ja';
    expect((await web.open(renewal)).body).toContain('更新前に相談したい');
    web.world.contact.language = 'en';
    expect((await web.open(renewal)).body).toContain('We would like to talk');
  });

  it('has what was clicked in the mail chosen already, and the rest to choose from', async () => {
    const web = withTask();
    expect((await web.open(renewal)).body).toContain('value="talk" checked');
    expect((await web.open(survey)).body).toContain('value="7" checked');
    expect((await web.open(fit)).body).toContain('value="just-right" checked');
    const { body } = await web.open(preferences);
    expect(body).toContain('value="offers">');
    expect(body).toContain('value="guidance" checked>');
    for (const one of helpAmounts)
      expect((await web.open({ ...fit, fit: one } as LinkAction)).body).toContain(`"${one}" checked`);
  });

  it('offers days to come back on, the people and the roles that are there', async () => {
    const web = withTask();
    const snooze = (await web.open(toTask('snooze'))).body;
    for (const day of ['2026-06-03', '2026-06-04', '2026-06-05', '2026-06-09', '2026-06-16']) {
      expect(snooze).toContain(`value="${day}"`);
    }
    const { body } = await web.open(toTask('hand-over'));
    expect(body).toContain('<option value="person:stig">Stig Berg · Sales</option>');
    expect(body).toContain('<option value="role:sales">Sales</option>');
    expect(body).not.toContain('person:aoi');
    expect(body).not.toContain('role:marketing');
  });

  it('shows names as they are, whatever they hold', async () => {
    const web = withTask({ title: '<script>alert(1)</script> & "more"' });
    web.world.account.name = '<b onclick="x">Koa</b>';
    const { body } = await web.open(toTask('done'));
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;');
    expect(body).not.toMatch(/<script|<b /);
  });
});

describe('a link that is of no use', () => {
  it('says the same to everybody, whether it was altered, made up or of another key, and nothing of what it is about', async () => {
    const web = withTask();
    const token = web.tokenOf(toTask('done'));
    const pages = await Promise.all(
      [`${token}A`, token.slice(0, -2), 'made-up', '', 'A'.repeat(9000)].map((one) => web.show(requestFor('GET', one))),
    );
    expect(new Set(pages.map(({ body }) => body)).size).toBe(1);
    expect(pages[0]).toMatchObject({ statusCode: 404, body: expect.stringContaining('does not lead anywhere') });
    expect(pages[0]?.body).not.toMatch(/Shinonome|champion/);
  });

  it('is told in the language that the browser asks for, else the company’s', async () => {
    const { show } = withTask();
    const headers = { 'accept-language': 'fr, ja;q=0.8, en;q=0.5' };
    expect((await show(requestFor('GET', 'x', '', headers))).body).toContain('このリンクは開けません');
    expect((await show(requestFor('GET', 'x', '', { 'accept-language': 'fr' }))).body).toContain('This link');
  });

  it('too old says so', async () => {
    const web = withTask();
    web.world.now = noon + 90 * 86_400_000;
    expect(await web.open(toTask('done'))).toMatchObject({ statusCode: 410, body: expect.stringContaining('too old') });
  });

  it('to a task that is gone says so', async () => {
    expect((await webInMemory().open(toTask('done'))).statusCode).toBe(404);
  });

  it.each([
    ['recovered', 'it was about has recovered'],
    ['retired', 'the playbook no longer asks for it'],
    ['churned', 'no customer any more'],
  ])('to a task that closed by itself (%s) says why', async (status, why) => {
    const { body } = await withTask({ status, closedOn: '2026-06-02' }).open(toTask('snooze'));
    expect(body).toContain(why);
    expect(body).not.toContain('<button');
  });
});

it('100,000 GETs and HEADs by scanners ask the store for nothing but what they show: no write', async () => {
  const operations = new Map<string, number>();
  const aoi = encodeCsm({ id: 'aoi', name: 'Aoi', email: 'a@b.c', role: 'csm' });
  const items = [
    aoi,
    encodeAccount({ id: 'shinonome', name: 'Koa' }),
    encodeContact({ id: 'ren', account: 'shinonome' }),
    encodeTask(task),
  ];
  const client = {
    call: async (operation: string, { Key }: { Key?: { sk: { S: string } } }) => {
      operations.set(operation, (operations.get(operation) ?? 0) + 1);
      if (operation === 'Query') return { Items: [aoi] };
      return { Item: items.find(({ sk }) => sk?.S === Key?.sk.S) };
    },
  } as never;
  const keys = { current: key, all: [key], leaked: [] };
  const now = () => noon;
  const show = showPage({
    links: new WebLinks({ read: async () => keys, refreshed: async () => keys }, now),
    reads: { company, records: new WebRecords(client, 'accounts') },
    calendar: businessCalendar({}),
    clock: localClock('Asia/Tokyo'),
    now,
  });
  const { tokenOf } = webInMemory();
  const tokens = [...every.map(tokenOf), 'made-up'];
  const statuses = new Set<number | undefined>();
  for (let n = 0; n < 100_000; n += 1) {
    const method = n % 3 === 0 ? 'HEAD' : 'GET';
    const { statusCode, body } = await show(requestFor(method, tokens[n % tokens.length] as string));
    statuses.add(statusCode);
    if (method === 'HEAD' && body !== '') throw new Error('a HEAD has no body');
  }
  expect(statuses).toEqual(new Set([200, 404]));
  expect([...operations.keys()].sort()).toEqual(['GetItem', 'Query']);
  expect(operations.get('GetItem')).toBeGreaterThan(100_000);
});
