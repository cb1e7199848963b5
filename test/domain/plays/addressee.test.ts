import { describe, expect, it } from 'vitest';
import type { Product } from '../../../domain/account/account.ts';
import { checkPlaybook } from '../../../domain/playbook/check-playbook.ts';
import type { Playbook, PlayStep } from '../../../domain/playbook/playbook.ts';
import { rulesOf } from '../../../domain/playbook/rules.ts';
import { answersFor, looksAtParents, type ParentFacts } from '../../../domain/plays/addressee.ts';
import { D, playbookWith, team, work } from '../../support/plays.ts';
import { defaultPlaybook, Story } from '../../support/story.ts';

const group: ParentFacts = {
  account: { id: 'group', name: 'Group', csm: 'gina' },
  contacts: [{ id: 'head', account: 'group', role: 'admin', name: 'Hana', email: 'hana@group.example' }],
  answers: [],
  deadAddresses: [],
};
type Play = Playbook['plays'][string];
const members = [...team, { id: 'gina', name: 'Gina', email: 'gina@cs.example', role: 'csm' as const }];
const steps: PlayStep[] = [{ email: 'win-back', mode: 'send', to: ['admin'] }, { task: 'call' }];

function atLevel(level: 'account' | 'parent'): Playbook {
  const playbook = playbookWith(steps, { call: { assign: 'csm' } });
  return { ...playbook, plays: { ...playbook.plays, tried: { ...playbook.plays.tried, level } as Play } };
}

/** One of the group's accounts, silent for two months, whose contract renews in September. */
function child(id: string, parent: ParentFacts | null | undefined = group, level: 'account' | 'parent' = 'parent') {
  const story = new Story().logins('2026-04-01', 1);
  story.account = { id, name: id, csm: 'mika', renewalDate: '2026-09-01' };
  story.contacts = [{ id: `${id}.ann`, account: id, role: 'admin', name: 'Ann', email: `ann@${id}.example` }];
  story.playbook = atLevel(level);
  story.parent = parent;
  return story;
}

const customerMails = (story: Story, day: string, signal: string) =>
  work(story, day, { members }).mails.filter(
    ({ content, cause }) => content.type === 'customer' && cause?.signal === signal,
  );

describe('a play at the level of parents', () => {
  it('is the work of the parent’s team, and writes to the parent’s contacts', () => {
    const { tasks, mails } = work(child('koa'), D, { members });
    expect(tasks.map(({ account, assignee }) => [account, assignee])).toEqual([
      ['koa', 'gina'],
      ['koa', 'gina'],
    ]);
    const written = mails.filter(({ content }) => content.type === 'customer');
    expect(written.map(({ account, to, from, csm }) => [account, to.address, from.address, csm])).toEqual([
      ['group', 'hana@group.example', 'gina@cs.example', 'gina'],
      ['group', 'hana@group.example', 'gina@cs.example', 'gina'],
    ]);
    expect(written[0]).toMatchObject({
      contact: 'head',
      cause: { account: 'koa' },
      content: { account: { name: 'Group' } },
    });
  });

  it('writes once about a renewal date, whichever account it comes up at first, and else once about a day', () => {
    const ids = (story: Story, day: string, signal: string) => customerMails(story, day, signal).map(({ id }) => id);
    const first = ids(child('koa'), D, 'renewal-due');
    expect(first).toEqual(['group/renewal-due/2026-09-01/2026-09-01/win-back/head']);
    expect(ids(child('nest'), '2026-06-09', 'renewal-due')).toEqual(first);
    const itself = child('group', undefined);
    itself.contacts = group.contacts;
    itself.account = { ...itself.account, csm: 'gina' };
    expect(ids(itself, D, 'renewal-due')).toEqual(first);

    const silent = ids(child('koa'), D, 'no-login');
    expect(silent).toEqual([`group/no-login/-/${D}/win-back/head`]);
    expect(ids(child('nest'), D, 'no-login')).toEqual(silent);
    expect(ids(child('nest'), '2026-06-09', 'no-login')).not.toEqual(silent);
  });

  it('names none of one account’s products to them all', () => {
    const products: Product[] = [{ name: 'CRM' }, { name: 'Chat', renewalDate: '2026-12-01' }];
    const story = child('koa', {
      ...group,
      account: { ...group.account, products: [{ name: 'ERP', renewalDate: '2026-09-01' }] },
    });
    story.account = { ...story.account, products };
    const [mail] = customerMails(story, D, 'renewal-due');
    expect(mail?.content).toMatchObject({ renewalDate: '2026-09-01' });
    expect(mail?.content).not.toHaveProperty('products');
  });

  it('is the account’s own where the parent is not known, and says so', () => {
    const { tasks, mails } = work(child('koa', null), D, { members });
    expect(tasks.map(({ assignee, lacks }) => [assignee, lacks])).toEqual([
      ['mika', ['no-parent']],
      ['mika', ['no-parent']],
    ]);
    const written = mails.filter(({ content }) => content.type === 'customer');
    expect(written.map(({ account, to }) => [account, to.address])).toEqual([
      ['koa', 'ann@koa.example'],
      ['koa', 'ann@koa.example'],
    ]);
    expect(written[0]).not.toHaveProperty('cause.account');
  });

  it('is what a playbook asks for: unless it does, nothing changes, not even its rules', () => {
    const plan = (parent: ParentFacts | null | undefined) => work(child('koa', parent, 'account'), D, { members });
    expect(plan(group)).toEqual(plan(undefined));
    expect(plan(null)).toEqual(plan(undefined));
    expect(rulesOf(atLevel('parent'))).toBe(rulesOf(atLevel('account')));
    expect([looksAtParents(defaultPlaybook), looksAtParents(atLevel('parent'))]).toEqual([false, true]);
  });

  it('writes to nobody whom a signal is about, since they are no contacts of the parent', () => {
    const hands = defaultPlaybook.plays['build-on-growth'];
    const plays = { ...defaultPlaybook.plays, 'build-on-growth': { ...hands, level: 'parent' } as Play };
    expect(checkPlaybook({ ...defaultPlaybook, plays })).toEqual([]);
    const step: PlayStep = { email: 'win-back', mode: 'send', to: 'subject' };
    const label = { en: 'Tried', ja: '試行' };
    const tried = { label, chat: false, level: 'parent' as const, steps: [step], variants: {} };
    expect(checkPlaybook({ ...defaultPlaybook, plays: { ...defaultPlaybook.plays, tried } })).toEqual([
      {
        path: ['plays', 'tried', 'steps', 0, 'to'],
        message: 'the person whom a signal is about is no contact of the parent: give it a list of roles',
      },
    ]);
  });

  it('takes the parent’s answer about a renewal for all, where the parent is asked', () => {
    const own = [{ renewalDate: '2026-09-01', answer: 'talk' as const, day: '2026-06-02' }];
    const answers = [{ renewalDate: '2026-12-01', answer: 'renew' as const, day: '2026-06-03' }];
    expect(answersFor(own, { answers }, atLevel('parent'))).toEqual([...own, ...answers]);
    expect(answersFor(own, { answers }, atLevel('account'))).toEqual(own);
    expect(answersFor(own, null, atLevel('parent'))).toEqual(own);
  });
});
