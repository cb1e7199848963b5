import { groupedBy } from '../collections/grouped-by.ts';
import { broughtBack, comingBack, isSameEpisode, isWatched, remembered } from '../episodes/closed-by-change.ts';
import {
  advanceEpisode,
  type ClosedByChange,
  episodeId,
  isCoolingDown,
  type Transition,
} from '../episodes/episodes.ts';
import { type QuietMemory, quietSince } from '../episodes/quiet-memory.ts';
import type { Playbook, Signal } from '../playbook/playbook.ts';
import { rulesOf } from '../playbook/rules.ts';
import { type FinishedTask, finishedTasksByEpisode, isPlayDone } from '../plays/play-steps.ts';
import { asAssigned } from '../plays/trials.ts';
import { dependenciesOf, readCondition } from '../signals/conditions.ts';
import { alreadyHeld, type LiveEpisode, type Reading, type SignalContext, unknown } from '../signals/reading.ts';
import type { Day } from '../time/day.ts';
import { Room, withinBounds } from './state-bounds.ts';

/** What is known of the account on the day. */
interface SignalsInput
  extends Pick<
    SignalContext,
    | 'account'
    | 'contacts'
    | 'answers'
    | 'activities'
    | 'deadAddresses'
    | 'usage'
    | 'freshness'
    | 'businessDays'
    | 'fleet'
  > {
  playbook: Playbook;
  /** What the day before left. */
  previous: {
    episodes: LiveEpisode[];
    rules?: string;
    closedByChange?: ClosedByChange[];
    quiet?: QuietMemory;
  } | null;
}

export interface SignalReading extends Reading {
  signal: string;
  /** The episode's state after this evaluation. */
  state: 'open' | 'cooldown' | 'closed';
  since: Day | null;
}

export interface SignalResults {
  signals: SignalReading[];
  transitions: Transition[];
  episodes: LiveEpisode[];
  closedByChange: ClosedByChange[];
  quiet: QuietMemory;
}

/** What is derived for the day before the signals are read. */
export type DerivedState = Pick<SignalContext, 'stage' | 'health' | 'scores' | 'watchedSince'>;

/** An account that is no customer any more has no work: everything open is closed. */
export function leaveAll({ playbook, previous, usage }: SignalsInput): SignalResults {
  const transitions = (previous?.episodes ?? []).filter(isOpen).map((episode): Transition => {
    const closed = { ...episode, recoveredOn: usage.asOf };
    return { kind: 'closed', episode: closed, evidence: {}, reason: 'churned' };
  });
  const signals = Object.keys(playbook.signals).map(
    (signal): SignalReading => signalReading(signal, unknown(null, 'churned'), undefined),
  );
  // Who was said to have left by mistake is worked for as before.
  const closedNow = (previous?.episodes ?? []).filter(isOpen).map((episode): ClosedByChange => {
    return { episode, closedOn: usage.asOf, closedAs: 'churned' };
  });
  const closedByChange = remembered(previous?.closedByChange ?? [], closedNow, playbook, usage.asOf);
  return { signals, transitions, episodes: [], closedByChange, quiet: previous?.quiet ?? {} };
}

/**
 * What every signal says of the day, and what becomes of its episodes.
 *
 * @param only the others say nothing: their episodes stay as they are
 */
export function readSignals(
  { previous, ...input }: SignalsInput,
  derived: DerivedState,
  only?: ReadonlySet<string>,
): SignalResults {
  const { asOf } = input.usage;
  const { playbook } = input;
  const found = previous?.episodes ?? [];
  const back = comingBack(previous?.closedByChange ?? [], found, playbook, rulesOf(playbook), asOf);
  const watched = withThoseBack(found, back).filter((episode) => isWatched(episode, playbook));
  const before: ReadonlyMap<string, LiveEpisode[]> = groupedBy(watched, ({ signal }) => signal);
  const quiet = previous?.quiet ?? {};
  const results: SignalResults = { signals: [], transitions: [], episodes: [], closedByChange: [], quiet };
  // One for all signals: each of an account's days reads dozens, and none keeps it.
  const context = {
    ...input,
    ...derived,
    asOf,
    isWorkDone: workDoneBy(input),
    isOpen: (other: string) => results.episodes.some((episode) => episode.signal === other && isOpen(episode)),
    episodes: none,
    open: noEpisodes,
  };
  const bounds: Bounds = { room: new Room(found, quiet), quietSince: quietSince(quiet) };
  for (const [name, signal] of inReadingOrder(playbook.signals)) {
    const isRead = only === undefined || only.has(name);
    if (!isRead && before.size === 0) continue;
    context.episodes = before.get(name) ?? none;
    if (!isRead) {
      for (const episode of context.episodes) results.episodes.push(episode);
      continue;
    }
    context.open = firstBySubject(context.episodes.filter(isOpen));
    readSignal(name, signal, context, bounds, results);
  }
  for (const episode of found) {
    if (!isOpen(episode) || isWatched(episode, playbook)) continue;
    const closed = { ...episode, recoveredOn: asOf };
    results.transitions.push({ kind: 'closed', episode: closed, evidence: {}, reason: 'retired' });
  }
  const answered = new Set(back);
  const kept = (previous?.closedByChange ?? []).filter((one) => !answered.has(one));
  results.closedByChange = remembered(kept, closedByTheChange(found, previous?.rules, input, results), playbook, asOf);
  for (const one of back) bringBack(one, found, input, results);
  const over = new Set(found.filter((episode) => !isOpen(episode)));
  return { ...results, ...withinBounds(results.episodes, quiet, playbook, asOf, (episode) => over.has(episode)) };
}

