import { nameNow } from '../playbook/names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Expectation, Stories } from './story.ts';

type Names = Pick<Playbook, 'signals' | 'tasks' | 'emails'>;

/** Stories that were written before the playbook renamed what they speak of, by its names. */
export function storiesByNamesOf(playbook: Names, stories: Stories): Stories {
  return {
    ...stories,
    stories: stories.stories.map((story) => ({
      ...story,
      tasksDone: story.tasksDone.map((done) => ({ ...done, task: nameNow(playbook.tasks, done.task) })),
      expect: story.expect.map((expectation) => expectationByNamesOf(playbook, expectation)),
    })),
  };
}

function expectationByNamesOf({ signals, tasks, emails }: Names, expectation: Expectation): Expectation {
  const one = { ...expectation };
  if ('signal' in one) one.signal = nameNow(signals, one.signal);
  if ('opens' in one) one.opens = nameNow(signals, one.opens);
  if ('closes' in one) one.closes = nameNow(signals, one.closes);
  if ('raised' in one && one.by !== undefined) one.by = nameNow(signals, one.by);
  if ('task' in one) {
    one.task = Array.isArray(one.task) ? one.task.map((name) => nameNow(tasks, name)) : nameNow(tasks, one.task);
  }
  if ('mail' in one) one.mail = nameNow(emails, one.mail);
  if ('reminded' in one) one.reminded = nameNow(tasks, one.reminded);
  if ('escalated' in one) one.escalated = nameNow(tasks, one.escalated);
  return one;
}
