import { type Stage, stages as stagesInOrder } from '../account/account.ts';
import { noSuchName } from '../names/nearest-name.ts';
import type { Playbook, Requirement, StageEntry } from '../playbook/playbook.ts';
import { circlesIn, type PlaybookProblem, unknownName } from '../playbook/problem.ts';
import { mustHaveFeatures } from '../playbook/vocabulary.ts';
import { stepsOfAllWays } from '../plays/trials.ts';
import { signalsOfStage } from './stage-signals.ts';

/** Stages that nobody comes to, ways that go round in circles, goals that can't be reached. */
export function* checkStages(playbook: Playbook): Generator<PlaybookProblem> {
  const { signals, stages } = playbook;
  for (const stage of stagesInOrder) {
    const entry = stages[stage];
    if (entry === undefined) continue;
    const path = ['stages', stage];
    yield* checkWayThere(stage, stages);
    yield* checkRenewal(stage, entry, stages);
    if (entry.next !== undefined && !(entry.next in stages)) {
      yield unknownName([...path, 'next'], 'stage', entry.next, Object.keys(stages));
    }
    for (const side of ['positive', 'challenge'] as const) {
      for (const [place, signal] of entry[side].entries()) {
        if (!(signal in signals)) yield unknownName([...path, side, place], 'signal', signal, Object.keys(signals));
      }
    }
    for (const [place, requirement] of entry.reachedWhen.entries()) {
      yield* checkRequirement([...path, 'reachedWhen', place], stage, requirement, playbook);
    }
  }
  const ways = new Map(Object.entries(stages).map(([stage, { next }]) => [stage, next === undefined ? [] : [next]]));
  for (const circle of circlesIn(ways)) {
    const path = ['stages', circle[0] as string, 'next'];
    yield { path, message: `goes round in a circle: ${circle.join(' → ')}` };
  }
}

function* checkWayThere(stage: Stage, stages: Playbook['stages']): Generator<PlaybookProblem> {
  const isFirst = stage === stagesInOrder.find((one) => one in stages);
  const isLedTo = Object.values(stages).some(({ next }) => next === stage);
  if (isFirst || isLedTo || stages[stage]?.monthsBeforeRenewal !== undefined) return;
  const mend =
    stage === 'renewal' ? 'write `monthsBeforeRenewal: 3`' : `write \`next: ${stage}\` at the stage that comes before`;
  const message = `no stage leads here, so that only accounts put here by an import would ever be in it: ${mend}`;
  yield { path: ['stages', stage], message };
}

/** Where the renewal date rules, no goal leads in or out: the account would be moved to and fro every day. */
function* checkRenewal(stage: Stage, entry: StageEntry, stages: Playbook['stages']): Generator<PlaybookProblem> {
  const path = ['stages', stage];
  if (stage !== 'renewal') {
    if (entry.monthsBeforeRenewal !== undefined) {
      const message = 'can stand at `renewal` only, the stage that a date begins: take it out';
      yield { path: [...path, 'monthsBeforeRenewal'], message };
    }
    if (entry.next === 'renewal' && stages.renewal?.monthsBeforeRenewal !== undefined) {
      const message = 'must not be `renewal`: accounts get there by their date, wherever they are; take it out';
      yield { path: [...path, 'next'], message };
    }
  } else if (entry.monthsBeforeRenewal !== undefined && entry.next !== undefined) {
    const message = 'must not stand here: with the answer an account goes back to the stage it came from; take it out';
    yield { path: [...path, 'next'], message };
  }
}

function* checkRequirement(
  path: (string | number)[],
  stage: Stage,
  requirement: Requirement,
  playbook: Playbook,
): Generator<PlaybookProblem> {
  if ('tasksDone' in requirement) {
    const known = tasksOf(stage, playbook);
    for (const [place, task] of requirement.tasksDone.entries()) {
      if (known?.includes(task)) continue;
      const message =
        known === undefined
          ? `no signal raises tasks in this stage: add one with \`when: { kind: stage-entered, stage: ${stage}, withinDays: 14 }\``
          : noSuchName('task in the play that starts with this stage', task, known);
      yield { path: [...path, 'tasksDone', place], message };
    }
  }
  if ('mustHaveFeatures' in requirement) {
    const most = mustHaveFeatures(playbook).length;
    const asked = requirement.mustHaveFeatures === 'all' ? 1 : requirement.mustHaveFeatures;
    if (asked <= most) return;
    const message =
      most === 0
        ? 'no feature is a must-have, so that the goal can never be reached: write `mustHave: true` at those that count'
        : `must be at most ${most}: so many features have \`mustHave: true\``;
    yield { path: [...path, 'mustHaveFeatures'], message };
  }
}

/** The tasks that are raised when an account enters the stage; `undefined` when no signal watches for it. */
function tasksOf(stage: Stage, playbook: Playbook): string[] | undefined {
  const entering = signalsOfStage(playbook, stage);
  if (entering.length === 0) return undefined;
  return entering.flatMap((signal) =>
    stepsOfAllWays(playbook.plays[playbook.signals[signal]?.play ?? '']).flatMap((step) =>
      'task' in step ? [step.task] : [],
    ),
  );
}
