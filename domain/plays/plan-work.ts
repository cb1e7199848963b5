import { hasChurned } from '../account/account.ts';
import { finalActivities } from '../activities/activity.ts';
import type { RenewalAnswer } from '../answers/renewal-answer.ts';
import { workingWeekOf } from '../company/team.ts';
import { type Arm, OWN_STEPS } from '../episodes/arm.ts';
import { isSameEpisode } from '../episodes/closed-by-change.ts';
import {
  type ClosedByChange,
  type ClosingReason,
  type Episode,
  episodeId,
  type Transition,
} from '../episodes/episodes.ts';
import type { AccountState, Evaluation, EvaluationInput } from '../evaluation/evaluate.ts';
import { customerMail } from '../mail/customer-mail.ts';
import type { DataSnapshot, Obstacle } from '../mail/mail-content.ts';
import { notificationMails } from '../mail/notification-mails.ts';
import type { OutboxMail } from '../outbox/outbox.ts';
import type { Playbook, TaskStep } from '../playbook/playbook.ts';
import type { Evidence, LiveEpisode, RaisedTask } from '../signals/reading.ts';
import { chaseLateTasks } from '../tasks/late-tasks.ts';
import type { Task } from '../tasks/task.ts';
import type { Day } from '../time/day.ts';
import { addresseeOf } from './addressee.ts';
import { lastAnswerTo, type TakenUp, takeUpAnswer, templatesOfAnswers } from './answer-steps.ts';
import { customerAnswer } from './customer-answer.ts';
import { dataSnapshot, noFigures } from './data-snapshot.ts';
import { dueSteps, withoutOvertakenMails } from './due-steps.ts';
import { type EpisodeWork, obstaclesOf, type PlanContext } from './episode-work.ts';
import { mayBeHeldOut } from './held-out.ts';
import { oneMailPerRenewal } from './one-renewal-mail.ts';
import { type PlayNote, personNotes, playNotes } from './play-note.ts';
import {
  type FinishedTask,
  finishedTasksByEpisode,
  hasTakenAll,
  isEmailStep,
  isFalseAlarm,
  isTaskStep,
  stepName,
  unfinishedTasksOf,
} from './play-steps.ts';
import { raiseTasks, taskMails } from './raise-tasks.ts';
import { episodeData } from './signal-data.ts';
import { asAssigned, assignedArm } from './trials.ts';

/** What an evaluation has to be written down as. */
export interface PlannedWork {
  opened: Episode[];
  /** Episodes that a change of the playbook had closed, with the tasks that are open again. */
  reopened: Reopened[];
  closed: (Pick<Episode, 'id' | 'signal' | 'subject'> & { recoveredOn: Day; closedAs: ClosingReason })[];
  /** Episodes that closed before, whose remaining tasks close now that the account has left. */
  abandoned: string[];
  /** Ids of tasks that close because the customer has answered since. */
  overtaken: string[];
  tasks: Task[];
  mails: OutboxMail[];
  /** What the chat is told, where there is one. */
  notes: PlayNote[];
  /** What of them found no room in the write, and comes back with the next pass. */
  stillClosed: ClosedByChange[];
  /** The episodes to go on from: the evaluation's, with the steps of their plays that are taken by now. */
  live: LiveEpisode[];
  /** There was more than one write can hold; the same day has to be evaluated again for the rest. */
  isPartial: boolean;
}

export interface Reopened extends Pick<Episode, 'id' | 'signal' | 'subject'> {
  /** The day it had been closed on. */
  closedOn: Day;
  reopenedOn: Day;
  tasks: Pick<RaisedTask, 'id' | 'due'>[];
}

/** What comes of one episode as well as of all. */
type PlannedRows = Omit<PlannedWork, 'live' | 'isPartial' | 'stillClosed'>;

const noRows = (): PlannedRows => ({
  opened: [],
  reopened: [],
  closed: [],
  abandoned: [],
  overtaken: [],
  tasks: [],
  mails: [],
  notes: [],
});

