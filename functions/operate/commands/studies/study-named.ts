import type { StudyLook } from '../../../studies/studies.ts';
import { OperatorError } from '../../operator-error.ts';

export function foundStudy(id: string, study: StudyLook | undefined): StudyLook {
  if (study !== undefined) return study;
  throw new OperatorError(
    'no-such-study',
    'Nothing was done.',
    `There is no study ${id}: they are kept for a quarter.`,
    'Ask again.',
  );
}
