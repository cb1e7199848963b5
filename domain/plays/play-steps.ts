import type { Activity } from '../activities/activity.ts';
import { groupedBy } from '../collections/grouped-by.ts';
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

/** Whether no step of the play is left to take. */
export function hasTakenAll({ steps }: Play, episode: Pick<LiveEpisode, 'steps'>): boolean {
  return steps.every((step) => episode.steps.includes(stepName(step)));
}

/** As an episode remembers a step that was taken. */
export function stepName(step: PlayStep): string {
  return isEmailStep(step) ? `email:${step.email}` : `task:${step.task}`;
}

/** The tasks of an episode that somebody finished. */
export function finishedTasksOf(episode: string, activities: Activity[]): FinishedTask[] {
  return activities.flatMap(({ task, by, note }) => (task?.episode === episode ? [{ ...task, by, note }] : []));
}

/** The same of every episode that has any. */
export function finishedTasksByEpisode(activities: Activity[]): ReadonlyMap<string, FinishedTask[]> {
  const finished = activities.flatMap(({ task, by, note }) => (task === undefined ? [] : [{ ...task, by, note }]));
  return groupedBy(finished, ({ episode }) => episode);
}

/** A false alarm answers for the whole play: nothing more of it is raised. */
export function isFalseAlarm(finished: FinishedTask[]): boolean {
  return finished.some(({ outcome }) => outcome === 'false-alarm');
}

/** The tasks raised for an episode that nobody has finished yet. */
export function unfinishedTasksOf({ tasks = [] }: LiveEpisode, finished: FinishedTask[]) {
  return tasks.filter(({ id }) => !finished.some((task) => task.id === id));
}

/** Whether all that the play asks for at once, and in its turn, is done. */
export function isPlayDone(play: Play, episode: LiveEpisode, finished: FinishedTask[]): boolean {
  if (finished.length === 0) return false;
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
