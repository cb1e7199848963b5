import type { Day } from '../time/day.ts';
import type { Answer, GivenAnswer } from './renewal-answer.ts';

/** Nobody changes their mind more often; a script might. */
const MOST_EARLIER_ANSWERS = 20;

/**
 * The answer with what was said before it; as it was when it says nothing new. `null` when it comes too often to be
 * meant: then it is not taken.
 */
export function changeAnswer(before: Answer | undefined, renewalDate: Day, given: GivenAnswer): Answer | null {
  if (before === undefined) return { renewalDate, ...given };
  const { renewalDate: _, earlier = [], ...last } = before;
  if (last.answer === given.answer && (given.comment ?? last.comment) === last.comment) return before;
  if (earlier.length >= MOST_EARLIER_ANSWERS) return null;
  return { renewalDate, ...given, earlier: [...earlier, last] };
}
