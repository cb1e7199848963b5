import type { SignalReading } from '../evaluation/evaluate.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { type ReplayedDay, type ReplayInput, replayDays } from '../replay/replay.ts';
import type { ReadingReason } from '../signals/reading.ts';
import { replayInputOf } from '../studies/replay-input.ts';
import type { AccountPast, StudySetting } from '../studies/study.ts';
import { type Day, LAST_DAY } from '../time/day.ts';
import { CustomerMails, type MailCounts } from './customer-mails.ts';

/** On how many days a signal could tell, and why not on the others. */
export interface SignalData {
  days: number;
  unknownDays: number;
  /** Days by the reason that was told; of several subjects the first one's. */
  reasons: Partial<Record<ReadingReason, number>>;
}

interface CourseEpisode {
  id: string;
  signal: string;
  subject: string | null;
  openedOn: Day;
  /** The day it was over; `null` while it is open. */
  closedOn: Day | null;
}

/** What a playbook would have made of one account's days. */
export interface Course {
  /** Those that were opened while leading up to the first day that counts as well. */
  episodes: CourseEpisode[];
  /** Of the days that count. */
  tasks: { assignee: string | null; raisedOn: Day }[];
  mails: MailCounts;
  data: Map<string, SignalData>;
}

export interface CourseDays {
  /** The first day that is lived through. */
  leadUpFrom: Day;
  /** The first day that counts. */
  from: Day;
  to: Day;
}

/** The courses that an account would have taken by the running playbook and by the changed one. */
export function bothCourses(
  past: AccountPast,
  setting: StudySetting,
  rules: Record<'before' | 'after', Pick<ReplayInput, 'playbook' | 'freshness'>>,
  days: CourseDays,
): Record<'before' | 'after', Course> {
  return { before: courseBy(rules.before), after: courseBy(rules.after) };

  function courseBy({ playbook, freshness }: Pick<ReplayInput, 'playbook' | 'freshness'>): Course {
    const input = replayInputOf(past, setting, { playbook, freshness, from: days.leadUpFrom, to: days.to });
    return courseOf(replayDays(input), past, playbook, setting, days.from);
  }
}

function courseOf(
  replayed: Iterable<ReplayedDay>,
  past: AccountPast,
  playbook: Playbook,
  setting: StudySetting,
  from: Day,
): Course {
  const episodes = new Map<string, CourseEpisode>();
  const course: Omit<Course, 'episodes' | 'mails'> = { tasks: [], data: new Map() };
  const mails = new CustomerMails(past, playbook, setting);
  for (const { day, opened, closed, tasks, mails: raised, evaluation } of replayed) {
    for (const { id, signal, subject, openedOn } of opened) {
      episodes.set(id, { id, signal, subject, openedOn, closedOn: null });
    }
    for (const { id, recoveredOn } of closed) {
      const episode = episodes.get(id);
      if (episode !== undefined) episode.closedOn = recoveredOn;
    }
    const isCounted = day >= from;
    mails.pass(day, raised, evaluation.next.episodes, isCounted);
    if (!isCounted) continue;
    for (const { assignee, raisedOn } of tasks) course.tasks.push({ assignee, raisedOn });
    noteData(course.data, evaluation.signals);
  }
  return { ...course, episodes: [...episodes.values()], mails: mails.end() };
}

/** A signal is unknown on a day on which it can tell of none of its subjects. Of who has left nothing is asked. */
function noteData(data: Course['data'], readings: readonly SignalReading[]): void {
  const unknown = new Map<string, ReadingReason | null>();
  for (const { signal, verdict, reason = null } of readings) {
    if (reason === 'churned') continue;
    if (verdict !== 'unknown') unknown.set(signal, null);
    else if (!unknown.has(signal)) unknown.set(signal, reason);
  }
  for (const [signal, reason] of unknown) {
    const known = data.get(signal) ?? { days: 0, unknownDays: 0, reasons: {} };
    data.set(signal, known);
    known.days += 1;
    if (reason === null) continue;
    known.unknownDays += 1;
    known.reasons[reason] = (known.reasons[reason] ?? 0) + 1;
  }
}

/** Episodes that opened from a day on, at a time when the other course had none of the same signal and subject. */
export function onlyIn(course: Course, other: Course, from: Day): CourseEpisode[] {
  return course.episodes.filter(
    (episode) =>
      episode.openedOn >= from &&
      !other.episodes.some(
        (one) =>
          one.signal === episode.signal &&
          one.subject === episode.subject &&
          one.openedOn <= (episode.closedOn ?? LAST_DAY) &&
          episode.openedOn <= (one.closedOn ?? LAST_DAY),
      ),
  );
}
