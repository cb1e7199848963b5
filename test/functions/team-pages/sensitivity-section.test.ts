import { describe, expect, it } from 'vitest';
import type { Locale } from '../../../domain/locale/locale.ts';
import type { Signal } from '../../../domain/playbook/playbook.ts';
import { numbersOf, type SignalNumber } from '../../../domain/playbook/signal-numbers.ts';
import { type EndOfValues, endsOfValues } from '../../../domain/sensitivity/question.ts';
import type { SensitivityAnswer, ValueOutcome } from '../../../domain/sensitivity/sensitivity.ts';
import { html } from '../../../functions/pages/html.ts';
import { sensitivitySection } from '../../../functions/team-pages/sensitivity/sensitivity-section.ts';
import { defaultPlaybook } from '../../support/story.ts';

const numbers = numbersOf(defaultPlaybook.signals['logins-fell'] as Signal);
const number = numbers.find(({ path }) => path === 'when.tripsAtOrBelow') as SignalNumber;
const counts = { comes: 0, goes: 0, open: 1, caught: 1, mails: 2, tasks: 26, overCapacity: 0 };
const answer: SensitivityAnswer = {
  ...{
    from: '2026-03-02',
    to: '2026-05-31',
    weeks: 13,
    tellableFrom: '2025-01-01',
    accounts: 9,
    accountsWithoutPast: 0,
  },
  ...{ days: 819, unknownDays: 0, left: 3, leftUnknown: 0, runs: 0.6, capacity: 65, peopleWithCapacity: 1 },
  values: [0.55, 0.6, 0.75].map((value): ValueOutcome => ({ value, alarms: 1, ...counts })),
};

function drawn(locale: Locale, given: { ends?: EndOfValues[] } = {}): string {
  const ends = given.ends ?? endsOfValues(defaultPlaybook, 'logins-fell', number);
  const study = {
    state: 'done',
    answer,
    done: 32,
    shards: 32,
    askedAt: '2026-06-01T00:00:00Z',
  };
  const facts = { signal: 'logins-fell', number, numbers, study, ends };
  const drawing = { form: () => html``, locale, mayAsk: true, address: '/', timeZone: 'UTC', nameOf: String };
  return sensitivitySection(facts as never, drawing as never)
    .markup.replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('What several values would bring, on the page', () => {
  it('says why they end where they do, and what to move to go on', () => {
    expect(drawn('en')).toMatch(/Higher values would not go with “Recovers above[^”]*” \(75\s?%\)/);
    expect(drawn('en')).not.toContain('Lower values');
    expect(drawn('ja')).toMatch(/これより大きい数値は、「[^」]+」（75%）と両立しない/);
    expect(drawn('en', { ends: [] })).not.toContain('would not go with');
  });

  it('tells no rate of three who left, and how many are lacking', () => {
    expect(drawn('en')).toContain('Only 3 customers left in these weeks: too few to choose by. It takes 7 more.');
    expect(drawn('en')).not.toMatch(/33\s?%/);
  });
});
