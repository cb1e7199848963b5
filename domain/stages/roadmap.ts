import type { Stage } from '../account/account.ts';
import { episodeId } from '../episodes/episodes.ts';
import type { Evaluation, EvaluationInput } from '../evaluation/evaluate.ts';
import type { Locale } from '../locale/locale.ts';
import { textIn } from '../locale/text.ts';
import type { Requirement, TaskTemplate } from '../playbook/playbook.ts';
import { finishedTasksOf, isFalseAlarm } from '../plays/play-steps.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import type { Task, TaskStatus } from '../tasks/task.ts';
import type { TaskOutcome } from '../tasks/task-outcome.ts';
import type { Day } from '../time/day.ts';
import { isGoalReached, readRequirements } from './requirements.ts';
import { type StageStep, type StepStatus, stepsOfStage } from './stage-steps.ts';

/** Where an account stands on its way: the goal of its stage, whose work leads there, what to watch meanwhile. */
export interface Roadmap {
  account: string;
  asOf: Day;
  /** `null` when nobody said which stage it is in; then nothing else is known either. */
  stage: Stage | null;
  label: string | null;
  since: Day | null;
  /** After so many days without moving on, the account stands out. */
  usualDays: number | null;
  goal: {
    text: string;
    /** `null` when only a person can say so. */
    reached: boolean | null;
    requirements: { requirement: Requirement; met: boolean; value: number | null; limit: number }[];
  } | null;
  joint: RoadmapTask[];
  customer: RoadmapTask[];
  own: RoadmapTask[];
  positive: RoadmapAction[];
  challenge: RoadmapAction[];
}

/** One template of the stage's plays, with the tasks that were raised from it: several where roles do it together. */
export interface RoadmapTask {
  template: string;
  title: string;
  status: StepStatus;
  /** Templates that have to be done before it. */
  after: string[];
  tasks: { id: string; assignee: string | null; due: Day; status: TaskStatus; outcome: TaskOutcome | null }[];
}

/** A signal that matters in the stage, with its most pressing state. */
export interface RoadmapAction {
  signal: string;
  label: string;
  state: 'open' | 'cooldown' | 'closed';
  /** The subjects it is open about; empty for a signal about the account as a whole. */
  about: string[];
}

/**
 * Shows what is, not what a run today would make of it: `episodes` are those on record, `tasks` those that the stage's
 * signals raised when the account entered it. The evaluation is of the day that the input is about.
 */
export function roadmapOf(
  input: EvaluationInput,
  { asOf, stage, next }: Evaluation,
  { episodes, tasks, language }: { episodes: LiveEpisode[]; tasks: Task[]; language: Locale },
): Roadmap {
  const { account, playbook } = input;
  const entry = stage && playbook.stages[stage.stage];
  const readings = stage ? readRequirements({ ...input, stage, scores: next.scores }) : [];
  const work = stage ? stepsOfStage(stage, { playbook, episodes, tasks, isEnded }) : [];
  const doneBy = (whose: TaskTemplate['doneBy']) =>
    work.filter(({ template }) => playbook.tasks[template]?.doneBy === whose).map(roadmapTask);
  return {
    account: account.id,
    asOf,
    stage: stage?.stage ?? null,
    label: textIn(entry?.label, language) ?? null,
    since: stage?.since ?? null,
    usualDays: entry?.usualDays ?? null,
    goal: entry
      ? {
          text: textIn(entry.goal, language),
          reached: isGoalReached(readings),
          requirements: readings.map(({ requirement, isMet, value, limit }) => ({
            requirement,
            met: isMet,
            value,
            limit,
          })),
        }
      : null,
    joint: doneBy('joint'),
    customer: doneBy('customer'),
    own: doneBy('own'),
    positive: (entry?.positive ?? []).map(actionOf),
    challenge: (entry?.challenge ?? []).map(actionOf),
  };

  function roadmapTask({ template, status, after, tasks: raised }: StageStep): RoadmapTask {
    return {
      template,
      title: textIn(playbook.tasks[template]?.title, language) ?? template,
      status,
      after,
      tasks: raised.map(({ id, assignee, due, status, outcome }) => ({ id, assignee, due, status, outcome })),
    };
  }

  function isEnded(episode: LiveEpisode): boolean {
    return isFalseAlarm(finishedTasksOf(episodeId(account.id, episode), input.activities));
  }

  function actionOf(signal: string): RoadmapAction {
    const own = episodes.filter((episode) => episode.signal === signal);
    const open = own.filter(({ recoveredOn }) => recoveredOn === undefined);
    return {
      signal,
      label: textIn(playbook.signals[signal]?.label, language) ?? signal,
      state: open.length > 0 ? 'open' : own.length > 0 ? 'cooldown' : 'closed',
      about: open.flatMap(({ subject }) => subject ?? []),
    };
  }
}
