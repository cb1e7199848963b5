import { OperatorError } from '../../../functions/operate/operator-error.ts';
import type { StudyName } from '../../../functions/studies/kinds.ts';
import type { StudyLook } from '../../../functions/studies/studies.ts';
import type { Session } from '../../session.ts';

const LOOK_EVERY_MS = 250;

/** A study that has its answer. */
export type AnsweredStudy<Name extends StudyName> = StudyLook<Name> & Required<Pick<StudyLook<Name>, 'answer'>>;

/**
 * Begins a study and waits for what comes of it, saying how far it has come. Whoever presses Ctrl-C cancels it, also in the
 * moment in which it begins.
 */
export async function outcomeOf<Name extends StudyName>(
  { installation, screen, sleep, interruption }: Session,
  begin: () => Promise<StudyLook<Name>>,
): Promise<AnsweredStudy<Name>> {
  const { operate } = installation();
  const pressed = interruption?.();
  const begun = await begin();
  let study: StudyLook = begun;
  while (study.state === 'running') {
    screen.status(`${study.done} of ${study.shards} parts of the accounts …`);
    await sleep(LOOK_EVERY_MS);
    study = await operate(pressed?.aborted ? 'cancel-study' : 'look-at-study', { study: begun.id });
  }
  if (study.state === 'done' && study.answer !== undefined) return study as unknown as AnsweredStudy<Name>;
  if (study.state === 'cancelled') {
    throw new OperatorError(
      'study-cancelled',
      'It was cancelled.',
      'Whoever asked, or somebody else, did not want to wait for the answer. Nothing is left half done.',
      'Ask again when you want to know.',
    );
  }
  throw new OperatorError(
    'study-failed',
    'There is no answer.',
    `Going through the accounts did not end: ${study.why ?? 'nobody knows why'}.`,
    'Nothing was changed by it: ask again. If it fails each time, the log of study-accounts says more.',
  );
}
