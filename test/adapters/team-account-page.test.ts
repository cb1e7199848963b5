import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Account, Csm } from '../../domain/account/account.ts';
import { memberOf } from '../../domain/audit/audit.ts';
import { type BoardEntry, boardEntry } from '../../domain/board/board-entry.ts';
import { invite, revoke } from '../../domain/customer-page/invitation.ts';
import type { OutboxMail } from '../../domain/outbox/outbox.ts';
import { may } from '../../domain/sign-in/rights.ts';
import type { Session } from '../../domain/sign-in/session.ts';
import { addDays } from '../../domain/time/day.ts';
import { AwsError } from '../../functions/aws/aws-error.ts';
import { html } from '../../functions/pages/html.ts';
import { openScoring } from '../../functions/scoring/scoring.ts';
import { showAccount } from '../../functions/serve-team/account.ts';
import type { Showing } from '../../functions/serve-team/page-request.ts';
import { AccountHistory } from '../../functions/store/accounts/account-history.ts';
import { encodeAccount, encodeActivity, encodeCsm, encodeTask } from '../../functions/store/accounts/account-items.ts';
import { DynamoNextActions } from '../../functions/store/accounts/next-actions.ts';
import { DynamoAuditLog } from '../../functions/store/audit/audit-log.ts';
import { AuditReader } from '../../functions/store/audit/audit-reader.ts';
import { batchPut } from '../../functions/store/batches.ts';
import { accountRowKey } from '../../functions/store/keys.ts';
import { DynamoLedger } from '../../functions/store/ledger/ledger.ts';
import { DynamoOptOuts } from '../../functions/store/outbox/opt-outs.ts';
import { encodeMail } from '../../functions/store/outbox/outbox-items.ts';
import { DynamoPlaybooks } from '../../functions/store/playbooks/playbooks.ts';
import { DynamoCustomerPages } from '../../functions/store/work/customer-pages.ts';
import { TeamRecords } from '../../functions/store/work/team-records.ts';
import type { ActForm } from '../../functions/team-pages/act-form.ts';
import type { TeamPage } from '../../functions/team-pages/team-page.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { sampleCustomerMail } from '../support/sample-mails.ts';
import { sampleTask } from '../support/sample-task.ts';
import { type DayOfUse, scoreNights, scoringSettings, storeAccount } from '../support/stored-account.ts';
import { tokyo } from '../support/story.ts';
import { createTables, type TestTables } from '../support/tables.ts';
import { company } from '../support/web-in-memory.ts';

const TODAY = '2026-06-01';
const NOW = new Date(`${TODAY}T12:00:00+09:00`);
const mika: Csm = { id: 'mika', name: 'Mika Sato', email: 'mika@cs.example', role: 'csm', language: 'en' };
const koa: Account = {
  id: 'koa',
  name: 'Koa Trading',
  csm: 'mika',
  stage: 'adoption',
  contractStart: '2025-10-01',
  renewalDate: '2026-12-01',
  mrr: 120_000,
  currency: 'JPY',
  licenses: 20,
  goalName: 'Fewer late orders',
  goalMeasure: 'orders.late',
  goalStart: 40,
  goalTarget: 10,
  goalDate: '2026-09-30',
};
let tables: TestTables;

/** Log-ins every other day that end some weeks ago. */
const falling = (users: string[]): DayOfUse[] =>
  Array.from({ length: 60 }, (_, n) => addDays(TODAY, -140 + 2 * n)).flatMap((day) =>
    users.map((user): DayOfUse => [day, user, 'login', 2]),
  );

let board = { entries: [] as BoardEntry[], asOf: NOW.getTime(), isPartial: false };

const settings = () => scoringSettings(tables, company, NOW);
const showing = () =>
  ({
    company,
    clock: tokyo,
    now: () => NOW.getTime(),
    history: new AccountHistory(tables.client, tables.accountsTable),
    audit: new AuditReader(tables.client, tables.accountsTable),
    scoring: () => openScoring(settings(), TODAY),
    lists: new TeamRecords(tables.client, tables.accountsTable),
    keptBoard: { recent: async () => board },
  }) as unknown as Showing;

