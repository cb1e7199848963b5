import { hasChurned, type Stage } from '../account/account.ts';
import type { EvaluationInput, HealthState } from '../evaluation/evaluate.ts';
import { healthIsFresh, readScore } from '../health/health.ts';
import type { HealthContext } from '../indicators/indicators.ts';
import { type StageProgress, stageOfDay } from '../stages/progress.ts';
import { movedOn } from '../stages/requirements.ts';
import { businessDayCounts } from '../time/business-day-counts.ts';
import { addDays, type Day } from '../time/day.ts';
import type { UsageAhead } from '../usage/usage-course.ts';
import { Facts, OpenTasks, type ReplayedDay, type ReplayInput, type TaskFinish, usageOf } from './replay.ts';
import type { UsageTimeline } from './timeline.ts';

/** What is known of the account on a day, before any signal is read of it. */
export type Known = Omit<EvaluationInput, 'previous'>;

/** A past day as any playbook finds it that has the same names, stages and score. */
export interface PastDay extends Pick<ReplayedDay, 'day' | 'unknownFacts'> {
  /** Of the day until the next one is asked for. */
  known: Known;
  /** Whether anything but usage is otherwise than the day before. */
  isAnew: boolean;
  stage: StageProgress | null;
  /** The stage it moved on to, or was first seen in. */
  stageEntered: Stage | null;
  /** In tenths; `null` where nobody can tell. */
  health: Pick<HealthState, 'score' | 'stale'> | null;
  /** In tenths, of the days up to this one. */
  scores: Record<Day, number>;
  watchedSince: Day;
  hasLeft: boolean;
  /** What of its usage is still to come. */
  ahead(): UsageAhead;
}

/** An account's past days one after the other, with what they all need before signals are read of them. */
export class PastDays {
  readonly tasks: OpenTasks;
  private readonly facts: Facts;
  private readonly timeline: UsageTimeline;
  private readonly businessDays: EvaluationInput['businessDays'];
  private readonly recordDays: ReadonlySet<Day>;
  private readonly scores: Record<Day, number>;
  private readonly watchedSince: Day;
  private health: PastDay['health'];
  /** Whether the score's sources still sent, as long as it is asked of the same sources and stage. */
  private fresh: { freshness: Known['freshness']; stage: Stage | undefined; isFresh: boolean } | undefined;
  private stage: StageProgress | null;
  private known: Known | undefined;
  private hasLeft = false;
  private notYetOpen: readonly TaskFinish[] = [];

  constructor(private readonly input: ReplayInput) {
    const { context, from, previous } = input;
    this.facts = new Facts(input);
    this.tasks = new OpenTasks(input.activities);
    this.timeline = usageOf(input);
    this.businessDays = businessDayCounts(context.calendar, context.company.country);
    this.recordDays = daysOfRecords(input);
    this.scores = { ...previous?.scores };
    this.watchedSince = previous?.watchedSince ?? from;
    this.health = previous?.health ? { score: previous.health.score, stale: previous.health.stale } : null;
    this.stage = previous?.stage ?? null;
  }

  /** Days are asked for in their order. */
  asOf(day: Day): PastDay {
    const { stage: stageByLedger, unknownFacts, ...facts } = this.facts.asOf(day);
    const stageAtLast = this.stage;
    this.stage ??= stageByLedger;
    this.finishTasks(day);
    const stageBefore = this.stage?.stage ?? null;
    const hadLeft = this.hasLeft;
    this.hasLeft = hasChurned(facts.account, day);
    const isKnownAnew = this.learn(day, facts);
    const known = this.known as Known;
    const stage = this.stageOf(known);
    this.stage = stage;
    const stageNow = stage?.stage ?? null;
    return {
      day,
      known,
      isAnew: isKnownAnew || stage !== stageAtLast || this.hasLeft !== hadLeft,
      stage,
      stageEntered: stageNow === stageBefore ? null : stageNow,
      health: this.health,
      scores: this.scores,
      watchedSince: this.watchedSince,
      hasLeft: this.hasLeft,
      unknownFacts,
      ahead: () => this.timeline.after(day),
    };
  }

  /** Once the day's tasks are raised: what is finished on the day that raised it is done as well. */
  end(): void {
    for (const finish of this.notYetOpen) this.tasks.finish(finish);
  }

  private finishTasks(day: Day): void {
    const finishes = this.input.finishes?.filter((finish) => finish.day === day) ?? [];
    this.notYetOpen = finishes.filter((finish) => !this.tasks.finish(finish));
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
    const entered = stageOfDay(this.stage, { account, answers, playbook, firstEventDay, asOf });
    if (this.hasLeft) {
      this.health = null;
      return entered;
    }
    this.score({ ...known, stage: entered });
    return entered && movedOn(entered, { ...known, scores: this.scores });
  }

  private score(context: HealthContext): void {
    const { health: rules } = this.input.playbook;
    const { asOf } = context.usage;
    if (this.isFresh(context)) {
      const score = readScore(rules, context);
      this.health = score === null ? null : { score, stale: false };
      if (score !== null) this.scores[asOf] = score;
    } else if (this.health?.stale === false) {
      this.health = { ...this.health, stale: true };
    }
  }

  private isFresh(context: HealthContext): boolean {
    const { freshness } = context;
    const stage = context.stage?.stage;
    if (this.fresh?.freshness !== freshness || this.fresh.stage !== stage) {
      this.fresh = { freshness, stage, isFresh: healthIsFresh(this.input.playbook.health, context) };
    }
    return this.fresh.isFresh;
  }
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
