import type { AccountState, Evaluation } from '../evaluation/evaluate.ts';
import {
  inReadingOrder,
  isOpen,
  leaveAll,
  noEpisodes,
  none,
  readSignals,
  type SignalResults,
  workDoneBy,
} from '../evaluation/read-signals.ts';
import { rulesOf } from '../playbook/rules.ts';
import type { PlanContext } from '../plays/episode-work.ts';
import { nextWorkDay } from '../plays/next-work-day.ts';
import { type PlannedWork, planWork, stateAfter } from '../plays/plan-work.ts';
import { dependenciesOf } from '../signals/conditions.ts';
import type { LiveEpisode, ReadingReason, SignalContext } from '../signals/reading.ts';
import type { Task } from '../tasks/task.ts';
import { addDays } from '../time/day.ts';
import { type Known, type PastDay, PastDays } from './past-days.ts';
import type { ReplayedDay, ReplayInput } from './replay.ts';
import { Watches } from './watches.ts';

/**
 * What one day brought, for whoever asks about whole years: which episodes and whose work, what customers would have
 * been written, and where the score and the stage stood. The figures that a task or a mail would have shown are not
 * gathered, nor what the team was written.
 */
export interface CourseDay
  extends OfSignals,
    Pick<PastDay, 'health'>,
    Pick<ReplayedDay, 'day' | 'stageEntered' | 'unknownFacts'> {
  stage: ReplayedDay['stageEntered'];
}

/** What a day brought of some signals. */
export interface OfSignals extends Pick<ReplayedDay, 'opened' | 'closed' | 'mails'> {
  tasks: Omit<Task, 'data'>[];
  /** The episodes that still matter at its end. */
  live: readonly LiveEpisode[];
  /** Signals that could tell of none of their subjects, and why; `null` of who has left: nothing is asked then. */
  unknown: ReadonlyMap<string, ReadingReason> | null;
}

type Brought = Pick<PlannedWork, 'opened' | 'closed' | 'tasks' | 'mails'>;

/**
 * Goes through the days and tells of each what it brought, as `replayDays` does. Most days bring nothing, and most
 * signals say for many days that nothing begins and nothing ends: each is read again when it may say something else, and
 * a day is evaluated and planned for those that do. Where a fact, a record, a source or the stage has changed, all are.
 */
export function* replayCourse(input: ReplayInput): Generator<CourseDay> {
  const days = new PastDays(input);
  const course = new SignalCourse(input, { days });
  for (let day = input.from; day <= input.to; day = addDays(day, 1)) {
    const past = days.asOf(day);
    const brought = course.goThrough(past);
    days.end();
    yield courseDay(past, brought);
  }
}

export function courseDay(
  { day, stage, stageEntered, health, unknownFacts }: PastDay,
  { opened, closed, tasks, mails, live, unknown }: OfSignals,
): CourseDay {
  const stageNow = stage?.stage ?? null;
  return { day, opened, closed, tasks, mails, live, unknown, stage: stageNow, stageEntered, health, unknownFacts };
}

/** What the signals of a playbook make of an account's days. */
export class SignalCourse {
  private readonly watches: Watches;
  /** The signals that are asked for, and those that they look at; without it, all. */
  private readonly read: ReadonlySet<string> | undefined;
  private readonly of: ReadonlySet<string> | undefined;
  private readonly planContext: Omit<PlanContext, 'now'>;
  private readonly playbook: ReplayInput['playbook'];
  private own: { of: Known; known: Known } | undefined;
  private readonly days: PastDays | undefined;
  /** What the last day left. */
  state: AccountState | null;
  private context: { of: Known; signalContext: SignalContext } | undefined;
  private live: readonly LiveEpisode[] = [];
  /** The episodes of the last day before any work of it was planned. */
  found: readonly LiveEpisode[] = none;

  /**
   * @param of only these signals, as if the account had no episodes of others; without it, all of the playbook's
   * @param days where tasks may be finished, which are then done
   */
  constructor(
    { context, playbook, previous }: Pick<ReplayInput, 'context' | 'playbook' | 'previous'>,
    { of, days }: { of?: ReadonlySet<string>; days?: PastDays } = {},
  ) {
    const read = of && withThoseLookedAt(of, playbook.signals);
    this.of = of;
    this.read = read;
    this.days = days;
    this.playbook = playbook;
    this.planContext = { ...context, isOutline: true };
    this.watches = new Watches(inReadingOrder(playbook.signals).filter(([name]) => read?.has(name) ?? true));
    this.state = previous && {
      ...previous,
      episodes: previous.episodes.filter(({ signal }) => read?.has(signal) ?? true),
    };
  }

  /**
   * Days are gone through in their order.
   *
   * @param openBeside the account's episodes of other signals, where only some are gone through
   */
  goThrough(past: PastDay, openBeside?: PlanContext['openBeside']): OfSignals {
    this.found = this.state?.episodes ?? none;
    const isAnew = past.isAnew || this.isUnsettled(past);
    const due = isAnew ? (this.read ?? null) : this.dueOf(past);
    const { opened, closed, tasks, mails } =
      isAnew || due !== null ? this.evaluate(past, due, { isAnew, openBeside }) : nothing;
    return { opened, closed, tasks, mails, live: this.live, unknown: past.hasLeft ? null : this.watches.unknown };
  }

  isSignalOpen(name: string): boolean {
    return this.state?.episodes.some((one) => one.signal === name && isOpen(one)) ?? false;
  }

