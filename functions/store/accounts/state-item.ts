import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type ClosedByChange, episodeId } from '../../../domain/episodes/episodes.ts';
import type { AccountState } from '../../../domain/evaluation/evaluate.ts';
import { isScoreOfWeek, SCORES_KEPT_BY_DAY } from '../../../domain/evaluation/kept-scores.ts';
import { withQuiet, withStages } from '../../../domain/evaluation/older-states.ts';
import type { LiveEpisode, RaisedTask } from '../../../domain/signals/reading.ts';
import { type Day, dayNumber, dayOfNumber, daysBetween } from '../../../domain/time/day.ts';
import type { Item } from '../item.ts';
import { accountIdOf, stateRowKey } from '../keys.ts';
import { StoredRecord } from '../record.ts';

/** The state together with the version that the next write has to find. */
export interface StoredState {
  version: number;
  state: AccountState;
}

/** A state beyond this is packed: a row holds 400 KB, and an older release may have left nearly as much. */
const MOST_BYTES_UNPACKED = 100_000;

type PackedState = Omit<AccountState, 'scores' | 'episodes' | 'closedByChange'> & {
  episodes: PackedEpisode[];
  closedByChange?: (Omit<ClosedByChange, 'episode'> & { episode: PackedEpisode })[];
};

/** Scores stand beside it. Its version has an attribute of its own, from before other records had one. */
const stateRecord = new StoredRecord<PackedState>({
  name: 'account-state',
  versionIn: 'form',
  unmarked: withStages,
  steps: [withQuiet],
});

const DIGITS_A_SCORE = 2;
const NO_SCORE = '--';
const DAYS_A_WEEK = 7;

/** Kept below 1 KB for an ordinary account, so that a quiet day costs one write unit. */
export function encodeState(accountId: string, { version, state }: StoredState): Item {
  const { scores, episodes, closedByChange, ...rest } = state;
  const packed = {
    ...rest,
    episodes: episodes.map((episode) => packEpisode(accountId, episode)),
    ...(closedByChange && {
      closedByChange: closedByChange.map((one) => ({ ...one, episode: packEpisode(accountId, one.episode) })),
    }),
  };
  const item: Item = {
    ...stateRowKey(accountId),
    version: { N: String(version) },
  };
  const text = JSON.stringify(packed);
  const isLarge = Buffer.byteLength(text) > MOST_BYTES_UNPACKED;
  if (isLarge) item.z = { B: deflateRawSync(text) };
  else item.f = { S: text };
  // What an older release would not read, and so would raise again, it has to refuse.
  if (isLarge || state.quiet !== undefined) Object.assign(item, stateRecord.mark);
  const days = Object.keys(scores).sort();
  if (days.length === 0) return item;
  const recent = recentOf(days);
  item.scoresFrom = { S: recent[0] as Day };
  item.scores = { S: encodeScores(scores, recent, 1) };
  const weekly = days.slice(0, days.length - recent.length);
  // Releases that know of none read the row without them.
  if (weekly.length > 0) {
    item.weeksFrom = { S: weekly[0] as Day };
    item.weeks = { S: encodeScores(scores, weekly, DAYS_A_WEEK) };
  }
  return item;
}

export function decodeState(item: Item): StoredState {
  const accountId = accountIdOf(item.pk?.S as string);
  const { episodes, closedByChange, ...rest } = stateRecord.read(item, textOf(item));
  return {
    version: Number(item.version?.N),
    state: {
      ...rest,
      scores: scoresOf(item),
      episodes: episodes.map((episode) => unpackEpisode(accountId, episode)),
      ...(closedByChange && {
        closedByChange: closedByChange.map((one) => ({
          ...one,
          episode: unpackEpisode(accountId, one.episode),
        })),
      }),
    },
  };
}

function scoresOf({ weeksFrom, weeks, scoresFrom, scores }: Item): Record<Day, number> {
  const all: Record<Day, number> = {};
  addScores(all, weeksFrom?.S, weeks?.S ?? '', DAYS_A_WEEK);
  addScores(all, scoresFrom?.S, scores?.S ?? '', 1);
  return all;
}

function textOf({ f, z }: Item): string {
  return z?.B === undefined ? (f?.S as string) : inflateRawSync(z.B).toString();
}

/** Of a task only what its episode doesn't say already: its id within the episode, due day, assignee, lateness, return. */
type PackedTask = [place: string, due: Day, assignee: string | null, late?: RaisedTask['late'] | null, back?: Day];
type PackedEpisode = Omit<LiveEpisode, 'tasks'> & { tasks?: PackedTask[] };

function packEpisode(accountId: string, { tasks, ...episode }: LiveEpisode): PackedEpisode {
  if (tasks === undefined) return episode;
  const beginning = `${episodeId(accountId, episode)}/`;
  return {
    ...episode,
    tasks: tasks.map(({ id, due, assignee, late, back }): PackedTask => {
      const place = id.slice(beginning.length);
      if (back !== undefined) return [place, due, assignee, late ?? null, back];
      return late === undefined ? [place, due, assignee] : [place, due, assignee, late];
    }),
  };
}

function unpackEpisode(accountId: string, { tasks, ...episode }: PackedEpisode): LiveEpisode {
  if (tasks === undefined) return episode;
  const beginning = `${episodeId(accountId, episode)}/`;
  return {
    ...episode,
    tasks: tasks.map(([place, due, assignee, late, back]) => {
      // Of joint work the role stands behind the template.
      const task: RaisedTask = { id: beginning + place, template: place.split('/')[0] as string, due, assignee };
      if (late) task.late = late;
      if (back !== undefined) task.back = back;
      return task;
    }),
  };
}

/** Those that are kept day by day, behind which lies one a week. */
function recentOf(days: Day[]): Day[] {
  const last = days.at(-1) as Day;
  return days.slice(days.findIndex((day) => daysBetween(day, last) < SCORES_KEPT_BY_DAY || !isScoreOfWeek(day)));
}

/** Two base-36 digits a day, or a week, from the first one with a score to the last. */
function encodeScores(scores: Record<Day, number>, days: Day[], step: number): string {
  const first = dayNumber(days[0] as Day);
  let text = '';
  for (const day of days) {
    const place = ((dayNumber(day) - first) / step) * DIGITS_A_SCORE;
    while (text.length < place) text += NO_SCORE;
    text += (scores[day] as number).toString(36).padStart(DIGITS_A_SCORE, '0');
  }
  return text;
}

function addScores(to: Record<Day, number>, first: Day | undefined, text: string, step: number): void {
  if (first === undefined) return;
  let day = dayNumber(first);
  for (let at = 0; at < text.length; at += DIGITS_A_SCORE, day += step) {
    const digits = text.slice(at, at + DIGITS_A_SCORE);
    if (digits !== NO_SCORE) to[dayOfNumber(day)] = Number.parseInt(digits, 36);
  }
}
