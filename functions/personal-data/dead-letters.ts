import type { PersonMarks } from '../../domain/personal-data/person-marks.ts';
import type { Exported } from './exporting.ts';
import type { TellingTools } from './tools.ts';

export interface LettersPage {
  bodies: string[];
  /** The name of the queue that comes next. */
  next: string | undefined;
}

/** What lies in one of the queues of what could not be done, as far as somebody is meant by it; one queue a page. */
export async function lookAtLetters(
  marks: readonly PersonMarks[],
  { deadLetters }: Pick<TellingTools, 'deadLetters'>,
  at: string | undefined,
  isTaken: boolean,
): Promise<LettersPage> {
  const { queues } = deadLetters;
  const queue = at ?? queues[0];
  if (queue === undefined) return { bodies: [], next: undefined };
  const isMeant = (body: string) => marks.some((one) => one.isNamedIn(readIn(body)));
  const { bodies, isCut } = await deadLetters.look(queue, isMeant, isTaken);
  // What was taken leaves room for the rest of a long queue.
  const isAgain = isTaken && isCut && bodies.length > 0;
  return { bodies, next: isAgain ? queue : queues[queues.indexOf(queue) + 1] };
}

export const toldOfLetters = (bodies: readonly string[]): Exported[] =>
  bodies.map((body) => ({ place: 'dead-letters', message: readIn(body) }));

/** A message may hold JSON within JSON. */
function readIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
