import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, Contact } from '../../../domain/account/account.ts';
import { addCoverage, cover, emptyCoverage } from '../../../domain/data-map/coverage.ts';
import { dataMapOf, type SignalRow } from '../../../domain/data-map/data-map.ts';
import { lifetimeOf } from '../../../domain/usage/lifetime.ts';
import { TallyBuilder } from '../../../domain/usage/tally/usage-tally.ts';
import { defaultPlaybook } from '../../support/story.ts';
import { withSignal } from '../../support/with-signal.ts';

const playbook = { ...defaultPlaybook, aliases: { 'user.signed_in': 'login' } };

function accountData(account: Partial<Account>, events: string[], contacts: Partial<Contact>[] = []) {
  const builder = new TallyBuilder();
  for (const event of events) builder.add(event, 'u1');
  return {
    account: { id: 'koa', name: 'Koa', ...account },
    contacts: contacts.map((contact, i) => ({ id: `c${i}`, account: 'koa', ...contact })),
    lifetime: lifetimeOf([{ day: '2026-05-20', ...builder.build() }]),
    records: [],
  };
}

function mapOf(...accounts: ReturnType<typeof accountData>[]) {
  const coverage = emptyCoverage();
  for (const data of accounts) cover(coverage, data, playbook);
  const { signals } = dataMapOf(playbook, coverage, new Map([['user.signed_in', '2026-05-31']]));
  return (signal: string) => signals.find((row) => row.signal === signal);
}

describe('the data map', () => {
  it('says that a signal without its events is off', () => {
    expect(mapOf(accountData({}, []))('logins-fell')).toEqual({
      signal: 'logins-fell',
      state: 'off',
      needs: [{ kind: 'event', name: 'login', arrives: false, lastSeen: null, accounts: 0 }],
    });
  });

  it('says from how many accounts what a signal needs arrives, and when it came last, under whatever name', () => {
    const row = mapOf(accountData({}, ['user.signed_in', 'login']), accountData({}, []))('logins-fell');
    expect(row).toMatchObject({ state: 'on', needs: [{ arrives: true, lastSeen: '2026-05-31', accounts: 1 }] });
  });

  it('says that a signal is off while a fact that it needs is nowhere', () => {
    expect(mapOf(accountData({}, []))('renewal-due')).toMatchObject({
      state: 'off',
      needs: [{ kind: 'account', name: 'renewalDate', arrives: false }],
    });
    expect(mapOf(accountData({ renewalDate: '2026-12-01' }, []))('renewal-due')).toMatchObject({ state: 'on' });
  });

  it('asks for a contact with the role, not just for contacts', () => {
    const handOver = (contacts: Partial<Contact>[]) => mapOf(accountData({}, ['login'], contacts))('hand-over')?.state;
    expect(handOver([{ role: 'admin' }])).toBe('off');
    expect(handOver([{ role: 'admin' }, { role: 'champion' }])).toBe('on');
  });

  it('lets a fact stand in for what happens, where either is enough', () => {
    const reached = { kind: 'goal-reached', event: 'roi.reached', withinDays: 28 };
    const ruled = withSignal('roi-reached', { when: reached });
    const stateFor = (...given: Parameters<typeof accountData>) => {
      const coverage = emptyCoverage();
      cover(coverage, accountData(...given), ruled);
      return dataMapOf(ruled, coverage, new Map()).signals.find(({ signal }) => signal === 'roi-reached') as SignalRow;
    };
    expect(stateFor({}, ['login'])).toMatchObject({ state: 'off', needs: [{ name: 'roi.reached' }, {}, {}] });
    expect(stateFor({}, ['roi.reached']).state).toBe('partly');
    expect(stateFor({ goalMeasure: 'hours.saved', goalTarget: 100 }, [])).toMatchObject({
      state: 'partly',
      needs: [{ arrives: false }, { name: 'goalMeasure', arrives: true, alternative: true }, { arrives: true }],
    });
    expect(stateFor({ goalMeasure: 'hours.saved', goalTarget: 100 }, ['roi.reached']).state).toBe('on');
  });

  it('is the same however the accounts are divided into pages', () => {
    const dataArbitrary = fc.record({
      events: fc.subarray(['login', 'page.viewed', '__proto__']),
      licenses: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(dataArbitrary), fc.nat(), (drawn, cut) => {
        const all = drawn.map(({ events, licenses }) => accountData(licenses ? { licenses: 5 } : {}, events));
        const coverageOf = (part: typeof all) => {
          const coverage = emptyCoverage();
          for (const data of part) cover(coverage, data, playbook);
          return JSON.parse(JSON.stringify(coverage));
        };
        const at = all.length === 0 ? 0 : cut % all.length;
        const added = emptyCoverage();
        addCoverage(added, coverageOf(all.slice(at)));
        addCoverage(added, coverageOf(all.slice(0, at)));
        expect(JSON.parse(JSON.stringify(added))).toEqual(coverageOf(all));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
