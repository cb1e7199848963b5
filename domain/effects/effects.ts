import * as z from 'zod';
import { hasChurned } from '../account/account.ts';
import { factHistories } from '../ledger/facts-as-of.ts';
import { formerNamesOf, namesNow } from '../playbook/names.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { armsOf, trialOf } from '../plays/trials.ts';
import { actsIn } from '../studies/acts-in.ts';
import type { AccountPast, StudyKind } from '../studies/study.ts';
import { addDays, type Day } from '../time/day.ts';
import type { EffectsPast } from './episode-outcomes.ts';
import { addEffects, type EffectsPart, effectsOfAccount, type PlayEffect, playEffects } from './play-effects.ts';

/** A quarter: as far ahead as renewals are worked on. */
export const USUAL_HORIZON_IN_DAYS = 90;

export const effectsQuestionSchema = z.strictObject({
  /** What came of an episode is looked at so many days after it opened. */
  horizonInDays: z.int().min(28).max(365),
});
export type EffectsQuestion = z.infer<typeof effectsQuestionSchema>;

export interface EffectsAnswer {
  /** The last day that counts. */
  asOf: Day;
  horizonInDays: number;
  /** Every play of the playbook. */
  plays: PlayEffect[];
}

/**
 * What of a playbook decides what an effect is: which plays there are, what is tried in them, and what they were called. Two
 * playbooks that are alike in it are told the same.
 */
export const rulesOfEffects = ({ plays }: Pick<Playbook, 'plays'>): string =>
  JSON.stringify(
    Object.entries(plays)
      .map(([name, play]) => [name, formerNamesOf(play), armsOf(play).map((arm) => arm.name), trialOf(play)])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );

/** What comes of the plays, by the episodes on record and what was done for them; nothing is replayed. */
export const effects: StudyKind<EffectsQuestion, EffectsPart, EffectsAnswer> = {
  name: 'effects',
  question: effectsQuestionSchema,
  looksAtEpisodes: true,
  nothing: {},
  add: addEffects,
  daysOf: (_, { today }) => ({ first: yesterday(today), last: yesterday(today) }),
  ofAccounts({ horizonInDays }, { running: { playbook }, today, clock }) {
    const asked = {
      asOf: yesterday(today),
      horizonInDays,
      trials: Object.fromEntries(Object.entries(playbook.plays).map(([name, play]) => [name, trialOf(play)])),
      playsNow: Object.fromEntries(namesNow(playbook.plays)),
    };
    return (past) => effectsOfAccount(effectsPastOf(past, actsIn(past, clock)), asked);
  },
  answer: (total, { horizonInDays }, { running: { playbook }, today }) => ({
    asOf: yesterday(today),
    horizonInDays,
    plays: playEffects(total, armsByPlay(playbook)),
  }),
};

/** Of today not everything is known yet. */
const yesterday = (today: Day) => addDays(today, -1);

const armsByPlay = ({ plays }: Playbook) =>
  Object.fromEntries(Object.entries(plays).map(([name, play]) => [name, armsOf(play).map((arm) => arm.name)]));

function effectsPastOf({ account, ledger, episodes, scores }: AccountPast, acts: EffectsPast['acts']): EffectsPast {
  const statuses = factHistories(ledger).get('status');
  return {
    episodes,
    acts,
    scores,
    hasLeft(day) {
      const status = statuses?.findLast(({ from }) => from <= day);
      if (statuses === undefined) return hasChurned(account, day);
      return status?.value === 'churned' || status?.value === 'free';
    },
  };
}
