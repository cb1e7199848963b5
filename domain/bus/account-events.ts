import type { ReportedFacts } from '../import/facts.ts';
import { type Recording, reportedDay } from '../ledger/entries-of-write.ts';
import { stableHash } from '../names/stable-hash.ts';
import { ENTRY_NAME } from '../playbook/entry-name.ts';
import type { BusEvent } from './bus-events.ts';

type Reported = ReportedFacts<'accounts'>;
type AccountEvent = Extract<
  BusEvent,
  { name: 'account.plan-changed' | 'account.mrr-changed' | 'account.churned' | 'account.reactivated' }
>;

/**
 * What a write of an account's facts has to tell the bus. What was not known before has not changed: an account that is
 * imported with its past is no news.
 *
 * @param recording with why the account leaves, where the facts don't say it and its ledger does
 */
export function eventsOfFacts(
  before: Reported,
  after: Reported,
  recording: Pick<Recording, 'recordedAt' | 'clock'> & { churnReason?: string | undefined },
): BusEvent[] {
  const account = after.facts.id;
  const at = new Date(recording.recordedAt).toISOString();
  const since = (...facts: Parameters<typeof reportedDay>[1]) => reportedDay(after, facts, recording);
  return [...planChanged(), ...mrrChanged(), ...churned(), ...reactivated()];

  function planChanged(): BusEvent[] {
    const { plan: from } = before.facts;
    const { plan = null } = after.facts;
    if (from === undefined || plan === from) return [];
    return [event('account.plan-changed', { plan, from, since: since('plan') })];
  }

  function mrrChanged(): BusEvent[] {
    const [from, mrr] = [amountOf(before), amountOf(after)];
    if (from === null || JSON.stringify(mrr) === JSON.stringify(from)) return [];
    return [event('account.mrr-changed', { mrr, from, since: since('mrr', 'currency') })];
  }

  function churned(): BusEvent[] {
    const { churnedOn, churnReason: reason = recording.churnReason } = after.facts;
    if (churnedOn === undefined || churnedOn === before.facts.churnedOn) return [];
    // What is no name of a list is what somebody wrote: that stays here.
    const isNamed = reason !== undefined && ENTRY_NAME.test(reason);
    return [event('account.churned', { churnedOn, ...(isNamed && { reason }) })];
  }

  function reactivated(): BusEvent[] {
    const { churnedOn } = before.facts;
    if (churnedOn === undefined || after.facts.churnedOn !== undefined) return [];
    return [event('account.reactivated', { since: since('churnedOn'), churnedOn })];
  }

  /** There and back at the same moment are two things that happened. */
  function event<Name extends AccountEvent['name']>(name: Name, data: (AccountEvent & { name: Name })['data']) {
    const change = stableHash(JSON.stringify([data, before.facts])).toString(36);
    return { name, id: `${account}/${name}/${at}/${change}`, account, at, data } as BusEvent;
  }
}

const amountOf = ({ facts: { mrr, currency } }: Reported) =>
  mrr === undefined ? null : { amount: mrr, currency: currency ?? null };
