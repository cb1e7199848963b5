import type { Expectation } from '../../../../domain/answers/activity-answer.ts';
import type { Zone } from '../../../../domain/improvement-map/expectation-gap.ts';
import type { Block, Level, Phase } from '../../../../domain/improvement-map/improvement-map.ts';
import type { MoveDuty } from '../../../../domain/improvement-map/move-kinds.ts';
import type { Wall } from '../../../../domain/improvement-map/moves.ts';
import type { Day } from '../../../../domain/time/day.ts';

export interface MapWords {
  heading: string;
  lead(kinds: number, answers: number): string;
  empty: { heading: string; lead: string };
  zones: Record<Zone, string>;
  /** With its letter: `O: too much`. */
  zoneName(zone: Zone): string;
  block(block: Block): string;
  costly: string;
  levels: Record<Level, string>;
  levelsHint(hasHourCost: boolean): string;
  drawing: {
    title: string;
    described(placed: number, unplaced: number): string;
    gap: string;
    resources: string;
    key: string;
    marks: { sure: string; few: string; team: string };
  };
  table: {
    heading: string;
    columns: {
      number: string;
      activity: string;
      block: string;
      customers: string;
      team: string;
      resources: string;
      way: string;
    };
    /** In parts, of which none is to be broken. */
    counts(less: number, asExpected: number, more: number): string[];
    gap(value: string, low: string, high: string): string;
    tooFew(needed: number): string;
    notAsked: string;
    notRated: string;
    unsure: string;
    amount(works: string, minutes: string, cost: string | undefined): string;
    allIsWell: string;
  };
  ratio: {
    heading: string;
    lead: string;
    columns: { team: string; ratio: string; means: string };
    /** @param phase that the ratio is nearest to */
    ours(counts: string, kinds: number, phase: string): string;
    none(needed: number): string;
    between(one: string, other: string): string;
    us: string;
    phases: Record<Phase, { name: string; means: string }>;
  };
  walls: {
    heading: string;
    lead: string;
    columns: { zone: string; wall: string; moves: string; activities: string };
    wall: Record<Wall, string>;
    zoneOf: Record<Wall, string>;
    none: string;
  };
  stages: { heading: string; lead: string; columns: { stage: string; works: string }; none: string };
  /** A move in a list of tasks. */
  row: {
    from: string;
    make(move: string): string;
    look(move: string): string;
    open: Record<MoveDuty, string>;
  };
  agreed: {
    heading: string;
    lead: string;
    none: string;
    columns: { move: string; owner: string; due: string; state: string };
    from(block: string): string;
    overdue: string;
    open: string;
    doneOn(day: Day): string;
    done: string;
    drop: string;
    lookOn(day: Day): string;
    looked: string;
    lookedOn(day: Day): string;
    asExpected: string;
    /** Where it stood, and where by what was said since. */
    blocks(from: string | undefined, since: string | undefined, needed: number): string;
    /** How long each takes. */
    minutes: {
      mean(minutes: string, works: number): string;
      told(before: string, after: string, difference: string, low: string, high: string): string;
      few(before: string, after: string): string;
    };
    more(moves: number): string;
  };
  agree: {
    heading: string;
    lead: string;
    activity: string;
    kind: string;
    owner: string;
    due: string;
    note: string;
    button: string;
    told(activity: string, kind: string): string;
    complaint: { choose: string; rating: string; day: string; 'too-long': string; 'too-many': string };
    finished(activity: string, kind: string): string;
    dropped(activity: string, kind: string): string;
    'looked-at'(activity: string, kind: string): string;
    gone: { heading: string; lead: string };
    changed: { heading: string; lead: string };
    back: string;
  };
  rate: {
    heading: string;
    lead: string;
    activity: string;
    legend: string;
    button: string;
    told(activity: string): string;
  };
  expectations: Record<Expectation, string>;
}
