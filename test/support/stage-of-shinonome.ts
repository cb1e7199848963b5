import type { AccountState } from '../../domain/evaluation/evaluate.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { sampleTask } from './sample-task.ts';

const since = '2026-05-25';
const signal = 'stage-onboarding-1';
const episode = `shinonome/${signal}/${since}/${since}`;

/** What the kickoff asks of Shinonome, of its customer and of us. */
export const stageTask = (template: string, more: Partial<Task> = {}): Task =>
  sampleTask({
    ...{ id: `${episode}/${template}`, signal, subject: since, episode, template, title: template },
    ...{ due: '2026-06-10', linked: undefined, assignee: 'aoi', role: 'csm', ...more },
  });

const state: AccountState = {
  ...{ lastScoredDay: '2026-06-01', watchedSince: '2026-05-01', health: null, scores: {} },
  stage: { stage: 'onboarding-1', since, fact: 'onboarding-1', past: [] },
  episodes: [{ signal, subject: since, openedOn: since, steps: [] }],
};

/** Shinonome in its first stage, with the work that it was given there. */
export function inFirstStage(
  tasks: Task[] = ['kickoff-hand-over', 'kickoff-date', 'kickoff-people'].map((template) => stageTask(template)),
) {
  return { tasks: new Map(tasks.map((task) => [task.id, task])), state };
}
