import type { Text } from '../locale/text.ts';
import type { ActivityKind } from '../playbook/activity-kinds.ts';
import { withWayChosen } from '../playbook/chosen-way.ts';
import type { Playbook, PlayStep, Signal, TaskTemplate } from '../playbook/playbook.ts';
import { stepsOfAllWays } from '../plays/trials.ts';
import type { EarlyPlace, Idea, Unfit } from './idea.ts';
import { earlyTexts, withWhatWorked } from './texts.ts';

type Play = Playbook['plays'][string];
type Changed = { playbook: Playbook } | { unfit: Unfit };

/** A stage's work is for accounts that have just entered it, and not for all that were imported. */
const WITHIN_DAYS = 14;
const DUE_IN_BUSINESS_DAYS = 5;
/** Of what comes again as soon as it is over: a month. */
const LEAST_COOLDOWN_IN_DAYS = 28;

/** The playbook as the idea would have it; or why it can't be so. What it says elsewhere stays. */
export function withIdea(playbook: Playbook, idea: Idea): Changed {
  switch (idea.kind) {
    case 'way': {
      const chosen = withWayChosen(playbook, idea.play, idea.way);
      return chosen === null ? { unfit: 'gone' } : { playbook: chosen };
    }
    case 'early':
      return withEarly(playbook, idea.activity, idea.at);
    case 'drop':
      return withoutTask(playbook, idea.task);
    case 'rarer':
      return withRarer(playbook, idea.task);
    case 'ask':
      return withAsk(playbook, idea.activity);
    case 'note':
      return withNote(playbook, idea.task, idea.text);
  }
}

/** The signals that an idea is about, as the changed playbook calls them: what a what-if tells of first. */
export function signalsOfIdea(idea: Idea, changed: Playbook): string[] {
  const names = Object.keys(changed.signals);
  const withPlay = (of: (play: Play, name: string) => boolean) =>
    names.filter((name) => {
      const play = own(changed.plays, changed.signals[name]?.play ?? '');
      return play !== undefined && of(play, changed.signals[name]?.play ?? '');
    });
  switch (idea.kind) {
    case 'way':
      return withPlay((_, name) => name === idea.play);
    case 'early':
      return withPlay((play) => doesTask(play, earlyName(idea.activity, changed)));
    case 'ask':
      return withPlay((play) => stepsOfAllWays(play).some((step) => isAskingStep(step, idea.activity, changed)));
    default:
      return withPlay((play) => doesTask(play, idea.task));
  }
}

function withEarly(playbook: Playbook, activity: string, at: EarlyPlace): Changed {
  const kind = own(playbook.activities, activity);
  const existing = own(playbook.tasks, activity);
  if (kind === undefined && existing === undefined) return { unfit: 'gone' };
  const label = kind?.label ?? (existing as TaskTemplate).title;
  const task = earlyName(activity, playbook);
  const texts = earlyTexts(label);
  const tasks = Object.hasOwn(playbook.tasks, task)
    ? playbook.tasks
    : { ...playbook.tasks, [task]: earlyTask(texts, kind) };
  const step: PlayStep = { task };
  if ('signal' in at) {
    const name = own(playbook.signals, at.signal)?.play;
    const play = name === undefined ? undefined : own(playbook.plays, name);
    if (name === undefined || play === undefined) return { unfit: 'gone' };
    if (doesTask(play, task)) return { unfit: 'so-already' };
    const changed = onSteps(play, (steps) => [...steps, step]);
    return { playbook: { ...playbook, tasks, plays: { ...playbook.plays, [name]: changed } } };
  }
  if (!Object.hasOwn(playbook.stages, at.stage)) return { unfit: 'gone' };
  const name = `early-${activity}-${at.stage}`;
  if (Object.hasOwn(playbook.signals, name) || Object.hasOwn(playbook.plays, name)) return { unfit: 'so-already' };
  const signal: Signal = {
    ...{ side: 'service', label: texts.label, why: texts.why, play: name },
    when: { kind: 'stage-entered', stage: at.stage, withinDays: WITHIN_DAYS },
    cooldownInDays: 'once',
  };
  const play: Play = { label: texts.label, chat: false, level: 'account', steps: [step], variants: {} };
  return {
    playbook: {
      ...playbook,
      tasks,
      signals: { ...playbook.signals, [name]: signal },
      plays: { ...playbook.plays, [name]: play },
    },
  };
}

/** A task that there is already is the one that is done earlier; another kind of work gets a task of its own. */
const earlyName = (activity: string, { activities }: Pick<Playbook, 'activities'>) =>
  Object.hasOwn(activities, activity) ? `early-${activity}` : activity;

const earlyTask = (texts: { title: Text; body: Text }, kind: ActivityKind | undefined): TaskTemplate => ({
  ...{ title: texts.title, body: texts.body, assign: 'csm', doneBy: 'own', priority: 'normal', links: [] },
  dueInBusinessDays: DUE_IN_BUSINESS_DAYS,
  initiative: 'proactive',
  ...(kind && { scope: kind.scope, skill: kind.skill }),
});

