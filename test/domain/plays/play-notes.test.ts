import { describe, expect, it } from 'vitest';
import type { Csm } from '../../../domain/account/account.ts';
import type { Playbook } from '../../../domain/playbook/playbook.ts';
import { D, finish, silentAccount, team, work } from '../../support/plays.ts';

const EPISODE = 'koa/no-login/-/2026-06-01';

interface Said {
  chat?: Playbook['plays'][string]['chat'];
  rules?: Playbook['chat'];
  segment?: string;
}

/** A play of work for the CSM, and joint work with sales; `then` follows when the first is done. */
function story({ chat = true, rules, segment }: Said) {
  const templates = { upsell: { assign: ['csm', 'sales'] as ['csm', 'sales'] } };
  const account = silentAccount([{ task: 'upsell' }, { task: 'note' }, { task: 'then', after: ['note'] }], templates);
  account.account = { ...account.account, ...(segment !== undefined && { segment }) };
  const { tried } = account.playbook.plays;
  if (tried) tried.chat = chat;
  if (rules) account.playbook.chat = rules;
  return account;
}

const placesIn = ({ notes }: ReturnType<typeof work>) => notes.map(({ place }) => place);
const withPlace = (id: string, chat: string): Csm[] =>
  team.map((member) => (member.id === id ? { ...member, chat } : member));

describe('where a play tells the chat', () => {
  it('is the main place, under the name that it had when there was no other', () => {
    expect(work(story({}), D).notes).toMatchObject([{ id: `${EPISODE}/chat`, place: 'main', locale: 'en' }]);
  });

  it('is nowhere, where the play says nothing', () => {
    expect(work(story({ chat: false, rules: { segments: { Enterprise: ['big'] } } }), D).notes).toEqual([]);
  });

  it('are the places that it names, each with a message of its own', () => {
    const { notes } = work(story({ chat: ['main', 'leads'] }), D);
    expect(notes.map(({ id, place }) => [id, place])).toEqual([
      [`${EPISODE}/chat`, 'main'],
      [`${EPISODE}/chat/leads`, 'leads'],
    ]);
  });

  it('are those of the account’s segment, unless it names its own', () => {
    const rules = { segments: { Enterprise: ['big', 'main'] } };
    expect(placesIn(work(story({ rules, segment: 'Enterprise' }), D))).toEqual(['big', 'main']);
    expect(placesIn(work(story({ rules, segment: 'SMB' }), D))).toEqual(['main']);
    expect(placesIn(work(story({ rules, segment: 'toString' }), D))).toEqual(['main']);
    expect(placesIn(work(story({ rules, segment: 'Enterprise', chat: ['leads'] }), D))).toEqual(['leads']);
  });

  it('tells each place once an episode', () => {
    const account = story({ chat: ['main', 'leads'] });
    const { tasks } = work(account, D);
    const note = tasks.find(({ template }) => template === 'note');
    if (note) finish(account, note, D);
    const later = work(account, '2026-06-02');
    expect(later.tasks.map(({ template }) => template)).toEqual(['then']);
    expect(later.notes).toEqual([]);
  });
});

describe('somebody with a place of their own in the chat', () => {
  const members = withPlace('mika', 'mika');

  it('is told there of what they have to do, in their language, whatever the play says to others', () => {
    const { notes } = work(story({ chat: false }), D, { members });
    expect(notes).toMatchObject([{ id: `${EPISODE}/upsell/csm/to-person/mika`, place: 'mika', locale: 'ja' }]);
    expect(notes[0]?.tasks.map(({ template }) => template)).toEqual(['upsell', 'note']);
  });

  it('is told of what comes later, too', () => {
    const account = story({ chat: true });
    const { tasks } = work(account, D, { members });
    const note = tasks.find(({ template }) => template === 'note');
    if (note) finish(account, note, D);
    expect(work(account, '2026-06-02', { members }).notes).toMatchObject([
      { id: `${EPISODE}/then/to-person/mika`, place: 'mika', tasks: [{ template: 'then' }] },
    ]);
  });

  it('is not told twice in the place that the play tells as well', () => {
    expect(placesIn(work(story({ chat: true }), D, { members: withPlace('mika', 'main') }))).toEqual(['main']);
    expect(placesIn(work(story({ chat: ['leads'] }), D, { members: withPlace('sales', 'leads') }))).toEqual(['leads']);
  });

  it('is told nothing of the work of others', () => {
    const { notes } = work(story({ chat: false }), D, { members: withPlace('sales', 'sam') });
    expect(notes).toMatchObject([{ place: 'sam', tasks: [{ template: 'upsell', assigneeName: 'Sam' }] }]);
  });

  it('leaves room for the tasks and mails of a play as large as one may be', () => {
    const many = Array.from({ length: 40 }, (_, n) => ({ task: `t${n}` }));
    const account = silentAccount(many, Object.fromEntries(many.map(({ task }) => [task, { assign: 'csm' }])));
    const { tried } = account.playbook.plays;
    if (tried) tried.chat = ['main', 'a', 'b', 'c', 'd'];
    const planned = work(account, D, { members });
    const rows = planned.tasks.length + planned.mails.length + planned.notes.length;
    expect([planned.tasks.length, planned.notes.length, rows <= 85]).toEqual([40, 6, true]);
  });
});
