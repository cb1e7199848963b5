import { beforeEach, describe, expect, it } from 'vitest';
import type { LinkAction } from '../../../domain/links/link.ts';
import type { Task } from '../../../domain/tasks/task.ts';
import { finishTask } from '../../../domain/tasks/task-changes.ts';
import { inFirstStage, stageTask } from '../../support/stage-of-shinonome.ts';
import { noon, webInMemory } from '../../support/web-in-memory.ts';

const own: LinkAction = { to: 'roadmap', account: 'shinonome', contact: 'ren' };
const { id: people } = stageTask('kickoff-people');

let web: ReturnType<typeof webInMemory>;
beforeEach(() => {
  web = webInMemory(inFirstStage());
});

const page = async () => (await web.open(own)) as { statusCode: number; body: string; headers: Record<string, string> };
const press = async (form: Record<string, string>) =>
  (await web.press(own, form)) as { statusCode: number; body: string };
const tick = (step = 'kickoff-people') => press({ act: 'tick', step });
const comment = (text: string) => press({ act: 'comment', text });

describe('The page that a customer has of their own', () => {
  it('says first what is theirs to do and by when, then how far they are, and who looks after them', async () => {
    const { statusCode, body } = await page();
    expect(statusCode).toBe(200);
    expect(body).toContain('<h1>Next for you: Tell us who takes part</h1>');
    expect(body).toContain('Planned by Wed 10 Jun');
    expect(body).toContain('0 of 4 done');
    expect(body).toContain('aria-current="step"');
    expect(body).toContain('Aoi Shiraishi');
    expect(body).toContain('The page of Ren Suzuki, Shinonome Trading');
  });

  it('speaks Japanese to who reads Japanese', async () => {
    web.world.contact = { ...web.world.contact, language: 'ja' };
    expect((await page()).body).toContain('次にお願いしたいこと：ご参加される方を決める');
  });

  it('shows nothing of our own work that is not meant for them, and is kept nowhere', async () => {
    const { body, headers } = await page();
    expect(body).not.toContain('kickoff-hand-over');
    expect(body).not.toContain('Hand the customer over');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' });
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
  });

  it('changes nothing by being opened', async () => {
    await page();
    expect([web.world.changes, web.world.mails]).toEqual([[], []]);
  });

  it('is gone for who has left, says so where the contract is over, and opens by no revoked link', async () => {
    web.world.account = { ...web.world.account, churnedOn: '2026-06-01' };
    expect(await page()).toMatchObject({ statusCode: 404, body: expect.stringContaining('Your contract has ended') });
    web.world.contact = { ...web.world.contact, id: 'somebody-else' };
    expect(await page()).toMatchObject({ statusCode: 404, body: expect.not.stringContaining('Shinonome') });
    web.world.invitations.set('ren', { contact: 'ren', revokedUntil: noon / 1000 + 90 * 86_400 });
    expect(await page()).toMatchObject({ statusCode: 410, body: expect.not.stringContaining('Shinonome') });
    expect(await tick()).toMatchObject({ statusCode: 410 });
    expect(web.world.changes).toEqual([]);
  });

  it('says in their language who writes them a new link, once theirs has expired, and nothing of the account', async () => {
    const aYearLater = noon + 365 * 86_400_000;
    web.world.now = aYearLater;
    const { statusCode, body } = await page();
    expect([statusCode, body.includes('Shinonome'), body.includes('Tell us who takes part')]).toEqual([
      410,
      false,
      false,
    ]);
    expect(body).toContain('<h1>This link has expired</h1>');
    expect(body).toContain('Aoi Shiraishi will be glad to send you a new one');
    expect(body).toContain('mailto:aoi@mirai.example');
    web.world.contact = { ...web.world.contact, language: 'ja' };
    expect((await page()).body).toContain('リンクの有効期限が切れています');
    web.world.members = [];
    expect((await page()).body).toContain('これまでのメールにご返信');
    web.world.contact = { ...web.world.contact, id: 'somebody-else' };
    expect((await page()).body).not.toContain('Aoi');
  });

  it.each([
    ['has expired', { now: noon + 365 * 86_400_000 }],
    ['was revoked', { invitations: new Map([['ren', { contact: 'ren', revokedUntil: noon / 1000 + 4e7 }]]) }],
  ])('takes nothing by a link that %s, and gives back what was typed', async (_, changed) => {
    Object.assign(web.world, changed);
    const { statusCode, body } = await comment('When is the <training>?');
    expect(statusCode).toBe(410);
    expect(body).toContain('What you have just sent was not saved.');
    expect(body).toContain('<blockquote>When is the &lt;training&gt;?</blockquote>');
    expect([web.world.changes, web.world.mails]).toEqual([[], []]);
  });

  it('holds names that turn nothing round and push nothing away, whoever has which', async () => {
    const name = `\u202e${'هدى '.repeat(300)}`;
    web.world.members = web.world.members.map((member) => ({ ...member, name }));
    web.world.account = { ...web.world.account, name, goalName: '\u202eInvoices' };
    web.world.contact = { ...web.world.contact, name };
    web.world.proposal = { name: '\u202eInvoices', at: '2026-06-01T00:00:00.000Z', day: '2026-06-01', by: 'aoi' };
    const pages = [await page(), await comment('Hello'), await press({ act: 'agree', seen: web.world.proposal.at })];
    web.world.now = noon + 365 * 86_400_000;
    pages.push(await page());
    for (const { body } of pages) {
      expect(body).not.toMatch(/[\u202a-\u202e]/);
      expect(body).not.toContain('هدى '.repeat(40));
      expect(body).toContain('هدى '.repeat(20));
    }
  });

  it('opens without a stage, and tells whom to ask', async () => {
    web.world.state = undefined;
    const { statusCode, body } = await page();
    expect(statusCode).toBe(200);
    expect(body).toContain('Nothing is waiting for you');
    expect(body).toContain('Aoi Shiraishi');
  });

  it('leaves out what the playbook has no name for any more', async () => {
    const { 'kickoff-people': _, ...tasks } = web.world.playbook.tasks;
    web.world.playbook = { ...web.world.playbook, tasks };
    expect((await page()).body).not.toContain('Tell us who takes part');
  });
});

