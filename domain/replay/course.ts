import { hasChurned, type Stage } from '../account/account.ts';
import type { AccountState, Evaluation, EvaluationInput, HealthState } from '../evaluation/evaluate.ts';
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
import { stateInStage } from '../evaluation/state-as-of.ts';
import { healthIsFresh, readScore } from '../health/health.ts';
import type { HealthContext } from '../indicators/indicators.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { rulesOf } from '../playbook/rules.ts';
import type { PlanContext } from '../plays/episode-work.ts';
import { nextWorkDay } from '../plays/next-work-day.ts';
import { type PlannedWork, planWork, stateAfter } from '../plays/plan-work.ts';
import { dependenciesOf, looksAtScore } from '../signals/conditions.ts';
import type { LiveEpisode, ReadingReason, SignalContext } from '../signals/reading.ts';
import { type StageProgress, stageOfDay } from '../stages/progress.ts';
import { movedOn } from '../stages/requirements.ts';
import type { Task } from '../tasks/task.ts';
import { businessDayCounts } from '../time/business-day-counts.ts';
import { addDays, type Day } from '../time/day.ts';
import { Facts, OpenTasks, type ReplayedDay, type ReplayInput, usageOf } from './replay.ts';
import type { UsageTimeline } from './timeline.ts';
import { Watches } from './watches.ts';

/**
 * What one day brought, for whoever asks about whole years: which episodes and whose work, what customers would have
 * been written, and where the score and the stage stood. The figures that a task or a mail would have shown are not
 * gathered, nor what the team was written.
 */
export interface CourseDay
  extends Pick<ReplayedDay, 'day' | 'opened' | 'closed' | 'mails' | 'stageEntered' | 'unknownFacts'> {
  tasks: Omit<Task, 'data'>[];
  /** The episodes that still matter at its end. */
  live: readonly LiveEpisode[];
  /** Signals that could tell of none of their subjects, and why; `null` of who has left: nothing is asked then. */
  unknown: ReadonlyMap<string, ReadingReason> | null;
  stage: Stage | null;
  /** In tenths; `null` where nobody can tell. */
  health: Pick<HealthState, 'score' | 'stale'> | null;
}

export interface CourseInput extends ReplayInput {
  /** Only these signals, as if the account had no episodes of others; without it, all of the playbook's. */
  of?: ReadonlySet<string>;
  /** `false`: nobody asks for the score, and it is told only where a signal or a stage looks at it. */
  isScored?: boolean;
}

type Brought = Pick<PlannedWork, 'opened' | 'closed' | 'tasks' | 'mails'>;

/**
 * Goes through the days and tells of each what it brought, as `replayDays` does. Most days bring nothing, and most
 * signals say for many days that nothing begins and nothing ends: each is read again when it may say something else, and
 * a day is evaluated and planned for those that do. Where a fact, a record, a source or the stage has changed, all are.
 */
export function* replayCourse(input: CourseInput): Generator<CourseDay> {
  const course = new Course(input);
  for (let day = input.from; day <= input.to; day = addDays(day, 1)) yield course.goThrough(day);
}

/** What is known of the account on a day, before anything is read of it. */
type Known = Omit<EvaluationInput, 'previous'>;

class Course {
  private readonly facts: Facts;
  private readonly tasks: OpenTasks;
  private readonly timeline: UsageTimeline;
  private readonly businessDays: EvaluationInput['businessDays'];
  private readonly recordDays: ReadonlySet<Day>;
  private readonly watches: Watches;
  /** The signals that are asked for, and those that they look at; without it, all. */
  private readonly read: ReadonlySet<string> | undefined;
  private readonly isScored: boolean;
  private readonly scores: Record<Day, number>;
  private readonly planContext: Omit<PlanContext, 'now'>;
  private health: CourseDay['health'];
  private state: AccountState | null;
  private known: Known | undefined;
  private context: { of: Known; signalContext: SignalContext } | undefined;
  private hasLeft = false;
  private live: readonly LiveEpisode[] = [];

  constructor(private readonly input: CourseInput) {
    const { context, of, playbook, previous } = input;
    const read = of && withThoseLookedAt(of, playbook.signals);
    this.read = read;
    this.planContext = { ...context, isOutline: true };
    this.facts = new Facts(input);
    this.tasks = new OpenTasks(input.activities);
    this.timeline = usageOf(input);
    this.businessDays = businessDayCounts(context.calendar, context.company.country);
    this.recordDays = daysOfRecords(input);
    const signals = inReadingOrder(playbook.signals).filter(([name]) => read?.has(name) ?? true);
    this.watches = new Watches(signals);
    this.isScored = input.isScored !== false || signals.some(([, { when }]) => looksAtScore(when));
    this.scores = { ...previous?.scores };
    this.health = previous?.health ?? null;
    this.state = previous && {
      ...previous,
      episodes: previous.episodes.filter(({ signal }) => read?.has(signal) ?? true),
    };
  }

