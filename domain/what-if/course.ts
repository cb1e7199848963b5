import type { Playbook } from '../playbook/playbook.ts';
import type { CourseDay } from '../replay/course.ts';
import type { ReplayInput } from '../replay/replay.ts';
import { bothCourses } from '../replay/replay-both.ts';
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

type Rules = Pick<ReplayInput, 'playbook' | 'freshness'>;

/** What goes through an account's days by the running playbook and by the changed one. */
export function courseReader(setting: StudySetting, { before, after }: Record<'before' | 'after', Rules>) {
  const coursesOf = bothCourses(before, after);
  return (past: AccountPast, days: CourseDays): Record<'before' | 'after', Course> => {
    const replayed = coursesOf(replayInputOf(past, setting, { ...before, from: days.leadUpFrom, to: days.to }));
    return {
      before: courseOf(replayed.before, past, before.playbook, setting, days.from),
      after: courseOf(replayed.after, past, after.playbook, setting, days.from),
    };
  };
}

/** What the days of an account come to by the playbook that they were gone through with. */
export function courseOf(
  replayed: readonly CourseDay[],
  past: AccountPast,
  playbook: Playbook,
  setting: StudySetting,
  from: Day,
): Course {
  const episodes = new Map<string, CourseEpisode>();
  const tasks: Course['tasks'] = [];
  const mails = new CustomerMails(past, playbook, setting);
  const unknown = new Map<string, SignalData['reasons']>();
  let days = 0;
  for (const day of replayed) {
    for (const { id, signal, subject, openedOn } of day.opened) {
      episodes.set(id, { id, signal, subject, openedOn, closedOn: null });
    }
    for (const { id, recoveredOn } of day.closed) {
      const episode = episodes.get(id);
      if (episode !== undefined) episode.closedOn = recoveredOn;
    }
    const isCounted = day.day >= from;
    mails.pass(day.day, day.mails, day.live, isCounted);
    if (!isCounted) continue;
    for (const { assignee, raisedOn } of day.tasks) tasks.push({ assignee, raisedOn });
    if (day.unknown === null) continue;
    days += 1;
    for (const [signal, reason] of day.unknown) {
      const reasons = unknown.get(signal) ?? {};
      reasons[reason] = (reasons[reason] ?? 0) + 1;
      unknown.set(signal, reasons);
    }
  }
  const data = Object.keys(playbook.signals).map((signal): [string, SignalData] => {
    const reasons = unknown.get(signal) ?? {};
    return [signal, { days, unknownDays: Object.values(reasons).reduce((sum, count) => sum + count, 0), reasons }];
  });
  return { episodes: [...episodes.values()], tasks, mails: mails.end(), data: new Map(data) };
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