describe('A step that a customer ticks off', () => {
  it('is done, as theirs, and the CSM learns of it once it can no longer be taken back', async () => {
    const { statusCode, body } = await tick();
    expect(statusCode).toBe(200);
    expect(body).toContain('is marked as done');
    expect(body).toContain('done by you on Tue 2 Jun');
    expect(web.world.tasks.get(people)).toMatchObject({ status: 'done', outcome: 'helped' });
    expect(web.world.changes[0]?.activity).toMatchObject({ kind: 'task', contact: 'ren' });
    expect(web.world.mails).toMatchObject([
      {
        ...{ status: 'waiting', notBefore: '2026-06-02T03:01:00.000Z', to: { address: 'aoi@mirai.example' } },
        ...{ replyTo: { address: 'ren@shinonome.example' }, content: { news: { what: 'ticked', left: 3 } } },
      },
    ]);
    expect(web.world.evaluated).toEqual(['shinonome']);
    expect(web.world.evaluatedLater).toEqual(['shinonome']);
  });

  it('is ticked off once, however often it is pressed', async () => {
    await tick();
    expect(await tick()).toMatchObject({ statusCode: 200 });
    expect([web.world.changes.length, web.world.mails.length]).toEqual([1, 1]);
  });

  it('is open again when they take it back within the minute, and nobody is told', async () => {
    await tick();
    web.world.now = noon + 50_000;
    expect((await press({ act: 'undo', step: 'kickoff-people' })).body).toContain('is open again');
    expect(web.world.tasks.get(people)).toMatchObject({ status: 'open', outcome: null });
    expect(web.world.mails).toEqual([]);
  });

  it('stays done after the minute', async () => {
    await tick();
    web.world.now = noon + 61_000;
    expect(await press({ act: 'undo', step: 'kickoff-people' })).toMatchObject({ statusCode: 409 });
    expect(web.world.tasks.get(people)).toMatchObject({ status: 'done' });
  });

  it('was done by the CSM a moment earlier: the customer learns by whom, and nothing is done twice', async () => {
    const before = web.world.tasks.get(people) as Task;
    const done = finishTask(before, { outcome: 'helped' }, { by: 'aoi', day: '2026-06-02' });
    const { get } = web.stores.tasks;
    // Between the reading of the page and the writing of the tick.
    web.stores.tasks.get = async (account, id) => {
      if ('task' in done) web.world.tasks.set(people, done.task);
      return get(account, id);
    };
    const { statusCode, body } = await tick();
    expect(statusCode).toBe(409);
    expect(body).toContain('was done by us on Tue 2 Jun');
    expect([web.world.changes, web.world.mails]).toEqual([[], []]);
  });

  it.each(['kickoff-hand-over', 'set-up-check', 'no-such-step', '__proto__', ''])(
    'is never one that is not theirs: %s',
    async (step) => {
      expect(await tick(step)).toMatchObject({ statusCode: 409 });
      expect(web.world.changes).toEqual([]);
    },
  );

  it('is somebody else’s word to a colleague of theirs, who can’t take it back and reads no name', async () => {
    await tick();
    web.world.contact = { ...web.world.contact, id: 'mio', name: 'Mio Kato' };
    const { body = '' } = await web.open({ ...own, contact: 'mio' });
    expect(body).toContain('done by a colleague of yours');
    expect(body).not.toContain('Ren');
    expect(body).not.toContain('value="undo"');
  });
});

