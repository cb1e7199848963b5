import * as z from 'zod';
import { levelAt, type levelUnits, windowActiveDays } from '../../indicators/counter-level.ts';
import { plural } from '../../locale/text.ts';
import { LAST_DAY } from '../../time/day.ts';
import type { UsageHistory } from '../../usage/usage-history.ts';
import { LOGIN } from '../../usage/well-known-events.ts';
import { type ConditionKind, checkDaysOf } from '../condition-kind.ts';
import { fallNumbers, levelNumbers } from '../condition-number.ts';
import { readKeyPersons } from '../key-persons.ts';
import type { Reading, SignalContext } from '../reading.ts';
import { untilJudgedOtherwise } from '../standing.ts';
import { weeksOf, weeksOfPerson, windowLookedAt } from '../task-data.ts';
import {
  checkLevelFall,
  judgedLevel,
  type LevelSeen,
  levelFallSchema,
  levelHistory,
  levelSeen,
  readLevel,
} from './counter-level.ts';

const schema = z.strictObject({ kind: z.literal('person-level'), ...levelFallSchema });

/** On how many days a key person does anything, against their own earlier level. One episode a person. */
export const personLevel: ConditionKind<
  typeof schema,
  LevelSeen & { person: string; windowInDays: number; percent: number }
> = {
  kind: 'person-level',
  schema,
  subject: 'person',
  read: readPersonLevel,
  standsUntil: (condition, context, ahead) =>
    context.contacts.some(({ keyPerson }) => keyPerson) ? judgedAhead(condition, context, ahead) : LAST_DAY,
  history: levelHistory,
  needs: () => [{ event: LOGIN }, { contact: 'keyPerson' }],
  check: (condition) => [
    ...checkLevelFall(condition),
    ...checkDaysOf('minimumBaseline', condition.minimumBaseline, ['windowInDays', condition.windowInDays]),
  ],
  numbers: {
    ...levelNumbers,
    minimumBaseline: {
      unit: 'days',
      label: { en: 'Below this usual level it does not judge', ja: '普段の水準がこれ未満なら判定しない' },
    },
    ...fallNumbers,
  },
  figures({ condition: { windowInDays }, about: person, evidence }) {
    const seen = levelSeen(evidence);
    return seen && { ...seen, person, windowInDays, percent: Math.round((1 - seen.change) * 100) };
  },
  words: {
    en: ({ person, percent, window, usual, businessDays, windowInDays }, { number, days }) => ({
      headline: `${person} uses it ${percent} % less`,
      number: `−${percent} %`,
      text:
        businessDays === undefined
          ? `${person} was active on ${days(window)} of the last ${windowInDays}; usual before: ${number(usual)}`
          : `${person} was active on ${days(window)} of the last ${windowInDays}, with ${plural(number(businessDays), 'working day', businessDays)}; usual in as many: ${number(usual)}`,
    }),
    ja: ({ person, percent, window, usual, businessDays, windowInDays }, { number, days }) => ({
      headline: `${person}の利用が${percent}%減`,
      number: `−${percent}%`,
      text:
        businessDays === undefined
          ? `${person}の利用は直近${windowInDays}日間で${days(window)}（普段は${days(usual)}）`
          : `${person}の利用は直近${windowInDays}日間（営業日は${number(businessDays)}日）で${days(window)}（同じ営業日数なら普段は${days(usual)}）`,
    }),
  },
  data: ({ windowInDays }, context, person) => ({
    ...windowLookedAt(windowInDays),
    ...(person !== null && weeksOfPerson(context, person)),
  }),
  chart: ({ windowInDays }) => ({ draws: 'weekly', recent: weeksOf(windowInDays) }),
};

function readPersonLevel(condition: z.infer<typeof schema>, context: SignalContext): Reading[] {
  const { usage } = context;
  const stale = context.freshness.staleness('acts');
  return readKeyPersons(context, ({ id }) =>
    readLevel(condition, context, id, (per) => levelOn(condition, context, id, usage, per), stale),
  );
}

const judgedAhead = untilJudgedOtherwise((condition: z.infer<typeof schema>, context) => {
  const stale = context.freshness.staleness('acts');
  const keyPersons = context.contacts.filter(({ keyPerson }) => keyPerson);
  return keyPersons.map(({ id }) =>
    judgedLevel(condition, context, id, (usage, per) => levelOn(condition, context, id, usage, per), stale),
  );
});

function levelOn(
  { windowInDays, baselineWindows }: z.infer<typeof schema>,
  { account, businessDays }: SignalContext,
  person: string,
  usage: UsageHistory,
  per: (typeof levelUnits)[number] | undefined,
) {
  return levelAt({ windowInDays, baselineWindows, per }, { account, businessDays, usage }, (k) =>
    windowActiveDays(usage, person, windowInDays, k),
  );
}
