import type { Playbook } from '../../domain/playbook/playbook.ts';
import { defaultPlaybook, Story } from './story.ts';

const label = { en: 'Log-ins', ja: 'ログイン' };
const indicator = {
  kind: 'counter-level' as const,
  label,
  event: 'login',
  windowInDays: 28,
  baselineWindows: 3,
  poor: 0,
  good: 1,
};

/** Health that is log-ins alone, in percent of the usual level. */
export const percentHealth: Pick<Playbook, 'health'> = {
  health: { ...defaultPlaybook.health, indicators: { only: indicator }, weights: { default: { only: 1 } } },
};

/** Last days of windows 1 to 3, seen from 1 June: what happens on them stays there until the 28th. */
const BEFORE = ['2026-05-03', '2026-04-05', '2026-03-08'];

/** An account with this score from 1 to 28 June 2026, to the tenth, while nothing else happens. */
export function scoring(score: number): Story {
  return raiseLevel(new Story().logins('2026-01-05', 1), 1000).logins('2026-05-31', Math.round(score * 10));
}

/** The usual level was higher by so much: late events, say. */
export function raiseLevel(story: Story, by: number): Story {
  for (const day of BEFORE) story.logins(day, by);
  return story;
}