describe('A goal that is proposed to a customer', () => {
  const proposal = {
    ...{ name: 'Invoices out within 2 days', start: 5, target: 2, date: '2026-12-25' },
    ...{ at: '2026-06-01T00:00:00.000Z', day: '2026-06-01', by: 'aoi' },
  };
  const agree = (seen = proposal.at) => press({ act: 'agree', seen });

  it('is read on their page, and with their word it is the account’s, and their CSM knows', async () => {
    web.world.proposal = proposal;
    expect((await page()).body).toContain('The goal that we propose');
    expect((await agree()).body).toContain('is now the goal that we work towards');
    expect(web.world.account).toMatchObject({
      ...{ goalName: proposal.name, goalStart: 5, goalTarget: 2, goalDate: '2026-12-25', goalSince: '2026-06-02' },
    });
    expect(web.world.proposal.agreed).toEqual({ contact: 'ren', day: '2026-06-02' });
    expect(web.world.mails).toMatchObject([{ status: 'pending', content: { news: { what: 'goal-agreed' } } }]);
    expect(web.world.evaluated).toEqual(['shinonome']);
    expect((await page()).body).not.toContain('The goal that we propose');
  });

  it('is agreed on once, and only as it was read', async () => {
    web.world.proposal = { ...proposal, at: '2026-06-02T00:00:00.000Z' };
    expect(await agree()).toMatchObject({ statusCode: 409, body: expect.stringContaining('has changed') });
    expect(web.world.account.goalName).toBeUndefined();
    await agree('2026-06-02T00:00:00.000Z');
    await agree('2026-06-02T00:00:00.000Z');
    expect(web.world.mails).toHaveLength(1);
  });
});

describe('What a customer writes on their page', () => {
  it('reaches the CSM at once, who answers straight to them, and stays on the page', async () => {
    expect(await comment('Could we start <b>later</b>?')).toMatchObject({ statusCode: 200 });
    expect(web.world.mails).toMatchObject([
      {
        ...{ status: 'pending', replyTo: { name: 'Ren Suzuki', address: 'ren@shinonome.example' } },
        content: { news: { what: 'comment', text: 'Could we start <b>later</b>?' } },
      },
    ]);
    const { body } = await page();
    expect(body).toContain('Could we start &lt;b&gt;later&lt;/b&gt;?');
    expect(body).not.toContain('<b>later</b>');
  });

  it('is taken once where it is sent twice', async () => {
    await comment('Hello');
    await comment('Hello');
    expect([web.world.comments.length, web.world.mails.length]).toEqual([1, 1]);
  });

  it.each([
    ['', 'Write something first'],
    ['a'.repeat(10_000), 'keep to 2,000 characters'],
  ])('is not taken where it is empty or too long, and nothing of it is lost', async (text, why) => {
    const { statusCode, body } = await comment(text);
    expect(statusCode).toBe(422);
    expect(body).toContain(why);
    expect(body).toContain(text);
    expect(web.world.mails).toEqual([]);
  });

  it('keeps its direction and its signs', async () => {
    await comment('شكرا \u202e‏ <script>alert(1)</script>');
    const { body } = await page();
    expect(body).toContain('شكرا');
    expect(body).not.toContain('<script>alert');
  });

  it('is no flood: after twenty a day the CSM’s address is named', async () => {
    for (let i = 0; i < 20; i += 1) await comment(`Message ${i}`);
    const { statusCode, body } = await comment('One more');
    expect(statusCode).toBe(429);
    expect(body).toContain('Please write to Aoi Shiraishi by mail');
    expect(body).toContain('One more');
    expect(web.world.comments).toHaveLength(20);
    web.world.now = noon + 86_400_000;
    expect(await comment('The next day')).toMatchObject({ statusCode: 200 });
  });

  it('is numbered anew where a second one of theirs was faster', async () => {
    const { addComment } = web.stores.customerPages;
    let isFirst = true;
    web.stores.customerPages.addComment = async (...given) => {
      if (isFirst) {
        isFirst = false;
        await addComment('shinonome', { ...given[1], text: 'From the other tab' }, given[2], {});
      }
      return addComment(...given);
    };
    expect(await comment('From this one')).toMatchObject({ statusCode: 200 });
    expect(web.world.comments.map(({ number, text }) => [number, text])).toEqual([
      [1, 'From the other tab'],
      [2, 'From this one'],
    ]);
  });

  it('goes to nobody by a link that somebody made up', async () => {
    for (let i = 0; i < 1000; i += 1) {
      const token = `${web.tokenOf(own).slice(0, -8)}${String(i).padStart(8, 'x')}`;
      const { statusCode } = (await web.act({
        ...{ pathParameters: { proxy: token }, requestContext: { http: { method: 'POST' } } },
        ...{ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'act=comment&text=hi' },
      } as never)) as { statusCode: number };
      expect(statusCode).toBe(404);
    }
    expect(web.world.comments).toEqual([]);
  });
});
