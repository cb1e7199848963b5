import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import type { LinkAction } from '../../../domain/links/link.ts';
import { draftOnPage, mailToApprove } from '../../support/sample-pages.ts';
import { sampleTask } from '../../support/sample-task.ts';
import { textOf } from '../../support/text-of.ts';
import { webInMemory } from '../../support/web-in-memory.ts';

const toApprove = mailToApprove('en');
const draft = draftOnPage('en');
const task = sampleTask();
const of = { account: 'shinonome', person: 'aoi' };
const doneJustNow = {
  ...task,
  status: 'done' as const,
  outcome: 'helped' as const,
  closedOn: '2026-06-02',
  history: [{ day: '2026-06-02', act: 'done' as const, by: 'aoi', at: '2026-06-02T02:59:00.000Z' }],
};

/** Every link of the team's, with what its button says. */
const links: [string, LinkAction, Record<string, string>][] = [
  ['approve', { to: 'approval', ...of, mail: toApprove.id }, { decision: 'send', ...toApprove.proposed }],
  ['drop', { to: 'approval', ...of, mail: toApprove.id }, { decision: 'drop' }],
  ['draft', { to: 'draft', ...of, mail: draft.id }, { decision: 'send', ...draft.proposed }],
  ['done', { to: 'task', ...of, task: task.id, assignee: 'aoi', act: 'done' }, { outcome: 'won' }],
  ['snooze', { to: 'task', ...of, task: task.id, assignee: 'aoi', act: 'snooze' }, { until: '2026-06-09' }],
  ['hand-over', { to: 'task', ...of, task: task.id, assignee: 'aoi', act: 'hand-over' }, { to: 'person:stig' }],
  ['useful', { to: 'task', ...of, task: task.id, assignee: 'aoi', act: 'useful' }, {}],
  ['false-alarm', { to: 'task', ...of, task: task.id, assignee: 'aoi', act: 'false-alarm' }, {}],
  ['undo', { to: 'undo', ...of, task: task.id, change: 0 }, {}],
  ['read', { to: 'read', ...of, task: task.id }, {}],
  ['next-action', { to: 'next-action', ...of }, { text: 'Call', before: '' }],
];

function world(aoi: Partial<Csm> | null, name = '') {
  const web = webInMemory({ tasks: new Map([[task.id, name === 'undo' ? doneJustNow : task]]) });
  for (const mail of [toApprove, draft]) web.world.toApprove.set(mail.id, mail);
  web.world.members = web.world.members.flatMap((one) => (one.id !== 'aoi' ? [one] : aoi ? [{ ...one, ...aoi }] : []));
  return web;
}
const stored = ({ tasks, toApprove, nextActions, mails, changes }: ReturnType<typeof world>['world']) =>
  structuredClone({ tasks, toApprove, nextActions, mails, changes });

describe.each(links)('by a link of somebody who has left (%s)', (name, link, form) => {
  it('nothing is done and nothing shown: the page says who goes on with it', async () => {
    const web = world({ leftOn: '2026-06-02', successor: 'ken' }, name);
    const before = stored(web.world);
    for (const answer of [await web.open(link), await web.press(link, form)]) {
      expect(answer.statusCode).toBe(403);
      const page = textOf(answer.body ?? '');
      expect(page).toContain('This is with Ken Mori now');
      expect(page).toContain('please tell Ken Mori');
      expect(page, 'of the customer').not.toMatch(/Shinonome|Ren Suzuki|Call the champion/);
    }
    expect(stored(web.world)).toEqual(before);
  });

  it('nothing is done either where nobody is named for it, or they are in the team no more', async () => {
    for (const aoi of [{ leftOn: '2026-05-01' }, null]) {
      const web = world(aoi, name);
      const before = stored(web.world);
      const answer = await web.press(link, form);
      expect(answer.statusCode).toBe(403);
      expect(textOf(answer.body ?? '')).toContain('This is with the team now');
      expect(stored(web.world)).toEqual(before);
    }
  });

  it('all is done up to their last day', async () => {
    const web = world({ leftOn: '2026-06-03', successor: 'ken' }, name);
    expect((await web.press(link, form)).statusCode).toBe(200);
  });
});

