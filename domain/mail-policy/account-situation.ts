import { episodeId } from '../episodes/episodes.ts';
import type { LiveEpisode } from '../signals/reading.ts';
import type { MailSituation } from './mail-policy.ts';

/** What the mail policy looks at in an account's state: open and handled episodes, renewal answers, an escalation. */
export function accountSituation(
  account: string,
  live: readonly LiveEpisode[],
): Pick<MailSituation, 'openEpisodes' | 'answered' | 'hasEscalation' | 'handled'> {
  const named = (episodes: readonly LiveEpisode[]) =>
    episodes.map((episode) => ({
      signal: episode.signal,
      episode: episodeId(account, episode),
      openedOn: episode.openedOn,
    }));
  return {
    openEpisodes: named(live.filter(({ recoveredOn }) => recoveredOn === undefined)),
    answered: live.flatMap((episode) =>
      episode.answered ? [{ episode: episodeId(account, episode), answer: episode.answered.answer }] : [],
    ),
    hasEscalation: live.some(({ tasks = [] }) => tasks.some(({ late }) => late === 'escalated')),
    handled: named(live.filter(({ tasks = [] }) => tasks.length > 0)),
  };
}
