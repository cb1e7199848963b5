import type { Signal } from '../playbook/playbook.ts';
import type { Evidence, LiveEpisode, Reading } from '../signals/reading.ts';
import { addDays, type Day, daysBetween } from '../time/day.ts';
import { type Arm, OWN_STEPS } from './arm.ts';

export type ClosingReason = 'recovered' | 'new-level' | 'retired' | 'churned';

/** One stretch from a signal's tripping to its recovery. */
export interface Episode {
  id: string;
  account: string;
  signal: string;
  /** What the signal was called then, where the record is read by a name that it got since. */
  openedAs?: string;
  subject: string | null;
  /** The contact it is about, where that isn't the subject itself. */
  person?: string;
  openedOn: Day;
  /** Nothing was assigned where it was put on record afterwards, or by a release that had no such thing. */
  arm?: Arm;
  /** What the rule saw when it tripped. */
  evidence: Evidence;
  recoveredOn: Day | null;
  closedAs: ClosingReason | null;
  /** Days of quiet after the recovery; `null` is for ever. */
  cooldownInDays: number | null;
}

export interface Transition {
  /** `reopened`: a change of the playbook had closed it, and was taken back. */
  kind: 'opened' | 'closed' | 'reopened';
  episode: LiveEpisode;
  evidence: Evidence;
  reason?: ClosingReason;
  /** Of one that is open again: how it had been closed. */
  takenBack?: ClosedByChange;
}

/**
 * An episode that did not end by itself: the playbook changed, and the next evaluation closed it. It is remembered as it
 * was, with its steps and tasks, so that taking the change back brings it back instead of raising it anew.
 */
export interface ClosedByChange {
  episode: LiveEpisode;
  closedOn: Day;
  closedAs: ClosingReason;
  /** The rules that it was open under. */
  rules?: string;
}

export function episodeId(
  account: string,
  { signal, openedAs = signal, subject, openedOn }: Pick<LiveEpisode, 'signal' | 'openedAs' | 'subject' | 'openedOn'>,
): string {
  return `${account}/${openedAs}/${subject ?? '-'}/${openedOn}`;
}

/** Whether a recovered episode still keeps its signal quiet. */
export function isCoolingDown(
  { recoveredOn }: Pick<LiveEpisode, 'recoveredOn'>,
  signal: Pick<Signal, 'cooldownInDays'>,
  asOf: Day,
): boolean {
  return recoveredOn !== undefined && recoveredOn >= quietFrom(signal, asOf);
}

/**
 * What recovered on this day or later still keeps the signal quiet. Even without a cooldown nothing reopens on the day it
 * closed; with one for ever all of it does.
 */
export function quietFrom({ cooldownInDays }: Pick<Signal, 'cooldownInDays'>, asOf: Day): Day {
  return cooldownInDays === 'once' ? EVER : addDays(asOf, 1 - Math.max(1, cooldownInDays));
}

/** Before any day. */
const EVER: Day = '';

/** What today's reading makes of the episode there is; `undefined` when nothing is left of it. */
export function advanceEpisode(
  signalName: string,
  signal: Signal,
  live: LiveEpisode | undefined,
  { subject, person, verdict, evidence }: Reading,
  asOf: Day,
): { episode: LiveEpisode | undefined; transition?: Transition } {
  if (live && live.recoveredOn === undefined) {
    const reason = closingReason(signal, live, verdict, asOf);
    if (reason === null) return { episode: live };
    const episode = { ...live, recoveredOn: asOf };
    return { episode, transition: { kind: 'closed', episode, evidence, reason } };
  }
  if (live && isCoolingDown(live, signal, asOf)) return { episode: live };
  if (verdict !== 'trips') return { episode: undefined };
  const { baseline, baselineBusinessDays } = evidence;
  const episode: LiveEpisode = { signal: signalName, subject, openedOn: asOf, steps: [] };
  if (baseline !== undefined) episode.baseline = baseline;
  if (baselineBusinessDays !== undefined) episode.baselineBusinessDays = baselineBusinessDays;
  if (person !== undefined) episode.person = person;
  return { episode, transition: { kind: 'opened', episode, evidence } };
}

function closingReason(
  { newLevelAfterInDays }: Signal,
  live: LiveEpisode,
  verdict: Reading['verdict'],
  asOf: Day,
): ClosingReason | null {
  if (verdict === 'recovers') return 'recovered';
  const isOldNews = newLevelAfterInDays !== undefined && daysBetween(live.openedOn, asOf) >= newLevelAfterInDays;
  return isOldNews && verdict !== 'unknown' ? 'new-level' : null;
}

/** The episodes that mattered at the end of a past day, from what is on record. */
export function liveEpisodesAsOf(episodes: Episode[], asOf: Day): LiveEpisode[] {
  return episodes
    .filter(({ openedOn }) => openedOn <= asOf)
    .map(({ signal, openedAs, subject, person, openedOn, arm, evidence, recoveredOn, cooldownInDays }) => {
      const live: LiveEpisode & { until?: Day | null } = { signal, subject, openedOn, steps: [] };
      if (openedAs !== undefined) live.openedAs = openedAs;
      if (evidence.baseline !== undefined) live.baseline = evidence.baseline;
      if (evidence.baselineBusinessDays !== undefined) live.baselineBusinessDays = evidence.baselineBusinessDays;
      if (person !== undefined) live.person = person;
      if (arm !== undefined && arm.name !== OWN_STEPS) live.arm = arm.name;
      if (recoveredOn !== null && recoveredOn <= asOf) live.recoveredOn = recoveredOn;
      const isOver =
        live.recoveredOn !== undefined &&
        cooldownInDays !== null &&
        asOf >= addDays(live.recoveredOn, Math.max(1, cooldownInDays));
      return isOver ? null : live;
    })
    .filter((live) => live !== null);
}
