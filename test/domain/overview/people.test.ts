import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../domain/account/account.ts';
import { peopleOf } from '../../../domain/overview/people.ts';
import { addDays } from '../../../domain/time/day.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import { TallyBuilder } from '../../../domain/usage/tally/usage-tally.ts';
import { usageHistory } from '../../../domain/usage/usage-history.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const D = '2026-06-01';
const contact = (id: string, facts: Partial<Contact> = {}): Contact => ({ id, account: 'koa', ...facts });

/** Who was active how many days ago, and who answered what. */
function people(
  contacts: Contact[],
  seen: Record<string, number> = {},
  { about = [], answers = [] }: { about?: string[]; answers?: [user: string, daysAgo: number, value: number][] } = {},
) {
  const tallies = new Map<string, TallyBuilder>();
  const on = (daysAgo: number) => {
    const day = addDays(D, -daysAgo);
    const tally = tallies.get(day) ?? new TallyBuilder();
    tallies.set(day, tally);
    return tally;
  };
  for (const [user, daysAgo] of Object.entries(seen)) on(daysAgo).add('login', user);
  for (const [user, daysAgo, value] of answers)
    on(daysAgo).add('nps.answered', user, { source: 's', id: `${user}${daysAgo}`, time: -daysAgo, value });
  const days = [...tallies].map(([day, tally]) => ({ day, ...tally.build() }));
  const usage = usageHistory(days, lifetimeOf(days), defaultPlaybook, D);
  return peopleOf({ contacts, deadAddresses: [], usage, about: new Set(about) });
}

describe('the people of an account', () => {
  it('come in the order in which they matter', () => {
    const all = people(
      [
        contact('never'),
        contact('long-gone'),
        contact('around'),
        contact('boss', { role: 'executive' }),
        contact('asked-about'),
        contact('key', { keyPerson: true }),
        contact('champion', { role: 'champion' }),
      ],
      { 'long-gone': 60, around: 3, champion: 1, key: 9, stranger: 2 },
      { about: ['asked-about'] },
    );
    expect(all.map(({ id }) => id)).toEqual([
      'champion',
      'key',
      'asked-about',
      'boss',
      'stranger',
      'around',
      'long-gone',
      'never',
    ]);
    expect(all.find(({ id }) => id === 'stranger')?.contact).toBeUndefined();
  });

  it('have the last answer that they gave', () => {
    const [ren] = people(
      [contact('ren')],
      {},
      {
        answers: [
          ['ren', 30, 9],
          ['ren', 5, 4],
        ],
      },
    );
    expect(ren?.nps).toEqual({ score: 4, day: addDays(D, -5) });
  });

  it('are told apart by whether mail reaches them', () => {
    const usage = usageHistory([], lifetimeOf([]), defaultPlaybook, D);
    const dead = { contact: 'b', address: 'B@koa.example', reason: 'bounced' as const, day: D };
    const all = peopleOf({
      contacts: [contact('a', { email: 'a@koa.example' }), contact('b', { email: 'b@koa.example' }), contact('c')],
      deadAddresses: [dead],
      usage,
      about: new Set(),
    });
    expect(all.map(({ id, mail }) => [id, mail])).toEqual([
      ['a', 'fine'],
      ['b', 'dead'],
      ['c', 'no-address'],
    ]);
  });
});