const noPlan = (): PlannedWork => ({ ...noRows(), stillClosed: [], live: [], isPartial: false });

export const nothingPlanned: PlannedWork = noPlan();

/** Of one episode; `live` is `null` when nothing is left of it. */
type EpisodePlan = PlannedRows & {
  live: LiveEpisode | null;
  /** Open tasks that close with it: as many rows more. */
  closing: number;
};

const nothing: EpisodePlan = { ...noRows(), live: null, closing: 0 };

const noPlay: Playbook['plays'][string] = {
  label: { en: '', ja: '' },
  chat: false,
  level: 'account',
  steps: [],
  variants: {},
};

/** A DynamoDB transaction holds 100 items; some room is left for tasks that the state doesn't know of. */
const MOST_ROWS = 85;
/** Of what one play raises at once, messages to the chat take what is left: the mails say the same. */
const roomForNotes = (rows: number) => Math.max(1, MOST_ROWS - rows);
/** And 4 MB, of which a character may take three. */
const MOST_CHARACTERS = 1_200_000;

/** Turns what changed, and what has fallen due since, into tasks and mails by the plays of the playbook. */
export function planWork(input: EvaluationInput, evaluation: Evaluation, context: PlanContext): PlannedWork {
  const plan: PlannedWork = noPlan();
  const transitions = new Map(evaluation.transitions.map((transition) => [transition.episode, transition]));
  // By episode once: an account may have as many of both as its bounds allow.
  const finishedTasks = once(() => finishedTasksByEpisode(input.activities));
  const finalTasks = once(() => finishedTasksByEpisode(finalActivities(input.activities, context.now)));
  const readings = once(
    () => new Map(evaluation.signals.toReversed().map((reading) => [subjectKey(reading), reading])),
  );
  const readingOf = (episode: LiveEpisode) => readings().get(subjectKey(episode));
  const snapshot = once(() => (context.isOutline ? noFigures(input.usage.asOf) : dataSnapshot(input, evaluation)));
  let rows = 0;
  let characters = 0;

  for (const episode of evaluation.next.episodes) {
    const transition = transitions.get(episode);
    if (transition === undefined && (context.isAtRest?.(episode) || isAsItWas(episode))) {
      plan.live.push(episode);
      continue;
    }
    transitions.delete(episode);
    take(planEpisode(episode, transition), () => {
      if (transition === undefined) return episode;
      if (transition.takenBack !== undefined) {
        plan.stillClosed.push(transition.takenBack);
        return input.previous?.episodes.find((before) => isSameEpisode(before, episode)) ?? null;
      }
      return transition.kind === 'opened' ? null : { ...episode, recoveredOn: undefined };
    });
  }
  // What is left belongs to signals that the playbook no longer has, or to an account that has left.
  for (const transition of transitions.values()) {
    const { episode } = transition;
    take(planEnd(transition), () => ({ ...episode, recoveredOn: undefined }));
  }
  for (const episode of forgottenEpisodes()) take(planForgotten(episode), () => episode);
  return context.isOutline ? plan : { ...plan, mails: oneMailPerRenewal(plan.mails, input.playbook) };

  /** Adds what one episode comes to, or keeps the episode as it was for the next pass. */
  function take(part: EpisodePlan, asItWas: () => LiveEpisode | null): void {
    const { opened, reopened, closed, abandoned, overtaken, tasks, mails, notes, closing } = part;
    const raised = tasks.length + mails.length + notes.length;
    const back = reopened.reduce((sum, episode) => sum + 1 + episode.tasks.length, 0);
    const needed = opened.length + back + closed.length + overtaken.length + raised + closing;
    const length = raised === 0 || context.isOutline ? 0 : JSON.stringify([tasks, mails, notes]).length;
    const fits = rows === 0 || (rows + needed <= MOST_ROWS && characters + length <= MOST_CHARACTERS);
    const live = fits ? part.live : asItWas();
    if (live) plan.live.push(live);
    if (!fits) {
      plan.isPartial = true;
      return;
    }
    rows += needed;
    characters += length;
    plan.opened.push(...opened);
    plan.reopened.push(...reopened);
    plan.closed.push(...closed);
    plan.abandoned.push(...abandoned);
    plan.overtaken.push(...overtaken);
    plan.tasks.push(...tasks);
    plan.mails.push(...mails);
    plan.notes.push(...notes);
  }

  /** Nobody has a task of it, the customer has said nothing new, and no step is left to take: so are most on most days. */
  function isAsItWas(episode: LiveEpisode): boolean {
    if (episode.tasks !== undefined || episode.begunOn === null) return false;
    const said = lastAnswerTo(episode, input);
    if (said !== null) return false;
    return episode.recoveredOn !== undefined || hasTakenAll(playOf(episode), episode);
  }

  function planEpisode(given: LiveEpisode, transition: Transition | undefined): EpisodePlan {
    const isNew = transition?.kind === 'opened';
    const isWaiting = given.begunOn === null;
    const arm = !context.isHistory && (isNew || isWaiting) ? assigned(given, isNew) : undefined;
    const episode = arm === undefined || arm.name === OWN_STEPS ? given : { ...given, arm: arm.name };
    const work = workOf(episode, () => transition?.evidence ?? readingOf(episode)?.evidence ?? {});
    const end = transition?.kind === 'closed' ? planEnd(transition) : nothing;
    const unfinished = end === nothing ? unfinishedTasksOf(episode, work.finished) : [];
    const open = transition?.takenBack ? unfinished.map(dueAnew(transition.takenBack)) : unfinished;
    const undoable = undoableTasksOf(work);
    const reopenedWith = (tasks: RaisedTask[]) =>
      transition?.takenBack ? [reopenedEpisode(work, transition.takenBack, tasks)] : [];
    const opened = isNew ? [openedEpisode(input, episode, transition.evidence, arm)] : [];
    if (context.isHistory) {
      const waiting = isNew ? { ...episode, begunOn: null } : episode;
      return { ...end, opened, reopened: reopenedWith(open), live: withTasks(waiting, [...open, ...undoable]) };
    }
    if (isWaiting && !mayBegin(given)) return { ...end, reopened: reopenedWith(open), live: given };
    const begun = isWaiting ? { ...episode, begunOn: input.usage.asOf } : episode;
    const play = playOf(episode);
    const takenUp = takeUpAnswer(play, { ...begun, tasks: open }, lastAnswerTo(episode, input));
    const takenUpWork = { ...work, episode: takenUp.episode };
    const { tasks, mails, notes, steps } = takeSteps(
      takenUpWork,
      play,
      { ...takenUp, before: begun.answered?.answer },
      isNew || isWaiting,
    );
    const left = open.filter((task) => !takenUp.overtaken.includes(task));
    const chased = new Set(
      isFalseAlarm(work.finished) ? templatesOfAnswers(play) : left.map(({ template }) => template),
    );
    const late = chaseLateTasks(
      work,
      left.filter(({ template }) => chased.has(template)),
    );
    const unchased = left.filter(({ template }) => !chased.has(template));
    return {
      ...end,
      opened,
      reopened: reopenedWith(left),
      overtaken: takenUp.overtaken.map(({ id }) => id),
      tasks,
      mails: [...mails, ...late.mails],
      notes,
      live: withTasks({ ...takenUp.episode, steps }, [...undoable, ...unchased, ...late.tasks, ...tasks.map(asRaised)]),
    };
  }

  /** Nobody is late with what was taken from them: a task that fell due meanwhile is due on the next business day. */
  function dueAnew({ closedOn }: ClosedByChange): (task: RaisedTask) => RaisedTask {
    return (task) => {
      const week = workingWeekOf(context.company, context.team.memberOf(task.assignee));
      const next = context.calendar.addBusinessDays(input.usage.asOf, 1, week);
      return task.due < closedOn || task.due >= next ? task : { ...task, due: next };
    };
  }

  function reopenedEpisode(
    { id, episode: { signal, subject } }: EpisodeWork,
    { closedOn }: ClosedByChange,
    tasks: RaisedTask[],
  ): Reopened {
    const again = tasks.map(({ id: task, due }) => ({ id: task, due }));
    return { id, signal, subject, closedOn, reopenedOn: input.usage.asOf, tasks: again };
  }

  function playOf({ signal, arm }: LiveEpisode): Playbook['plays'][string] {
    const play = input.playbook.plays[input.playbook.signals[signal]?.play ?? ''];
    return play === undefined ? noPlay : asAssigned(play, arm);
  }

  /** Of what history brings nobody is held out: its play begins late, so that it is compared with nothing. */
  function assigned(episode: LiveEpisode, isNew: boolean): Arm | undefined {
    const name = input.playbook.signals[episode.signal]?.play ?? '';
    const play = Object.hasOwn(input.playbook.plays, name) ? input.playbook.plays[name] : undefined;
    if (play === undefined) return undefined;
    const open = () => [...evaluation.next.episodes, ...(context.openBeside?.() ?? [])];
    const mayBe = isNew && (play.holdOut ?? 0) > 0 && mayBeHeldOut(input, open());
    return assignedArm({ ...play, name }, input.account.id, { mayBeHeldOut: mayBe });
  }

  /**
   * What opened and closed in the past leaves its record alone; what is open still begins today, unless nobody can tell
   * today whether it is still the matter.
   */
  function mayBegin(episode: LiveEpisode): boolean {
    const reading = readingOf(episode);
    return episode.recoveredOn === undefined && reading !== undefined && reading.verdict !== 'unknown';
  }

  /** Closes the episode and its open tasks. */
  function planEnd({ episode, reason }: Transition): EpisodePlan {
    const { id, finished } = workOf(episode);
    const { signal, subject, recoveredOn } = episode;
    const closed = { id, signal, subject, recoveredOn: recoveredOn as Day, closedAs: reason ?? ('recovered' as const) };
    return { ...nothing, closed: [closed], closing: unfinishedTasksOf(episode, finished).length };
  }

  function takeSteps(
    work: EpisodeWork,
    play: Playbook['plays'][string],
    { overtaken, isNew: isAnswered, before }: Pick<TakenUp, 'overtaken' | 'isNew'> & { before?: RenewalAnswer },
    isNew: boolean,
  ): Pick<EpisodePlan, 'tasks' | 'mails' | 'notes'> & { steps: string[] } {
    const { episode, finished } = work;
    const said = lastAnswerTo(episode, input);
    const { asOf } = input.usage;
    const due = dueSteps(play, { episode, isNew, finished, said, account: input.account, asOf });
    if (due.length === 0 && !isAnswered) return { tasks: [], mails: [], notes: [], steps: episode.steps };
    const lacks = new Set<Obstacle>(obstaclesOf(work));
    const mails: OutboxMail[] = [];
    for (const step of withoutOvertakenMails(due).filter(isEmailStep)) {
      const written = customerMail(work, step);
      mails.push(...written.mails);
      for (const lack of written.lacks) lacks.add(lack);
    }
    const taskSteps = due.filter(isTaskStep);
    const tasks = raiseTasks(work, play, taskSteps, [...lacks]);
    const steps = [...episode.steps, ...due.map(stepName)];
    if (context.isOutline) return { tasks, notes: [], mails, steps };
    const isTakenBack = ({ when }: TaskStep) => when !== undefined && 'answer' in when && when.answer === before;
    const takenBack = isAnswered ? play.steps.filter(isTaskStep).filter(isTakenBack) : [];
    const notifications = notificationMails(work, { steps: taskSteps, takenBack, tasks, overtaken, isAnswered });
    const told = playNotes(work, play, tasks);
    const allMails = [...mails, ...taskMails(work, play, tasks, [...lacks]), ...notifications];
    return {
      tasks,
      notes: [...told, ...personNotes(work, tasks, told)].slice(0, roomForNotes(tasks.length + allMails.length)),
      mails: allMails,
      steps,
    };
  }

  /** Done, and it may still be taken back: nobody is chased for them, and the state doesn't forget them yet. */
  function undoableTasksOf({ id, episode, finished }: EpisodeWork): RaisedTask[] {
    if (episode.tasks === undefined || finished.length === 0) return [];
    const final = finalTasks().get(id) ?? [];
    return unfinishedTasksOf(episode, final).filter((task) => finished.some(({ id }) => id === task.id));
  }

  /** Closed long enough to matter no more, but for tasks that somebody still has. */
  function forgottenEpisodes(): LiveEpisode[] {
    const over = (input.previous?.episodes ?? []).filter(({ recoveredOn }) => recoveredOn !== undefined);
    if (over.length === 0) return over;
    // Most go on as they are.
    const same = new Set(evaluation.next.episodes);
    const others = over.filter((episode) => !same.has(episode));
    if (others.length === 0) return others;
    const going = new Set(evaluation.next.episodes.map(subjectKey));
    return others.filter((episode) => !going.has(subjectKey(episode)));
  }

  function planForgotten(episode: LiveEpisode): EpisodePlan {
    const work = workOf(episode);
    const unfinished = unfinishedTasksOf(episode, work.finished);
    const undoable = undoableTasksOf(work);
    if (unfinished.length + undoable.length === 0) return nothing;
    if (hasChurned(input.account, input.usage.asOf)) {
      return { ...nothing, abandoned: [work.id], closing: unfinished.length };
    }
    if (context.isHistory) return { ...nothing, live: episode };
    const { tasks, mails } = chaseLateTasks(work, unfinished);
    return { ...nothing, mails, live: withTasks(episode, [...undoable, ...tasks]) };
  }

  function workOf(episode: LiveEpisode, evidence: () => Evidence = () => ({})): EpisodeWork {
    const id = episodeId(input.account.id, episode);
    const finished: FinishedTask[] = finishedTasks().get(id) ?? [];
    const said = once(() => customerAnswer(input, episode) ?? undefined);
    const data = once((): DataSnapshot => {
      const word = said();
      const own = context.isOutline ? {} : episodeData(input, evaluation, episode);
      return { ...snapshot(), ...own, ...(word && { said: word }) };
    });
    const addressee = addresseeOf(input, playOf(episode));
    return { id, episode, finished, evidence, said, data, addressee, input, context };
  }
}