  goThrough(day: Day): CourseDay {
    const { input, tasks } = this;
    const { stage: stageByLedger, unknownFacts, ...facts } = this.facts.asOf(day);
    const found = this.state;
    if (!this.state?.stage) this.state = stateInStage(this.state, stageByLedger, day);
    const finishes = input.finishes?.filter((finish) => finish.day === day) ?? [];
    const notYetOpen = finishes.filter((finish) => !tasks.finish(finish));
    const stageBefore = this.state?.stage?.stage ?? null;
    const hadLeft = this.hasLeft;
    this.hasLeft = hasChurned(facts.account, day);

    const isKnownAnew = this.learn(day, facts);
    const known = this.known as Known;
    const stage = this.stageOf(known);
    const isAnew =
      isKnownAnew ||
      this.state !== found ||
      this.hasLeft !== hadLeft ||
      stage !== (this.state?.stage ?? null) ||
      this.isUnsettled();
    const due = isAnew ? (this.read ?? null) : this.dueOf(known, stage);
    const brought = isAnew || due !== null ? this.evaluate(known, stage, due) : nothing;
    for (const finish of notYetOpen) tasks.finish(finish);
    const stageNow = stage?.stage ?? null;
    return {
      day,
      ...brought,
      live: this.live,
      unknown: this.hasLeft ? null : this.watches.unknown,
      stage: stageNow,
      stageEntered: stageNow === stageBefore ? null : stageNow,
      health: this.health,
      unknownFacts,
    };
  }

  /** Takes in what is known on the day; tells whether anything but usage is otherwise than the day before. */
  private learn(day: Day, { account, contacts }: Pick<Known, 'account' | 'contacts'>): boolean {
    const { answers, deadAddresses, fleet, parent, playbook, freshness: freshnessOn } = this.input;
    const usage = this.timeline.asOf(day);
    const freshness = freshnessOn(day);
    const before = this.known;
    if (
      before !== undefined &&
      before.account === account &&
      before.contacts === contacts &&
      before.freshness === freshness &&
      !this.recordDays.has(day) &&
      !this.timeline.isAnew(day)
    ) {
      before.usage = usage;
      return false;
    }
    this.known = {
      account,
      contacts,
      usage,
      businessDays: this.businessDays,
      fleet,
      playbook,
      freshness,
      activities: this.tasks.activities.filter((activity) => activity.day <= day),
      answers,
      deadAddresses: deadAddresses.filter((dead) => dead.day <= day),
      ...(parent !== undefined && { parent }),
    };
    return true;
  }

  /** The stage of the day, with the score that its goal may look at. */
  private stageOf(known: Known): StageProgress | null {
    const { account, answers, playbook, usage } = known;
    const { asOf, firstEventDay } = usage;
    const entered = stageOfDay(this.state?.stage ?? null, { account, answers, playbook, firstEventDay, asOf });
    if (this.hasLeft) {
      this.health = null;
      return entered;
    }
    if (this.isScored) this.score({ ...known, stage: entered });
    let stage = entered;
    let before: StageProgress | null = null;
    while (stage !== null && stage !== before) {
      before = stage;
      if (!this.isScored && looksAtScoreIn(stage, playbook)) this.score({ ...known, stage: entered });
      stage = movedOn(stage, { ...known, scores: this.scores });
    }
    return stage;
  }

  private score(context: HealthContext): void {
    const { health: rules } = this.input.playbook;
    const { asOf } = context.usage;
    if (healthIsFresh(rules, context)) {
      const score = readScore(rules, context);
      this.health = score === null ? null : { score, stale: false };
      if (score !== null) this.scores[asOf] = score;
    } else if (this.health?.stale === false) {
      this.health = { ...this.health, stale: true };
    }
  }

  /** There is something to see to every day, whatever the signals say. */
  private isUnsettled(): boolean {
    const { closedByChange = [], episodes = [], quiet = {} } = this.state ?? {};
    if (this.hasLeft) return episodes.length > 0;
    return closedByChange.length > 0 || Object.keys(quiet).length > 0;
  }

  private dueOf(known: Known, stage: StageProgress | null): ReadonlySet<string> | null {
    if (this.hasLeft) return null;
    let context: SignalContext | undefined;
    const contextOf = () => {
      context ??= this.contextOf(known, stage);
      return context;
    };
    const { asOf } = known.usage;
    return this.watches.due(asOf, contextOf, () => this.timeline.after(asOf));
  }

