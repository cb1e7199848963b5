import { type AccountNumbers, NameNumbers } from '../../domain/usage/tally/name-numbers.ts';
import { mergeTallies, TallyBuilder, type UsageDay, type UsageTally } from '../../domain/usage/tally/usage-tally.ts';

const NAMES_A_ROW = 2_000;

/** Numbers for all that the tallies name, in the order they name it, as an account's lifetime would have given them. */
export function numbersFor(tallies: UsageTally[]): AccountNumbers {
  const all = (namesOf: (tally: UsageTally) => string[]) => [...new Set(tallies.flatMap(namesOf))];
  return { events: numbered(all(({ names }) => names)), users: numbered(all(({ users }) => users)) };
}

function numbered(names: string[]): NameNumbers {
  const numbers = new NameNumbers();
  for (let row = 0; row * NAMES_A_ROW < names.length; row += 1) {
    numbers.addRow(row, names.slice(row * NAMES_A_ROW, (row + 1) * NAMES_A_ROW));
  }
  return numbers;
}

/** A day that was read, with its names and users sorted as when it was built. */
export const sorted = (day: UsageDay): UsageDay => ({ day: day.day, ...mergeTallies([day]) });

/** Users of whom no two did the same, up to 22,500 of them: they share nothing in a day, which then takes several rows. */
export function unlikeUsers(users: number): UsageTally {
  const builder = new TallyBuilder();
  for (let i = 0; i < users; i += 1) {
    builder.add(`feature-${i % 150}`, `user-${i}@example.com`);
    builder.add(`option-${Math.floor(i / 150)}`, `user-${i}@example.com`);
  }
  return builder.build();
}
