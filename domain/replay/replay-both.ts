import { type CourseDay, type CourseInput, replayCourse } from './course.ts';
import { touchedSignals } from './touched-signals.ts';

/** By what an account's days are gone through. */
type Rules = Pick<CourseInput, 'playbook' | 'freshness'>;

/** The same past by two playbooks. */
export interface BothCourses {
  before: CourseDay[];
  after: CourseDay[];
}

/**
 * Goes through an account's days by the running playbook and by a changed one. What the change can't touch goes on as it
 * was, and is not gone through a second time.
 */
export function bothCourses(
  before: Rules,
  after: Rules,
): (input: Omit<CourseInput, keyof Rules | 'of'>) => BothCourses {
  const touched = touchedSignals(before.playbook, after.playbook);
  return (input) => {
    const asItWas = [...replayCourse({ ...input, ...before })];
    // What is finished is done, and what is done moves stages and counts as a touch: then all hangs together.
    if (touched === null || (input.finishes ?? []).length > 0) {
      return { before: asItWas, after: [...replayCourse({ ...input, ...after })] };
    }
    const changed = replayCourse({ ...input, ...after, of: touched });
    const owners = [input.account.id, ...(input.parent ? [input.parent.account.id] : [])];
    return { before: asItWas, after: [...withChanged(asItWas, changed, { touched, owners })] };
  };
}

/** The days as they were, but for what the touched signals bring. */
function* withChanged(
  days: readonly CourseDay[],
  changed: Iterable<CourseDay>,
  { touched, owners }: { touched: ReadonlySet<string>; owners: readonly string[] },
): Generator<CourseDay> {
  const isLeft = ({ signal }: { signal: string }) => !touched.has(signal);
  // A mail's id begins with that of its episode: whose it is, and of which signal.
  const isLeftMail = ({ id }: { id: string }) =>
    !owners.some(
      (owner) => id.startsWith(`${owner}/`) && touched.has(id.slice(owner.length + 1).split('/', 1)[0] ?? ''),
    );
  let place = 0;
  for (const day of changed) {
    const before = days[place] as CourseDay;
    place += 1;
    const unknown = [...(before.unknown ?? [])].filter(([signal]) => isLeft({ signal }));
    yield {
      ...before,
      opened: [...before.opened.filter(isLeft), ...day.opened],
      closed: [...before.closed.filter(isLeft), ...day.closed],
      tasks: [...before.tasks.filter(isLeft), ...day.tasks],
      mails: [...before.mails.filter(isLeftMail), ...day.mails],
      live: [...before.live.filter(isLeft), ...day.live],
      unknown: day.unknown && new Map([...unknown, ...day.unknown]),
    };
  }
}