  /** @param due the signals that are read; `null`: all */
  private evaluate(known: Known, stage: StageProgress | null, due: ReadonlySet<string> | null): Brought {
    const { of } = this.input;
    const { asOf } = known.usage;
    const planContext: PlanContext = {
      ...this.planContext,
      now: `${asOf}T00:00:00.000Z`,
      ...(due !== null && { isAtRest: ({ signal }) => !due.has(signal) }),
    };
    const derived = { stage, health: this.health, scores: this.scores, watchedSince: this.state?.watchedSince ?? asOf };
    const brought: Brought = { opened: [], closed: [], tasks: [], mails: [] };
    let results: SignalResults;
    let work: PlannedWork;
    do {
      const given = { ...known, previous: this.state };
      results = this.hasLeft ? leaveAll(given) : readSignals(given, derived, due ?? undefined);
      const isAsked = ({ signal }: { signal: string }) => of === undefined || of.has(signal);
      const evaluation = this.evaluationOf(known, derived, {
        ...results,
        transitions: results.transitions.filter(({ episode }) => isAsked(episode)),
        episodes: results.episodes.filter(isAsked),
      });
      work = planWork(given, evaluation, planContext);
      brought.opened.push(...work.opened);
      brought.closed.push(...work.closed);
      brought.tasks.push(...work.tasks);
      brought.mails.push(...work.mails);
      this.tasks.closeWith([...work.closed.map(({ id }) => id), ...work.abandoned], work.overtaken);
      this.tasks.raise(work.tasks);
      const state = stateAfter(evaluation, work);
      this.live = state.episodes;
      const others = results.episodes.filter((episode) => !isAsked(episode));
      this.state = others.length === 0 ? state : { ...state, episodes: [...others, ...state.episodes] };
    } while (work.isPartial);
    if (!this.hasLeft) this.rest(known, stage, due, results);
    return brought;
  }

  private rest(
    known: Known,
    stage: StageProgress | null,
    due: ReadonlySet<string> | null,
    results: SignalResults,
  ): void {
    const { asOf } = known.usage;
    const { episodes } = this.state as AccountState;
    this.watches.restUntil(
      due,
      { ...results, episodes },
      (episode) => nextWorkDay(episode, { ...known, asOf }, this.planContext),
      this.contextOf(known, stage),
      this.timeline.after(asOf),
    );
  }

  /** One for all signals and days: none keeps it. */
  private contextOf(known: Known, stage: StageProgress | null): SignalContext {
    const { watchedSince } = this.state as AccountState;
    if (this.context === undefined || this.context.of !== known) {
      const signalContext: SignalContext = {
        ...known,
        asOf: known.usage.asOf,
        stage,
        health: this.health,
        scores: this.scores,
        watchedSince,
        isOpen: (other) => this.state?.episodes.some((one) => one.signal === other && isOpen(one)) ?? false,
        isWorkDone: workDoneBy(known),
        // Each signal's own, once it is read.
        episodes: none,
        open: noEpisodes,
      };
      this.context = { of: known, signalContext };
    }
    const { signalContext } = this.context;
    signalContext.usage = known.usage;
    signalContext.asOf = known.usage.asOf;
    signalContext.stage = stage;
    signalContext.health = this.health;
    signalContext.watchedSince = watchedSince;
    return signalContext;
  }

  /** As far as plans look at it where nobody asks for the figures. */
  private evaluationOf(
    { playbook, usage: { asOf } }: Known,
    { stage, scores, watchedSince }: { stage: StageProgress | null; scores: Record<Day, number>; watchedSince: Day },
    { signals, transitions, episodes, closedByChange, quiet }: SignalResults,
  ): Evaluation {
    return {
      asOf,
      stage,
      health: null,
      productHealth: [],
      signals,
      transitions,
      next: {
        lastScoredDay: asOf,
        watchedSince,
        stage,
        health: null,
        scores,
        episodes,
        ...(!this.hasLeft && { rules: rulesOf(playbook) }),
        ...(closedByChange.length > 0 && { closedByChange }),
        ...(Object.keys(quiet).length > 0 && { quiet }),
      },
    };
  }
}

const nothing: Brought = { opened: [], closed: [], tasks: [], mails: [] };

const looksAtScoreIn = ({ stage }: StageProgress, { stages }: Playbook): boolean =>
  stages[stage]?.reachedWhen.some((requirement) => 'healthAtLeast' in requirement) ?? false;

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

/** Days on which something is on record that was not the day before, or can't be taken back any more. */
function daysOfRecords({ activities, answers, deadAddresses, finishes = [] }: ReplayInput): ReadonlySet<Day> {
  const days = new Set<Day>();
  for (const { day, undoableUntil } of activities) {
    days.add(day);
    // Within minutes of midnight it may be final a day later.
    if (undoableUntil !== undefined)
      for (const later of [0, 1, 2]) days.add(addDays(undoableUntil.slice(0, 'YYYY-MM-DD'.length), later));
  }
  for (const { day, earlier = [] } of answers) for (const said of [{ day }, ...earlier]) days.add(said.day);
  for (const { day } of deadAddresses) days.add(day);
  // What is finished at the end of a day is done on the next.
  for (const { day } of finishes) days.add(day).add(addDays(day, 1));
  return days;
}