async function open(
  id: string,
  query = '',
  other: Partial<Showing> = {},
  member: Csm = mika,
): Promise<TeamPage & { text: string }> {
  const session = {} as Session;
  const reader = { member, session, locale: 'en' as const, may: may.bind(null, member.role) };
  const form: ActForm = (act, fields) => html`<form action="/act/${act}">${fields}</form>`;
  const page = (await showAccount(
    { reader, id, query: new URLSearchParams(query), form },
    { ...showing(), ...other },
  )) as TeamPage;
  return { ...page, text: page.body?.markup ?? '' };
}

beforeAll(async () => {
  tables = await createTables();
  const { client, accountsTable } = tables;
  await new DynamoPlaybooks(client, accountsTable).push(defaultPlaybook, undefined, 'v1', NOW.toISOString());
  await batchPut(client, accountsTable, [encodeCsm(mika)]);
  const contact = { account: koa.id };
  await storeAccount(
    tables,
    koa,
    [
      { ...contact, id: 'ren', name: 'Ren Aoki', email: 'ren@koa.example', role: 'champion', keyPerson: true },
      { ...contact, id: 'sue', name: 'Sue <b>Ito</b>', email: 'sue@koa.example', role: 'user' },
    ],
    falling(['ren', 'sue']),
  );
  await scoreNights(settings(), koa.id, '2026-05-25', TODAY);
});