  /** There is something to see to every day, whatever the signals say. */
  private isUnsettled({ hasLeft }: PastDay): boolean {
    const { closedByChange, episodes, quiet } = this.state ?? noState;
    if (hasLeft) return episodes.length > 0;
    return (closedByChange !== undefined && closedByChange.length > 0) || quiet !== undefined;
  }

  private dueOf(past: PastDay): ReadonlySet<string> | null {
    if (past.hasLeft) return null;
    return this.watches.due(past.day, () => this.contextOf(past), past.ahead);
  }

  /** @param due the signals that are read; `null`: all */
  private evaluate(
    past: PastDay,
    due: ReadonlySet<string> | null,
    { isAnew, openBeside }: Pick<PastDay, 'isAnew'> & Pick<PlanContext, 'openBeside'>,
  ): Brought {
    const { of } = this;
    const { day, hasLeft, stage, health, scores, watchedSince } = past;
    const known = this.knownOn(past);
    const planContext: PlanContext = {
      ...this.planContext,
      now: `${day}T00:00:00.000Z`,
      ...(openBeside && { openBeside }),
      ...(due !== null && {
        isAtRest: (episode) => !due.has(episode.signal) || (!isAnew && this.watches.workDayOf(episode) > day),
      }),
    };
    const derived = { stage, health, scores, watchedSince };
    const brought: Brought = { opened: [], closed: [], tasks: [], mails: [] };
    let results: SignalResults;
    let work: PlannedWork | undefined;
    do {
      const given = { ...known, previous: this.state };
      results = hasLeft ? leaveAll(given) : readSignals(given, derived, due ?? undefined);
      const isAsked = ({ signal }: { signal: string }) => of === undefined || of.has(signal);
      const evaluation = evaluationOf(past, this.playbook, {
        ...results,
        transitions: results.transitions.filter(({ episode }) => isAsked(episode)),
        episodes: results.episodes.filter(isAsked),
      });
      if (work === undefined) this.found = evaluation.next.episodes;
      work = planWork(given, evaluation, planContext);
      brought.opened.push(...work.opened);
      brought.closed.push(...work.closed);
      brought.tasks.push(...work.tasks);
      brought.mails.push(...work.mails);
      this.days?.tasks.closeWith([...work.closed.map(({ id }) => id), ...work.abandoned], work.overtaken);
      this.days?.tasks.raise(work.tasks);
      const state = stateAfter(evaluation, work);
      this.live = state.episodes;
      const others = results.episodes.filter((episode) => !isAsked(episode));
      this.state = others.length === 0 ? state : { ...state, episodes: [...others, ...state.episodes] };
    } while (work.isPartial);
    if (!hasLeft) this.rest(past, due, results);
    return brought;
  }

  private rest(past: PastDay, due: ReadonlySet<string> | null, results: SignalResults): void {
    const known = this.knownOn(past);
    const { episodes } = this.state as AccountState;
    this.watches.restUntil(
      due,
      { ...results, episodes },
      (episode) => nextWorkDay(episode, { ...known, asOf: past.day }, this.planContext),
      this.contextOf(past),
      past.ahead(),
    );
  }

  /** One for all signals and days: none keeps it. */
  private contextOf(past: PastDay): SignalContext {
    const { day, stage, health, scores, watchedSince } = past;
    const known = this.knownOn(past);
    if (this.context === undefined || this.context.of !== known) {
      const signalContext: SignalContext = {
        ...known,
        asOf: day,
        stage,
        health,
        scores,
        watchedSince,
        isOpen: (other) => this.isSignalOpen(other),
        isWorkDone: workDoneBy(known),
        // Each signal's own, once it is read.
        episodes: none,
        open: noEpisodes,
      };
      this.context = { of: known, signalContext };
    }
    const { signalContext } = this.context;
    signalContext.usage = known.usage;
    signalContext.asOf = day;
    signalContext.stage = stage;
    signalContext.health = health;
    return signalContext;
  }

  /** What is known of the account, by the course's own playbook. */
  private knownOn({ known }: PastDay): Known {
    const { playbook } = this;
    if (known.playbook === playbook) return known;
    if (this.own?.of !== known) this.own = { of: known, known: { ...known, playbook } };
    this.own.known.usage = known.usage;
    return this.own.known;
  }
}

/** As far as plans look at it where nobody asks for the figures. */
function evaluationOf(
  { day, stage, scores, watchedSince, hasLeft }: PastDay,
  playbook: ReplayInput['playbook'],
  { signals, transitions, episodes, closedByChange, quiet }: SignalResults,
): Evaluation {
  return {
    asOf: day,
    stage,
    health: null,
    productHealth: [],
    signals,
    transitions,
    next: {
      lastScoredDay: day,
      watchedSince,
      stage,
      health: null,
      scores,
      episodes,
      ...(!hasLeft && { rules: rulesOf(playbook) }),
      ...(closedByChange.length > 0 && { closedByChange }),
      ...(Object.keys(quiet).length > 0 && { quiet }),
    },
  };
}

const nothing: Brought = { opened: [], closed: [], tasks: [], mails: [] };
const noState: Pick<AccountState, 'closedByChange' | 'episodes' | 'quiet'> = { episodes: [] };

function withThoseLookedAt(of: ReadonlySet<string>, signals: ReplayInput['playbook']['signals']): ReadonlySet<string> {
  const read = new Set<string>();
  const add = (name: string) => {
    if (read.has(name)) return;
    read.add(name);
    const signal = signals[name];
    if (signal !== undefined) for (const other of dependenciesOf(signal.when)) add(other);
  };
  for (const name of of) add(name);
  return read;
}
