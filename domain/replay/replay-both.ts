import type { Playbook } from '../playbook/playbook.ts';
import { type CourseDay, type CourseInput, replayCourse } from './course.ts';
import { touchedSignals } from './touched-signals.ts';

/** The same past by two playbooks. */
export interface BothCourses {
  before: CourseDay[];
  after: CourseDay[];
  /** The signals that both tell of: those whose course the change may touch. `null`: all of them. */
  of: ReadonlySet<string> | null;
}

export interface BothInput extends Omit<CourseInput, 'playbook' | 'of'> {
  before: Playbook;
  after: Playbook;
}

/**
 * What an account would have gone through by either playbook. What the change can't touch is left out of both; so is the
 * score, but where a signal that it touches, or a stage, looks at it.
 */
export function replayBoth({ before, after, ...input }: BothInput): BothCourses {
  // What is finished is done, and what is done moves stages and counts as a touch: then all hangs together.
  const of = (input.finishes ?? []).length > 0 ? null : touchedSignals(before, after);
  const only = of !== null && { of, isScored: false };
  const courseBy = (playbook: Playbook) => [...replayCourse({ ...input, playbook, ...only })];
  return { before: courseBy(before), after: courseBy(after), of };
}