describe('the page of an account', () => {
  it('says first what is to be done and by when, then how the account is and why', async () => {
    const page = await open(koa.id);
    expect(page.heading).toBe('Koa Trading');
    expect(page.about).toBe('Account · Mika Sato');
    expect(page.lead).toMatch(/^\d+ tasks? open\. (First|Late): .+, (by|due since) /);
    expect(page.text).toContain('href="/tasks/koa/');
    expect(page.text).toContain('Log-ins against the usual level');
    expect(page.text).toContain('Sue &lt;b&gt;Ito&lt;/b&gt;');
    expect(page.text).toContain('¥120,000');
    expect(page.text).toContain('Fewer late orders');
  });

  it('takes two rounds to the store, whatever there is', async () => {
    const scoring = await openScoring(settings(), TODAY);
    const send = vi.spyOn(tables.client, 'send');
    await open(koa.id, '', { scoring: async () => scoring });
    const sent = send.mock.calls.map(([command]) => command.constructor.name);
    send.mockRestore();
    expect(sent).toEqual([...Array(7).fill('QueryCommand'), 'BatchGetItemCommand']);
  });

  it('shows what is agreed on, what was noted, what changed, and what people do not want', async () => {
    const { client, accountsTable } = tables;
    await new DynamoNextActions(client, accountsTable).save(koa.id, {
      text: 'Call Ren about the audit',
      by: 'mika',
      day: '2026-05-29',
      score: 500,
    });
    const expiresAt = tokyo.startOf('2027-06-01') / 1000;
    await batchPut(client, accountsTable, [
      encodeActivity(
        koa.id,
        { id: 'a1', day: '2026-05-30', kind: 'call', by: 'mika', note: 'Busy until July' },
        expiresAt,
      ),
    ]);
    const recorder = { door: 'api', who: 'crm' } as const;
    await new DynamoLedger(client, accountsTable).add([
      {
        account: koa.id,
        entry: {
          ...{ fact: 'mrr', value: { amount: 90_000, currency: 'JPY' }, from: '2026-04-01', ...recorder },
          recordedAt: Date.parse('2026-04-03T09:00:00+09:00'),
        },
      },
    ]);
    await new DynamoOptOuts(client, accountsTable).save(koa.id, {
      ...{ contact: 'sue', kinds: ['offers'], at: NOW.toISOString(), address: 'sue@koa.example' },
    });
    await new DynamoAuditLog(client, accountsTable).add({
      ...{ at: NOW.toISOString(), who: memberOf('mika'), door: 'page', what: 'stage-set', about: { account: koa.id } },
      ...{ before: { stage: 'onboarding-3' }, after: { stage: 'adoption', reason: 'They run it' } },
    });
    const { text } = await open(koa.id);
    expect(text).toContain('Stage: Onboarding 3: first full cycle → Adoption · Reason: They run it');
    expect(text).toContain('Call Ren about the audit');
    expect(text).toContain('Mika Sato, Fri 29 May');
    expect(text).toContain('Busy until July');
    expect(text).toMatch(/¥90,000.*1 April 2026.*3 April 2026/s);
    expect(text).toContain('wants no offers');
  });

  it('lists who got a link to their own page by a mail of a play, so that it can be revoked though nobody opened it', async () => {
    const { client, accountsTable } = tables;
    const mail = sampleCustomerMail('en', 'page-invitation');
    const episode = 'koa/stage-adoption/2026-05-01/2026-05-01';
    const sent: OutboxMail = {
      ...{ ...mail, id: `${episode}/page-invitation/sue`, account: koa.id, contact: 'sue', status: 'delivered' },
      ...{ cause: { signal: 'stage-adoption', episode }, sentAt: '2026-05-31T03:00:00.000Z' },
    };
    const links = { addressesAt: async (at: number) => () => `https://cs.example/w/given-${at}` };
    const show = () => open(koa.id, '', { links, webUrl: 'https://cs.example' } as never);
    await batchPut(client, accountsTable, [encodeMail(sent)]);
    const before = await show();
    expect(before.text).toContain('link in a mail of Sun 31 May · not opened yet · works until Sat 29 Aug');
    expect(before.text).toContain(`value="https://cs.example/w/given-${Date.parse('2026-05-31T03:00:00.000Z')}"`);
    expect(before.text).toMatch(/action="\/act\/accounts\/revoke-page"><input[^>]+value="koa"><input[^>]+value="sue">/);
    const pages = new DynamoCustomerPages(client, accountsTable);
    await pages.replaceInvitation(koa.id, undefined, revoke(undefined, 'sue', NOW.getTime()));
    const after = await show();
    expect(after.text).toContain('not invited by hand · not opened yet · no link works');
    expect(after.text).not.toContain('link in a mail of');
  });

  it('shows the accounts that belong to it, the worst first, and what they pay together by currency', async () => {
    const child = (n: number, more: Partial<Account> = {}): Account => ({
      ...{ id: `child-${n}`, name: `Child ${n}`, parent: koa.id, csm: 'mika', mrr: 1_000, currency: 'JPY' },
      ...more,
    });
    const children = [
      ...Array.from({ length: 60 }, (_, n) => child(n)),
      child(60, { mrr: 10, currency: 'USD', parent: 'child-0' }),
      child(61, { churnedOn: '2026-01-01' }),
    ];
    await batchPut(tables.client, tables.accountsTable, children.map(encodeAccount));
    const entries = [...children, { id: 'another', name: 'Another', mrr: 5, currency: 'JPY' }].map((one, n) => ({
      ...boardEntry(one, null, TODAY),
      score: n === 60 ? 200 : 800,
    }));
    board = { ...board, entries };
    const { text } = await open(koa.id);
    expect(text).toContain('61 accounts');
    expect(text).toMatch(/▼<\/span> at risk <b>1<.*●<\/span> healthy <b>60</s);
    expect(text).toContain('MRR together ¥60,000 and $10');
    expect(text).toContain('with this account ¥180,000 and $10');
    expect(text).toContain('href="/accounts?parent=koa"');
    const shown = (page: string) => [...page.matchAll(/<bdi>(Child \d+)</g)].map(([, name]) => name);
    expect([shown(text)[0], shown(text).length]).toEqual(['Child 60', 8]);
    const first = (await open(koa.id, 'part=group')).text;
    const next = (await open(koa.id, 'part=group&after=50')).text;
    expect([shown(first).length, shown(next).length]).toEqual([50, 11]);
    expect(new Set([...shown(first), ...shown(next)]).size).toBe(61);
    expect((await open('child-0')).text).toContain('<a href="/accounts/koa">Koa Trading</a>');
    board = { ...board, entries: [] };
    expect((await open(koa.id)).text).not.toContain('id="group"');
  });

  it('offers what its reader may do, and tells of what was done', async () => {
    const own = await open(koa.id);
    expect(own.text).toContain('<form action="/act/accounts/log">');
    expect(own.text).toContain('<form action="/act/accounts/next-action">');
    expect(own.text).toMatch(/<form action="\/act\/accounts\/stage">.*name="seen" value="adoption"/s);
    const viewer = { ...mika, id: 'vera', role: 'viewer' } as const;
    expect((await open(koa.id, '', {}, viewer)).text).not.toContain('<form');
    const colleague = { ...mika, id: 'ken' };
    const others = (await open(koa.id, '', {}, colleague)).text;
    const offered = ['log', 'next-action', 'stage'].map((act) => others.includes(`/act/accounts/${act}`));
    expect(offered).toEqual([true, false, false]);
  });

  it('says that there is no such account, or that something stored for it can not be read', async () => {
    expect((await open('nobody')).status).toBe(404);
    expect((await open('x'.repeat(3_000))).status).toBe(404);
    await batchPut(tables.client, tables.accountsTable, [{ ...accountRowKey('torn'), f: { S: '{' } }]);
    expect((await open('torn')).status).toBe(500);
  });

  it('says where an account went that turned out to be the same as another one', async () => {
    await storeAccount(tables, { id: 'koa-old', name: 'Koa (old)' });
    await new DynamoLedger(tables.client, tables.accountsTable).add([
      {
        account: 'koa-old',
        entry: {
          ...{ fact: 'mergedInto', value: 'koa', from: '2026-05-01', door: 'import', who: 'aya' },
          recordedAt: 0,
        },
      },
    ]);
    expect((await open('koa-old')).text).toContain('<a href="/accounts/koa">This account turned out to be');
  });

  it('of an account of which nothing is known says what is missing, and what comes next', async () => {
    await storeAccount(tables, { id: 'bare', name: 'Bare' });
    const page = await open('bare');
    expect([page.lead, page.about]).toEqual(['Nothing is waiting here.', 'Account · nobody looks after it yet']);
    for (const said of ['There is no score yet', 'No event has come', 'No goal is agreed on', 'Nobody is known here'])
      expect(page.text).toContain(said);
  });

  it('can be looked at while the account is being scored', async () => {
    const nights = scoreNights(settings(), koa.id, TODAY, addDays(TODAY, 3));
    const pages = await Promise.all(Array.from({ length: 5 }, () => open(koa.id)));
    await nights;
    expect(pages.map(({ heading }) => heading)).toEqual(Array(5).fill('Koa Trading'));
  });

  it('leaves it to the page about a busy store where the store is', async () => {
    const throttled = new AwsError('ProvisionedThroughputExceededException', 400, 'slow down');
    const send = vi.spyOn(tables.client, 'send').mockRejectedValue(throttled);
    await expect(open(koa.id)).rejects.toThrow(throttled);
    send.mockRestore();
  });
});

