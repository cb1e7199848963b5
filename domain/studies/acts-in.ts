import { type Act, actsOf } from '../activities/acts.ts';
import type { LocalClock } from '../time/time-zone.ts';
import type { AccountPast } from './study.ts';

/** What the team did for the account, as far as it is on record. */
export const actsIn = (
  { activities, releasedMails }: Pick<AccountPast, 'activities' | 'releasedMails'>,
  clock: Pick<LocalClock, 'dayOf'>,
): Act[] =>
  actsOf(
    activities,
    releasedMails.map(({ episode, at }) => ({ episode, day: clock.dayOf(Date.parse(at)) })),
  );
