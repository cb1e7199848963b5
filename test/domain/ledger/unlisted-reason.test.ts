import { describe, expect, it } from 'vitest';
import { unlistedReasonOf } from '../../../domain/ledger/unlisted-reason.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { entry, is, pays } from './ledger-samples.ts';

const { reasons } = defaultPlaybook;
const told = (...given: Parameters<typeof is>) => unlistedReasonOf(is(...given), reasons);

describe('A reason that the playbook does not list', () => {
  it('is told, with the one that was meant', () => {
    expect(told('2026-06-30', 'churned', { reason: 'prise' })).toEqual({
      column: 'reason',
      reason: 'the playbook lists no reason "prise" for churn; did you mean "price"?',
    });
    expect(unlistedReasonOf(entry('2026-06-30', { fact: 'churnReason', value: 'budgets' }), reasons)).toEqual({
      column: 'value',
      reason: 'the playbook lists no reason "budgets" for churn; did you mean "budget"?',
    });
  });

  it('is one of another movement, where the entry tells which it is', () => {
    expect(told('2026-06-30', 'churned', { reason: 'more-users' })?.reason).toContain('lists no reason "more-users"');
    expect(told('2026-06-30', 'reactivated', { reason: 'new-offer' })).toBeNull();
    expect(told('2026-06-30', 'paused', { reason: 'budget' })).toBeNull();
  });

  it('is none of an amount, which may be paid by whoever came, left, pays more or pays less', () => {
    for (const reason of ['more-users', 'fewer-users', 'competitor', 'feature-came']) {
      expect(unlistedReasonOf(pays('2026-06-30', 10, { reason }), reasons)).toBeNull();
    }
    expect(unlistedReasonOf(pays('2026-06-30', 10, { reason: 'fewer people' }), reasons)).not.toBeNull();
  });

  it('is not looked for where nobody gave one, or where it is the word of who moved a stage', () => {
    expect(told('2026-06-30', 'churned')).toBeNull();
    const moved = entry('2026-06-30', { fact: 'stage', value: 'adoption', reason: 'they asked for it' });
    expect(unlistedReasonOf(moved, reasons)).toBeNull();
    expect(unlistedReasonOf(entry('2026-06-30', { fact: 'churnReason', value: null }), reasons)).toBeNull();
  });
});