describe('the page of a huge account', () => {
  const people = Array.from({ length: 5_000 }, (_, n) => ({
    ...{
      id: `u${n}`,
      account: 'huge',
      name: `${n} ${'名'.repeat(n % 100 === 99 ? 998 : 4)}`,
      email: `u${n}@huge.example`,
    },
    keyPerson: n === 4_999,
  }));

  beforeAll(async () => {
    const events = Array.from({ length: 400 }, (_, n): DayOfUse => ['2026-05-20', 'u7', `event.${n}`, n]);
    const account = { ...koa, id: 'huge', name: '\u202eهدى <script>'.padEnd(1_000, 'x') };
    await storeAccount(tables, account, people, [...events, ['2026-05-30', 'u7', 'login', 1]]);
    const task = (n: number) => {
      const id = `huge/logins-fell/-/2026-0${1 + (n % 5)}-01/check-${n}`;
      const isOpen = n % 2 === 0;
      return sampleTask({
        ...{
          id,
          account: 'huge',
          episode: 'huge/logins-fell/-/2026-01-01',
          title: 'タ'.repeat(n % 100 === 0 ? 1_000 : 10),
        },
        ...{ template: 'gone', status: isOpen ? 'open' : 'done', closedOn: isOpen ? null : '2026-05-20' },
        raisedOn: addDays('2026-01-01', n % 150),
      });
    };
    await batchPut(
      tables.client,
      tables.accountsTable,
      Array.from({ length: 1_000 }, (_, n) => encodeTask(task(n))),
    );
  });

  it('keeps below 100 kB, shows who matters, and leads on to the others', async () => {
    const page = await open('huge');
    expect(Buffer.byteLength(page.text)).toBeLessThan(100_000);
    expect(page.text.indexOf('4999 名')).toBeGreaterThan(-1);
    expect(page.text).not.toContain('<script>');
    expect(page.text).toContain('<a class="more" href="/accounts/huge?part=people">See all 5,000</a>');
    expect(page.text).toContain('<a class="more" href="/accounts/huge?part=open-tasks">See all 500</a>');
  });

  it('pages through its people, nobody twice, up to the last one', async () => {
    const peopleAt = async (query: string) => {
      const { text } = await open('huge', query);
      const next = /<a rel="next" href="[^"?]*\?([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
      return { next, people: [...text.matchAll(/<th role="rowheader" scope="row">(\d+) /g)].map(([, n]) => n) };
    };
    const first = await peopleAt('part=people');
    const second = await peopleAt(first.next as string);
    const last = await peopleAt('part=people&after=4950');
    const all = [...first.people, ...second.people, ...last.people];
    expect([all.length, new Set(all).size, last.next]).toEqual([150, 150, undefined]);
  });

  it('leads from the first of those who have a page of their own to all of them, each to be revoked', async () => {
    const pages = new DynamoCustomerPages(tables.client, tables.accountsTable);
    const invited = people.slice(100, 160);
    for (const { id } of invited) {
      await pages.replaceInvitation('huge', undefined, invite(undefined, id, 'mika', NOW.getTime()));
    }
    const address = `https://cs.example/w/${'x'.repeat(300)}`;
    const links = { addressesAt: async () => () => address };
    const show = (query = '') => open('huge', query, { links, webUrl: 'https://cs.example' } as never);
    const revocable = (text: string) =>
      [...text.matchAll(/revoke-page"><input[^>]+><input[^>]+name="contact" value="([^"]+)"/g)].map(([, id]) => id);
    const whole = await show();
    expect(revocable(whole.text)).toHaveLength(8);
    expect(whole.text).toContain('<a class="more" href="/accounts/huge?part=customer-pages">See all 60</a>');
    const shown = await Promise.all(['', '&after=20', '&after=40'].map((after) => show(`part=customer-pages${after}`)));
    for (const { text } of [whole, ...shown]) expect(Buffer.byteLength(text)).toBeLessThan(100_000);
    expect(shown.flatMap(({ text }) => revocable(text)).sort()).toEqual(invited.map(({ id }) => id).sort());
  });

  it('shows the tasks closed last first', async () => {
    const { text } = await open('huge', 'part=closed-tasks');
    const days = [...text.matchAll(/\/tasks\/huge\/[^"]*check-(\d+)/g)].map(([, n]) => Number(n) % 150);
    expect(days).toHaveLength(50);
    expect(days).toEqual([...days].sort((a, b) => b - a));
  });
});
