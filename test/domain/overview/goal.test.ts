import { describe, expect, it } from 'vitest';
import type { Account } from '../../../domain/account/account.ts';
import { goalProgress } from '../../../domain/overview/goal.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import { TallyBuilder } from '../../../domain/usage/tally/usage-tally.ts';
import { usageHistory } from '../../../domain/usage/usage-history.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

const D = '2026-06-01';
const measure = defaultPlaybook.measures[0] as string;
const account: Account = {
  id: 'koa',
  name: 'Koa',
  goalName: 'Fewer late orders',
  goalMeasure: measure,
  goalStart: 40,
  goalTarget: 10,
  goalSince: '2026-05-02',
  goalDate: '2026-07-01',
};

function progress(changes: Partial<Account> = {}, value?: number) {
  const tally = new TallyBuilder();
  if (value !== undefined) tally.add(measure, undefined, { source: 's', id: 'v', time: 0, value });
  const days = value === undefined ? [] : [{ day: '2026-05-31', ...tally.build() }];
  return goalProgress({ ...account, ...changes }, usageHistory(days, lifetimeOf(days), defaultPlaybook, D));
}

describe('the goal of an account', () => {
  it('is so far on its way, where less is better too, and half of the time is over', () => {
    expect(progress({}, 28)).toMatchObject({ value: 28, share: 0.4, expected: 25, daysLeft: 30 });
  });

  it('is told with what is known of it where no value has come, or something is missing', () => {
    expect(progress()).toMatchObject({ value: null, share: null, expected: 25 });
    expect(progress({ goalTarget: undefined }, 28)).toMatchObject({ value: 28, daysLeft: 30 });
    expect(progress({ goalTarget: undefined }, 28)).not.toHaveProperty('share');
  });

  it('is none where nobody said one', () => {
    const none = { goalName: undefined, goalMeasure: undefined, goalTarget: undefined, goalDate: undefined };
    expect(progress(none, 28)).toBeNull();
  });
});