/** The episodes to go on from, with those that come back open as they were. */
function withThoseBack(episodes: LiveEpisode[], back: ClosedByChange[]): LiveEpisode[] {
  if (back.length === 0) return episodes;
  const others = episodes.filter((episode) => !back.some((one) => isSameEpisode(one.episode, episode)));
  return [...others, ...back.map(({ episode }) => broughtBack(episode, episodes))];
}

/** What closed in the very evaluation that first went by other rules did not end by itself. */
function closedByTheChange(
  found: LiveEpisode[],
  rules: string | undefined,
  { playbook, usage: { asOf } }: Pick<SignalsInput, 'playbook' | 'usage'>,
  { transitions }: SignalResults,
): ClosedByChange[] {
  const isOtherRules = rules !== undefined && rules !== rulesOf(playbook);
  const ended = transitions.flatMap(({ kind, episode: closed, reason = 'recovered' }) => {
    if (kind !== 'closed' || (reason !== 'retired' && !isOtherRules)) return [];
    const episode = found.find((one) => isSameEpisode(one, closed));
    if (episode === undefined) return [];
    return [{ episode, closedOn: closed.recoveredOn as Day, closedAs: reason, ...(rules && { rules }) }];
  });
  // Their quiet days go on when the signal comes back, or it would raise again what is over.
  const quiet = found.filter((episode) => !isOpen(episode) && !isWatched(episode, playbook));
  return [...ended, ...quiet.map((episode) => ({ episode, closedOn: asOf, closedAs: 'retired' as const }))];
}

/** An episode that came back is open again; or it is over by itself by now, and stays closed since when it was. */
function bringBack(
  closure: ClosedByChange,
  found: LiveEpisode[],
  { playbook, usage }: Omit<SignalsInput, 'previous'>,
  results: SignalResults,
): void {
  const { episode, closedOn } = closure;
  const place = results.episodes.findIndex((one) => isSameEpisode(one, episode));
  const now = results.episodes[place];
  if (now !== undefined && isOpen(now)) {
    const reading = results.signals.find((one) => one.signal === episode.signal && one.subject === episode.subject);
    results.transitions.push({ kind: 'reopened', episode: now, evidence: reading?.evidence ?? {}, takenBack: closure });
    return;
  }
  results.transitions = results.transitions.filter((one) => !isSameEpisode(one.episode, episode));
  if (place < 0) return;
  const { tasks: _, ...asItWas } = episode;
  const closed = found.find((one) => isSameEpisode(one, episode)) ?? { recoveredOn: closedOn, ...asItWas };
  const isQuiet = isCoolingDown(closed, playbook.signals[episode.signal] as Signal, usage.asOf);
  results.episodes.splice(place, 1, ...(isQuiet ? [closed] : []));
}

/** What keeps the episodes of an account from growing without end. */
interface Bounds {
  room: Room;
  quietSince: ReturnType<typeof quietSince>;
}