function withoutTask(playbook: Playbook, task: string): Changed {
  if (!Object.hasOwn(playbook.tasks, task)) return { unfit: 'gone' };
  const asking = Object.entries(playbook.plays).filter(([, play]) => doesTask(play, task));
  if (asking.length === 0) return { unfit: 'nowhere-asked' };
  const changed = asking.map(([name, play]) => [name, onSteps(play, (steps) => without(steps, task))] as const);
  const isEmpty = changed.some(([, { steps, variants }]) =>
    [steps, ...Object.values(variants).flatMap((way) => (way.steps ? [way.steps] : []))].some(
      (one) => one.length === 0,
    ),
  );
  if (isEmpty) return { unfit: 'all-of-a-play' };
  return { playbook: { ...playbook, plays: { ...playbook.plays, ...Object.fromEntries(changed) } } };
}

/** What waited for it waits for what it waited for. */
function without(steps: readonly PlayStep[], task: string): PlayStep[] {
  const dropped = steps.find((step) => 'task' in step && step.task === task);
  const before = dropped !== undefined && 'task' in dropped ? (dropped.after ?? []) : [];
  return steps.flatMap((step): PlayStep[] => {
    if (!('task' in step)) return [step];
    if (step.task === task) return [];
    if (!step.after?.includes(task)) return [step];
    const { after, ...rest } = step;
    const waits = [...new Set(after.flatMap((one) => (one === task ? before : [one])))];
    return [waits.length === 0 ? rest : { ...rest, after: waits }];
  });
}

function withRarer(playbook: Playbook, task: string): Changed {
  if (!Object.hasOwn(playbook.tasks, task)) return { unfit: 'gone' };
  const asking = Object.entries(playbook.signals).filter(([, { play }]) => {
    const of = own(playbook.plays, play);
    return of !== undefined && doesTask(of, task);
  });
  if (asking.length === 0) return { unfit: 'nowhere-asked' };
  const often = asking.flatMap(([name, signal]) => {
    const { cooldownInDays: days } = signal;
    return days === 'once' ? [] : [[name, { ...signal, cooldownInDays: rarer(days) }] as const];
  });
  if (often.length === 0) return { unfit: 'once-already' };
  return { playbook: { ...playbook, signals: { ...playbook.signals, ...Object.fromEntries(often) } } };
}

const MOST_DAYS = 3650;
const rarer = (days: number) => Math.min(MOST_DAYS, Math.max(LEAST_COOLDOWN_IN_DAYS, 2 * days));

function withAsk(playbook: Playbook, activity: string): Changed {
  const isAsking = (step: PlayStep) => isAskingStep(step, activity, playbook);
  const asking = Object.entries(playbook.plays).filter(([, play]) => stepsOfAllWays(play).some(isAsking));
  if (asking.length === 0) return { unfit: 'asked-nowhere' };
  const switchedOn = (step: PlayStep): PlayStep =>
    isAsking(step) && 'email' in step && step.mode === 'off' ? { ...step, mode: 'approve' } : step;
  const changed = asking.map(([name, play]) => [name, onSteps(play, (steps) => steps.map(switchedOn))] as const);
  const isOff = ([, play]: (typeof asking)[number]) =>
    stepsOfAllWays(play).some((step) => isAsking(step) && 'email' in step && step.mode === 'off');
  if (!asking.some(isOff)) return { unfit: 'so-already' };
  return { playbook: { ...playbook, plays: { ...playbook.plays, ...Object.fromEntries(changed) } } };
}

/** A mail that asks what an activity was beside what had been expected; whether one would recommend the team is another matter. */
function isAskingStep(step: PlayStep, activity: string, { emails }: Pick<Playbook, 'emails'>): boolean {
  const mail = 'email' in step ? own(emails, step.email) : undefined;
  return mail?.asks === 'activity' && mail.about === activity;
}

function withNote(playbook: Playbook, task: string, text: string): Changed {
  const template = own(playbook.tasks, task);
  if (template === undefined) return { unfit: 'gone' };
  const body = withWhatWorked(template.body, text);
  if (body === null) return { unfit: 'so-already' };
  return { playbook: { ...playbook, tasks: { ...playbook.tasks, [task]: { ...template, body } } } };
}

const doesTask = (play: Play, task: string) =>
  stepsOfAllWays(play).some((step) => 'task' in step && step.task === task);

/** The steps of every way: those of a variant that has none of its own are the play's. */
const onSteps = (play: Play, change: (steps: readonly PlayStep[]) => PlayStep[]): Play => ({
  ...play,
  steps: change(play.steps),
  variants: Object.fromEntries(
    Object.entries(play.variants).map(([name, way]) => [
      name,
      way.steps === undefined ? way : { ...way, steps: change(way.steps) },
    ]),
  ),
});

const own = <Value>(of: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;