/** What the next evaluation goes on from, once the work is written down. */
export function stateAfter({ next }: Evaluation, { live, stillClosed }: PlannedWork): AccountState {
  const { closedByChange = [], ...state } = next;
  const closed = [...closedByChange, ...stillClosed];
  return { ...state, episodes: live, ...(closed.length > 0 && { closedByChange: closed }) };
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Only an episode with open tasks speaks of them: most have none. */
function withTasks({ tasks: _, ...episode }: LiveEpisode, tasks: RaisedTask[]): LiveEpisode {
  return tasks.length === 0 ? episode : { ...episode, tasks };
}

function asRaised({ id, template, due, assignee }: Task): RaisedTask {
  return { id, template, due, assignee };
}

/** No subject begins with a line break, so one that is absent is told from all others. */
const subjectKey = ({ signal, subject }: Pick<LiveEpisode, 'signal' | 'subject'>) => `${signal} ${subject ?? '\n'}`;

function openedEpisode(
  { account, playbook }: EvaluationInput,
  episode: LiveEpisode,
  evidence: Evidence,
  arm: Arm | undefined,
): Episode {
  const cooldown = playbook.signals[episode.signal]?.cooldownInDays ?? 0;
  return {
    id: episodeId(account.id, episode),
    account: account.id,
    signal: episode.signal,
    subject: episode.subject,
    ...(episode.person !== undefined && { person: episode.person }),
    openedOn: episode.openedOn,
    ...(arm !== undefined && { arm }),
    evidence,
    recoveredOn: null,
    closedAs: null,
    cooldownInDays: cooldown === 'once' ? null : cooldown,
  };
}