/** Adds what the signal says today, and what becomes of its episodes, to the results. */
function readSignal(
  name: string,
  signal: Signal,
  context: SignalContext,
  { room, quietSince }: Bounds,
  results: SignalResults,
): void {
  const { asOf, episodes } = context;
  const live = firstBySubject(episodes);
  const { atMostOpen = Number.POSITIVE_INFINITY } = signal;
  let open = context.open.size;
  const readings = readingsOf(signal, context);
  for (const reading of readings) {
    const known = live.get(reading.subject);
    const recoveredOn = known === undefined ? quietSince(name, reading.subject) : undefined;
    if (recoveredOn !== undefined && isCoolingDown({ recoveredOn }, signal, asOf)) {
      results.signals.push({ ...signalReading(name, reading, undefined), state: 'cooldown', since: recoveredOn });
      continue;
    }
    const { episode, transition } = advanceEpisode(name, signal, known, reading, asOf);
    const isOpening = transition?.kind === 'opened';
    const isCrowded = isOpening && !room.isLeft(name);
    const isOneTooMany = isCrowded || (isOpening && open >= atMostOpen);
    const stands = isOneTooMany ? undefined : episode;
    if (transition && !isOneTooMany) {
      results.transitions.push(transition);
      open += isOpening ? 1 : -1;
      if (isOpening) room.take(name);
      else room.giveBack();
    }
    if (stands) results.episodes.push(stands);
    results.signals.push(signalReading(name, isCrowded ? { ...reading, reason: 'too-many-open' } : reading, stands));
  }
  if (episodes.length === 0) return;
  const read = new Set(readings.map(({ subject }) => subject));
  for (const episode of episodes) {
    if (!read.has(episode.subject) && isStillLive(episode, signal, asOf)) results.episodes.push(episode);
  }
}

export const isOpen = ({ recoveredOn }: LiveEpisode) => recoveredOn === undefined;

export function firstBySubject(episodes: readonly LiveEpisode[]): ReadonlyMap<string | null, LiveEpisode> {
  if (episodes.length === 0) return noEpisodes;
  const bySubject = new Map<string | null, LiveEpisode>();
  for (const episode of episodes) if (!bySubject.has(episode.subject)) bySubject.set(episode.subject, episode);
  return bySubject;
}
export const none: readonly LiveEpisode[] = [];
export const noEpisodes: ReadonlyMap<string | null, LiveEpisode> = new Map();

/** Every signal says something of every account: one whose subjects aren't there says that nothing is the matter. */
export function readingsOf(signal: Signal, context: SignalContext): Reading[] {
  const { offer } = signal;
  const readings = readCondition(signal.when, context);
  if (readings.length === 0) return [{ subject: null, verdict: 'holds', evidence: {} }];
  if (offer === undefined || !context.account.holds?.includes(offer)) return readings;
  return readings.map(({ subject, evidence }) => alreadyHeld(subject, evidence));
}

export function workDoneBy({
  account,
  activities,
  playbook,
}: Pick<SignalsInput, 'account' | 'activities' | 'playbook'>): SignalContext['isWorkDone'] {
  let finished: ReadonlyMap<string, FinishedTask[]> | undefined;
  return (episode) => {
    const play = playbook.plays[playbook.signals[episode.signal]?.play ?? ''];
    finished ??= finishedTasksByEpisode(activities);
    const done = finished.get(episodeId(account.id, episode)) ?? [];
    return play !== undefined && isPlayDone(asAssigned(play, episode.arm), episode, done);
  };
}

function isStillLive(episode: LiveEpisode, signal: Signal, asOf: Day): boolean {
  return isOpen(episode) || isCoolingDown(episode, signal, asOf);
}

/** Field by field: an account has hundreds of them, and spreading one would cost more than finding it. */
function signalReading(signal: string, reading: Reading, episode: LiveEpisode | undefined): SignalReading {
  const { subject, person, verdict, reason, evidence } = reading;
  const { recoveredOn } = episode ?? {};
  const state = episode === undefined ? 'closed' : recoveredOn === undefined ? 'open' : 'cooldown';
  const since = recoveredOn ?? episode?.openedOn ?? null;
  const said: SignalReading = { signal, subject, verdict, evidence, state, since };
  if (person !== undefined) said.person = person;
  if (reason !== undefined) said.reason = reason;
  return said;
}

const readingOrders = new WeakMap<Playbook['signals'], readonly [string, Signal][]>();

/** Signals that look at others come after them. The playbook's check has refused cycles. */
export function inReadingOrder(signals: Playbook['signals']): readonly [string, Signal][] {
  let known = readingOrders.get(signals);
  if (known === undefined) {
    known = sortedForReading(signals);
    readingOrders.set(signals, known);
  }
  return known;
}

function sortedForReading(signals: Playbook['signals']): [string, Signal][] {
  const ordered = new Map<string, Signal>();
  const visit = (name: string) => {
    const signal = signals[name];
    if (signal === undefined || ordered.has(name)) return;
    for (const dependency of dependenciesOf(signal.when)) visit(dependency);
    ordered.set(name, signal);
  };
  for (const name of Object.keys(signals)) visit(name);
  return [...ordered];
}
