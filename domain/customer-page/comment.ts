import type { Day } from '../time/day.ts';

/** What one of the customer's people wrote on their page. */
export interface CustomerComment {
  contact: string;
  day: Day;
  /** ISO */
  at: string;
  /** How manieth of the person's on the day, from 1. */
  number: number;
  text: string;
}

export const MOST_COMMENTS_A_DAY = 20;

/**
 * The comment as the next of the person's on the day; `again`: the very same was the last one, sent twice; `too-many`:
 * nobody writes so many, but for a script.
 */
export function nextComment(
  today: readonly CustomerComment[],
  { contact, day, at, text }: Omit<CustomerComment, 'number'>,
): CustomerComment | 'again' | 'too-many' {
  const own = today.filter((comment) => comment.contact === contact && comment.day === day);
  const last = own.reduce<CustomerComment | undefined>(
    (a, b) => (a === undefined || b.number > a.number ? b : a),
    undefined,
  );
  if (last?.text === text) return 'again';
  const number = (last?.number ?? 0) + 1;
  return number > MOST_COMMENTS_A_DAY ? 'too-many' : { contact, day, at, number, text };
}
