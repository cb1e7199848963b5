import { type Account, hasChurned } from '../account/account.ts';
import type { AccountState } from '../evaluation/evaluate.ts';
import { recordsByNamesOf, stateByNamesOf } from '../evaluation/follow-names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { rulesOf } from '../playbook/rules.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import type { Day } from '../time/day.ts';
import { comingBack } from './closed-by-change.ts';
import { type Episode, isCoolingDown } from './episodes.ts';
import { quietSince } from './quiet-memory.ts';

/**
 * Whether the records of the account's episodes have to be asked what has been: the state was left by other rules, which
 * may have had no such signal, or no need to remember what it was quiet for. On all other days the state knows.
 */
export function needsRecords(state: AccountState, account: Account, playbook: Playbook, asOf: Day): boolean {
  return asOf >= state.lastScoredDay && state.rules !== rulesOf(playbook) && !hasChurned(account, asOf);
}

/** The state by the names of today, with what keeps a signal quiet and only the records still know (decisions/0050). */
export function withWhatIsOnRecord(
  stored: AccountState,
  recorded: Episode[],
  playbook: Playbook,
  asOf: Day,
): AccountState {
  const state = stateByNamesOf(playbook, stored);
  const back = comingBack(state.closedByChange ?? [], state.episodes, playbook, rulesOf(playbook), asOf);
  const known = new Set([...state.episodes, ...back.map(({ episode }) => episode)].map(aboutOf));
  const latest = new Map<string, Episode>();
  const isRemembered = quietSince(state.quiet ?? {});
  for (const episode of recordsByNamesOf(playbook, recorded)) {
    const about = aboutOf(episode);
    const other = latest.get(about);
    // Of a day to come, to which somebody once scored ahead, nothing has been yet.
    if (episode.openedOn > asOf || isRemembered(episode.signal, episode.subject) !== undefined) continue;
    if (known.has(about) || (other !== undefined && other.openedOn > episode.openedOn)) continue;
    latest.set(about, episode);
  }
  const quiet = [...latest.values()].flatMap((episode) => quietOf(episode, playbook, asOf));
  return quiet.length === 0 ? state : { ...state, episodes: [...state.episodes, ...quiet] };
}

/**
 * Quiet days follow what ended by itself. What a change of the playbook ended, or the account's leaving, is over for a
 * signal that asks once; and for the day it ended on, since an episode's id is its first day.
 */
function quietOf(recorded: Episode, { signals }: Playbook, asOf: Day): LiveEpisode[] {
  const { signal: name, subject, person, openedOn, openedAs, closedAs } = recorded;
  const signal = Object.hasOwn(signals, name) ? signals[name] : undefined;
  if (signal === undefined) return [];
  const recoveredOn = recorded.recoveredOn ?? openedOn;
  const endedByItself = closedAs === 'recovered' || closedAs === 'new-level';
  const cooldownInDays = endedByItself || signal.cooldownInDays === 'once' ? signal.cooldownInDays : 0;
  if (!isCoolingDown({ recoveredOn }, { cooldownInDays }, asOf)) return [];
  const episode: LiveEpisode = { signal: name, subject, openedOn, steps: [], recoveredOn };
  if (person !== undefined) episode.person = person;
  if (openedAs !== undefined) episode.openedAs = openedAs;
  return [episode];
}

const aboutOf = ({ signal, subject }: Pick<LiveEpisode, 'signal' | 'subject'>) => JSON.stringify([signal, subject]);
