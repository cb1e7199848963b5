import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameNumbers } from '../../../../domain/usage/tally/name-numbers.ts';
import { decodeNumberedTally, encodeNumberedTally } from '../../../../domain/usage/tally/numbered-tally.ts';
import { mergeTallies, TallyBuilder, type UsageTally } from '../../../../domain/usage/tally/usage-tally.ts';
import { numbersFor } from '../../../support/account-numbers.ts';

interface Act {
  event: string;
  user: string | undefined;
}

function tallyOf(acts: Act[]): UsageTally {
  const builder = new TallyBuilder();
  for (const { event, user } of acts) builder.add(event, user);
  return builder.build();
}

const actsArbitrary = fc.array(
  fc.record({
    event: fc.constantFrom('login', 'page.viewed', 'a=b&c', '閲覧', ...Array.from({ length: 40 }, (_, i) => `e${i}`)),
    user: fc.option(fc.constantFrom('u1', 'u2', 'u=3', '四', ...Array.from({ length: 40 }, (_, i) => `p${i}`)), {
      nil: undefined,
    }),
  }),
  { maxLength: 80 },
);

/** Numbers are given out row by row; each list here is a row. */
function numbersOf(events: string[][], users: string[][]) {
  const numbered = (rows: string[][]) => {
    const numbers = new NameNumbers();
    rows.forEach((names, row) => {
      numbers.addRow(row, names);
    });
    return numbers;
  };
  return { events: numbered(events), users: numbered(users) };
}

describe('a usage day by the numbers of the account’s names', () => {
  it('takes a few characters a user and event', () => {
    const tally = tallyOf([
      { event: 'login', user: 'u1' },
      { event: 'login', user: 'u2' },
      { event: 'report.exported', user: 'u4' },
    ]);
    const numbers = numbersOf([['login', 'page.viewed', 'report.exported']], [['u1', 'u2', 'u3', 'u4']]);
    expect(encodeNumberedTally(tally, numbers)).toMatchObject({ events: '2,1.1', users: '1=0,0&2=3', leftOut: 0 });
  });

  it('comes back by any later list of the same names, whatever order they were learnt in', () => {
    fc.assert(
      fc.property(actsArbitrary, actsArbitrary, actsArbitrary, (acts, before, after) => {
        const tally = tallyOf(acts);
        const written = encodeNumberedTally(tally, numbersFor([tallyOf(before), tally]));
        const read = decodeNumberedTally(written, numbersFor([tallyOf(before), tally, tallyOf(after)]));
        expect(mergeTallies([read as UsageTally])).toEqual(tally);
        expect(`${written.events}${written.users}`).toMatch(/^[!-~]*$/);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('is not read by a list that is older than it, or of other names', () => {
    fc.assert(
      fc.property(actsArbitrary, actsArbitrary, (acts, others) => {
        const tally = tallyOf(acts);
        const all = tallyOf([...others, ...acts]);
        const older = numbersFor([tallyOf(others)]);
        const read = decodeNumberedTally(encodeNumberedTally(tally, numbersFor([tallyOf(others), tally])), older);
        const isNew =
          all.names.length > tallyOf(others).names.length || all.users.length > tallyOf(others).users.length;
        if (isNew) expect(read).toBeNull();
        else expect(mergeTallies([read as UsageTally])).toEqual(tally);
      }),
      { seed: 1, numRuns: 2_000 },
    );
    const written = encodeNumberedTally(tallyOf([{ event: 'login', user: 'u1' }]), numbersOf([['login']], [['u1']]));
    expect(decodeNumberedTally(written, numbersOf([['logout']], [['u1']]))).toBeNull();
    expect(decodeNumberedTally(written, numbersOf([['login']], [['u9']]))).toBeNull();
  });

  it('reads a name that two rows list by either of its numbers', () => {
    const tally = tallyOf([{ event: 'login', user: 'u2' }]);
    const first = encodeNumberedTally(tally, numbersOf([['login']], [['u1'], ['u2']]));
    const raced = numbersOf([['login'], ['login']], [['u1', 'u2'], ['u2']]);
    expect(decodeNumberedTally(first, raced)).toEqual(tally);
    expect(decodeNumberedTally(encodeNumberedTally(tally, raced), raced)).toEqual(tally);
  });

  it('is refused when it is written by a name that nobody listed, and when it holds what no day holds', () => {
    const tally = tallyOf([{ event: 'login', user: 'u1' }]);
    expect(() => encodeNumberedTally(tally, numbersOf([['login']], [[]]))).toThrow('not listed before');
    const numbers = numbersOf([['login']], [['u1']]);
    const written = encodeNumberedTally(tally, numbers);
    expect(() => decodeNumberedTally({ ...written, events: 'login=1' }, numbers)).toThrow(SyntaxError);
    expect(() => decodeNumberedTally({ ...written, users: '1=U' }, numbers)).toThrow(SyntaxError);
  });

  it('holds 30,000 users who did the same in more than one group, below 200 KB', () => {
    const tally = tallyOf(
      Array.from({ length: 30_000 }, (_, i) => ({ event: 'login', user: `user-${i}@example.com` })),
    );
    const numbers = numbersFor([tally]);
    const written = encodeNumberedTally(tally, numbers);
    expect(written.users.split('&')).toHaveLength(3);
    expect(written.users.length).toBeLessThan(200_000);
    expect(mergeTallies([decodeNumberedTally(written, numbers) as UsageTally])).toEqual(tally);
  });
});
