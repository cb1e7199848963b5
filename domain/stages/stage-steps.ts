import { nameNow } from '../playbook/names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { inOrder } from '../plays/play-steps.ts';
import { asAssigned } from '../plays/trials.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import type { Task, TaskStatus } from '../tasks/task.ts';
import { signalsOfStage } from './stage-signals.ts';
import type { StageState } from './stage-state.ts';

/** `to-come` waits for others before it; `not-raised` will not come by itself. */
export type StepStatus = TaskStatus | 'to-come' | 'not-raised';

/** One template of the stage's plays, with the tasks that were raised from it: several where roles do it together. */
export interface StageStep {
  template: string;
  status: StepStatus;
  /** Templates that have to be done before it. */
  after: string[];
  tasks: Task[];
}

interface StageWork {
  playbook: Playbook;
  /** Those on record. */
  episodes: LiveEpisode[];
  /** Those that the stage's signals raised when the account entered it. */
  tasks: Task[];
  /** Whether nothing more comes of an episode, though it is open. */
  isEnded(episode: LiveEpisode): boolean;
}

/** The work that an account is given when it enters a stage, in its order. */
export function stepsOfStage(
  { stage, since }: Pick<StageState, 'stage' | 'since'>,
  { playbook, episodes, tasks, isEnded }: StageWork,
): StageStep[] {
  return signalsOfStage(playbook, stage).flatMap((signal) => {
    const play = playbook.plays[playbook.signals[signal]?.play ?? ''];
    if (play === undefined) return [];
    const episode = episodes.find((one) => one.signal === signal && one.subject === since);
    const comes = episode !== undefined && episode.recoveredOn === undefined && !isEnded(episode);
    return inOrder(asAssigned(play, episode?.arm)).map(({ task: template, after = [] }) => {
      const raised = tasks.filter(
        (task) =>
          nameNow(playbook.signals, task.signal) === signal && nameNow(playbook.tasks, task.template) === template,
      );
      const status = raised.length > 0 ? statusOf(raised) : comes ? 'to-come' : 'not-raised';
      return { template, status, after, tasks: raised };
    });
  });
}

/** Of joint work what is still to be done counts first, then what was. */
function statusOf(tasks: Task[]): TaskStatus {
  const has = (status: TaskStatus) => tasks.some((task) => task.status === status);
  return has('open') ? 'open' : has('done') ? 'done' : (tasks[0] as Task).status;
}
