import { episodeId } from '../../domain/episodes/episodes.ts';
import type { LiveEpisode } from '../../domain/signals/reading.ts';
import type { TaskOutcome } from '../../domain/tasks/task-outcome.ts';
import type { Day } from '../../domain/time/day.ts';
import type { Story } from './story.ts';

/** All but the last `left` tasks of the play that an episode began with are finished on the day. */
export function finishPlay(
  story: Story,
  about: Pick<LiveEpisode, 'signal' | 'subject' | 'openedOn'>,
  day: Day,
  { left = 0, outcome = 'helped' as TaskOutcome } = {},
): void {
  const episode = episodeId(story.account.id, about);
  const play = story.playbook.signals[about.signal]?.play ?? '';
  const templates = (story.playbook.plays[play]?.steps ?? []).flatMap((step) => ('task' in step ? [step.task] : []));
  for (const template of templates.slice(0, templates.length - left)) {
    const id = `${episode}/${template}`;
    story.activities.push({ id, day, kind: 'task', task: { id, episode, template, outcome } });
  }
}