it('speaks Japanese to who does', async () => {
  const web = world({ leftOn: '2026-06-01', successor: 'ken', language: 'ja' });
  const page = textOf((await web.open({ to: 'next-action', ...of })).body ?? '');
  expect(page).toContain('この件はKen Moriさんが引き継いでいます');
});

it('a link to read that a channel has is everybody’s', async () => {
  const web = world({ leftOn: '2026-06-01', successor: 'ken' });
  expect((await web.open({ to: 'read', account: 'shinonome', task: task.id, person: null })).statusCode).toBe(200);
});

describe('whoever goes on for somebody who has left', () => {
  it('approves what waited, and the page says in whose name it goes: theirs', async () => {
    const web = world({ leftOn: '2026-06-01', successor: 'ken' });
    const link: LinkAction = { to: 'approval', ...of, mail: toApprove.id, person: 'ken' };
    const page = textOf((await web.open(link)).body ?? '');
    expect(page).toMatch(/Ken Mori ken@ ?mirai\.example/);
    expect(page).not.toMatch(/aoi@/);
    await web.press(link, { decision: 'send', ...toApprove.proposed });
    expect(web.world.toApprove.get(toApprove.id)).toMatchObject({
      status: 'waiting',
      decidedBy: 'ken',
      from: { address: 'ken@mirai.example' },
      csm: 'ken',
    });
  });

  it('is who the customer’s pages name', async () => {
    const web = world({ leftOn: '2026-06-01', successor: 'ken' });
    const renewal: LinkAction = {
      ...{ to: 'renewal', account: 'shinonome', contact: 'ren', renewalDate: '2026-09-01', answer: 'talk' },
    };
    for (const page of [await web.open(renewal), await web.press(renewal, { answer: 'talk' })]) {
      expect(textOf(page.body ?? '')).toContain('Ken Mori');
      expect(textOf(page.body ?? '')).not.toContain('Aoi');
    }
    const nobody = world({ leftOn: '2026-06-01' });
    expect(textOf((await nobody.open(renewal)).body ?? ''), 'the company, where nobody is named').toContain(
      'Mirai Inc.',
    );
  });

  it('can be handed a task; who has left can’t', async () => {
    const web = world(null);
    web.world.members.push({
      id: 'yui',
      name: 'Yui Abe',
      email: 'yui@mirai.example',
      role: 'csm',
      leftOn: '2026-06-01',
    });
    const mine = sampleTask({ assignee: 'ken' });
    web.world.tasks.set(mine.id, mine);
    const link: LinkAction = {
      to: 'task',
      account: 'shinonome',
      task: mine.id,
      person: 'ken',
      assignee: 'ken',
      act: 'hand-over',
    };
    expect((await web.open(link)).body).not.toContain('Yui');
    const refused = await web.press(link, { to: 'person:yui' });
    expect(refused.statusCode).toBe(422);
    expect(web.world.tasks.get(mine.id)).toEqual(mine);
    expect((await web.press(link, { to: 'person:stig' })).statusCode).toBe(200);
  });
});

describe('whose account has become a colleague’s', () => {
  it.each<[string, LinkAction]>([
    ['approval', { to: 'approval', ...of, mail: toApprove.id }],
    ['draft', { to: 'draft', ...of, mail: draft.id }],
  ])('still decides on mail in their own name, and sees who has the account now (%s)', async (_, link) => {
    const web = world({});
    expect(textOf((await web.open(link)).body ?? '')).not.toContain('Ken Mori');
    web.world.account.csm = 'ken';
    expect(textOf((await web.open(link)).body ?? '')).toContain('Ken Mori looks after Shinonome Trading now');
    expect((await web.press(link, { decision: 'send', ...toApprove.proposed })).statusCode).toBe(200);
    expect([...web.world.toApprove.values()].map(({ decidedBy }) => decidedBy)).toContain('aoi');
  });
});
