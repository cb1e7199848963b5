import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withPseudonym } from '../../../domain/personal-data/person-in-usage.ts';
import { PersonMarks } from '../../../domain/personal-data/person-marks.ts';
import { mergeTallies, TallyBuilder, type UsageTally } from '../../../domain/usage/tally/usage-tally.ts';

const marks = new PersonMarks({ account: 'koa', id: 'rin', addresses: [], names: [] });
const sent = fc.record({
  event: fc.constantFrom('login', 'export', 'nps.answered'),
  user: fc.option(fc.constantFrom('rin', 'rin-2', 'sora', 'mei'), { nil: undefined }),
  value: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
  comment: fc.option(fc.constantFrom('Fast', 'rin says so'), { nil: undefined }),
});

function tallyOf(
  events: readonly {
    event: string;
    user: string | undefined;
    value: number | undefined;
    comment: string | undefined;
  }[],
  day: number,
) {
  const builder = new TallyBuilder();
  events.forEach(({ event, user, ...more }, i) => {
    builder.add(event, user, { time: day * 1_000 + i, id: `e${day}-${i}`, source: 'app', ...more });
  });
  return builder.build();
}

/** Whatever a figure is made of: how much happened, who did what, what was answered; of the person by one name or the other. */
const figuresOf = (tally: UsageTally) => ({
  total: tally.total,
  counts: Object.fromEntries(tally.names.map((name, i) => [name, tally.counts[i]])),
  users: tally.users.length,
  did: Object.fromEntries(
    tally.users.map((user, u) => [user === 'erased-1' ? 'rin' : user, tally.did[u]?.map((i) => tally.names[i])]),
  ),
  values: tally.values.map(({ name, value }) => [name, value]),
  replies: tally.replies.map(({ name, user, value }) => [name, user === 'erased-1' ? 'rin' : user, value]),
});

it('every figure stays as it was, of each day and of all of them together, and others are as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.array(sent, { maxLength: 12 }), { minLength: 1, maxLength: 6 }), (days) => {
      const before = days.map(tallyOf);
      const after = before.map((tally) => withPseudonym(tally, marks, 'erased-1'));
      expect(after.map(figuresOf)).toEqual(before.map(figuresOf));
      expect(figuresOf(mergeTallies(after))).toEqual(figuresOf(mergeTallies(before)));
      expect(JSON.stringify(after)).not.toMatch(/"rin"|rin says/);
      // Done again it changes nothing.
      expect(after.map((tally) => withPseudonym(tally, marks, 'erased-2'))).toEqual(after);
    }),
    { numRuns: 2_000 },
  );
});
