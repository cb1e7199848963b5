import type { Account } from '../account.ts';
import type { Activity } from '../activity.ts';
import { addDays, type Day } from '../day.ts';
import type { EvaluationInput } from '../evaluate.ts';
import type { EmailStep, Playbook, PlayStep, TaskStep } from '../playbook/playbook.ts';
import type { LiveEpisode } from '../signals/reading.ts';

type Play = Playbook['plays'][string];
export type FinishedTask = NonNullable<Activity['task']> & Pick<Activity, 'by' | 'note'>;

export function isEmailStep(step: PlayStep): step is EmailStep {
  return 'email' in step;
}

export function isTaskStep(step: PlayStep): step is TaskStep {
  return 'task' in step;
}

/** As an episode remembers a step that was taken. */
export function stepName(step: PlayStep): string {
  return isEmailStep(step) ? `email:${step.email}` : `task:${step.task}`;
}

/** The tasks of an episode that somebody finished. */
export function finishedTasksOf(episode: string, activities: Activity[]): FinishedTask[] {
  return activities.flatMap(({ task, by, note }) => (task?.episode === episode ? [{ ...task, by, note }] : []));
}

/** Whoever found a false alarm has answered for the whole play: nothing more of it is raised. */
export function isFalseAlarm(finished: FinishedTask[]): boolean {
  return finished.some(({ outcome }) => outcome === 'false-alarm');
}

/** The tasks raised for an episode that nobody has finished yet. */
export function unfinishedTasksOf({ tasks = [] }: LiveEpisode, finished: FinishedTask[]) {
  return tasks.filter(({ id }) => !finished.some((task) => task.id === id));
}

/** Whether all that the play asks for at once, and in its turn, is done. */
export function isPlayDone(play: Play, episode: LiveEpisode, finished: FinishedTask[]): boolean {
  if (isFalseAlarm(finished)) return true;
  const steps = play.steps.filter(isTaskStep);
  // A step that was added at the play's start since the episode opened is not asked for. Where no step was taken, nobody
  // planned work from the evaluation: then the play is the measure.
  const isAsked = ({ task, when, after = [] }: TaskStep): boolean => {
    if (when !== undefined) return false;
    if (after.length === 0) return episode.steps.length === 0 || episode.steps.includes(`task:${task}`);
    return after.every((name) => steps.some((step) => step.task === name && isAsked(step)));
  };
  const asked = steps.filter(isAsked);
  return (
    asked.length > 0 &&
    asked.every(({ task }) => finished.some(({ template }) => template === task)) &&
    unfinishedTasksOf(episode, finished).length === 0
  );
}

interface Standing {
  episode: LiveEpisode;
  /** The episode opened in this evaluation. */
  isNew: boolean;
  finished: FinishedTask[];
}

/** The steps of the play that are to be taken now, in the order of the play. */
export function dueSteps(
  play: Play,
  { episode, isNew, finished }: Standing,
  { account, answers, usage }: Pick<EvaluationInput, 'account' | 'answers' | 'usage'>,
): PlayStep[] {
  if (isFalseAlarm(finished)) return [];
  const unfinished = unfinishedTasksOf(episode, finished);
  const isDone = (name: string) =>
    finished.some(({ template }) => template === name) && !unfinished.some(({ template }) => template === name);
  return play.steps.filter((step) => !episode.steps.includes(stepName(step)) && isDue(step));

  function isDue(step: PlayStep): boolean {
    const { when } = step;
    const after = isEmailStep(step) ? [] : (step.after ?? []);
    if (!after.every(isDone)) return false;
    if (when !== undefined && 'answer' in when) {
      return answers.some(
        ({ renewalDate, answer, day }) =>
          renewalDate === episode.subject && answer === when.answer && day <= usage.asOf,
      );
    }
    if (episode.recoveredOn !== undefined && !comesOfAnswer(play, step)) return false;
    if (when !== undefined) return usage.asOf >= dueDay(when, episode, account);
    return isNew || after.length > 0;
  }
}

/** An answer closes its episode; what it asks for, and what follows from that, is raised all the same. */
function comesOfAnswer(play: Play, step: PlayStep): boolean {
  if (step.when !== undefined && 'answer' in step.when) return true;
  if (isEmailStep(step)) return false;
  return play.steps.filter(isTaskStep).some((other) => step.after?.includes(other.task) && comesOfAnswer(play, other));
}

function dueDay(
  when: { daysAfter: number } | { daysBeforeRenewal: number },
  { openedOn, begunOn }: LiveEpisode,
  { renewalDate }: Account,
): Day {
  if ('daysAfter' in when) return addDays(begunOn ?? openedOn, when.daysAfter);
  return renewalDate === undefined ? '9999-12-31' : addDays(renewalDate, -when.daysBeforeRenewal);
}

/** After days without a run several mails may be due at once: the last one speaks for all. */
export function withoutOvertakenMails(due: PlayStep[]): PlayStep[] {
  const timed = due.filter((step) => isEmailStep(step) && step.when !== undefined);
  return due.filter((step) => !timed.includes(step) || step === timed.at(-1));
}

/** The task steps of a play so that each comes after those it names; otherwise as they are written. */
export function inOrder(play: Play): TaskStep[] {
  const tasks = play.steps.filter(isTaskStep);
  const ordered = new Set<TaskStep>();
  const visit = (step: TaskStep) => {
    for (const name of step.after ?? []) {
      const earlier = tasks.find(({ task }) => task === name);
      if (earlier && !ordered.has(earlier)) visit(earlier);
    }
    ordered.add(step);
  };
  for (const step of tasks) visit(step);
  return [...ordered];
}

/** Templates of the tasks that wait for any of these, at once or in their turn, in the order of the play. */
export function tasksAfter(play: Play, templates: string[]): string[] {
  const reached = new Set(templates);
  return inOrder(play).flatMap(({ task, after = [] }) => {
    if (!after.some((name) => reached.has(name))) return [];
    reached.add(task);
    return [task];
  });
}
