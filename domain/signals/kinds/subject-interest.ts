import * as z from 'zod';
import { addDays } from '../../day.ts';
import type { Product } from '../../playbook/playbook.ts';
import { isAbout } from '../../product-subjects.ts';
import { type ConditionKind, type ConditionProblem, checkEvent } from '../condition-kind.ts';
import {
  alreadyHeld,
  noLongerWatched,
  openEpisode,
  type Reading,
  type SignalContext,
  unknown,
  verdictOf,
} from '../reading.ts';

const interestSchema = z.strictObject({ event: z.string().min(1), atLeast: z.int().min(1) });
const schema = z.strictObject({
  kind: z.literal('subject-interest'),
  /** Pages about another product were looked at so often … */
  viewed: interestSchema,
  /** … or documents about it downloaded so often … */
  downloaded: interestSchema,
  /** … on the last so many days with today. */
  withinDays: z.int().min(1).max(92),
  /** It is over when neither happened on so many complete days, nor today. */
  quietForDays: z.int().min(1).max(92),
});
type SubjectInterest = z.infer<typeof schema>;

/** Somebody looks at what another product of ours does. One episode a product. */
export const subjectInterest: ConditionKind<typeof schema> = {
  kind: 'subject-interest',
  schema,
  subject: 'product',
  read: readInterest,
  needs: ({ viewed, downloaded }) => [{ event: viewed.event }, { event: downloaded.event }],
  check: ({ viewed, downloaded, withinDays, quietForDays }, playbook) => [
    ...checkEvent(['viewed', 'event'], viewed.event, playbook),
    ...checkEvent(['downloaded', 'event'], downloaded.event, playbook),
    ...checkQuiet(withinDays, quietForDays),
  ],
};

function checkQuiet(withinDays: number, quietForDays: number): ConditionProblem[] {
  if (quietForDays >= withinDays) return [];
  const message = `must be at least withinDays (${withinDays}): it would be over while what tripped it still counts`;
  return [{ field: 'quietForDays', message }];
}

function readInterest(condition: SubjectInterest, context: SignalContext): Reading[] {
  const { viewed, downloaded, withinDays, quietForDays } = condition;
  const { account, asOf, playbook, usage } = context;
  const stale = context.freshness.staleness([viewed.event, downloaded.event]);
  const countsOf = ({ event }: SubjectInterest['viewed'], days: number) =>
    usage.subjectCounts(event, addDays(asOf, 1 - days), asOf);
  const views = countsOf(viewed, withinDays);
  const downloads = countsOf(downloaded, withinDays);
  const either = [countsOf(viewed, quietForDays + 1), countsOf(downloaded, quietForDays + 1)];

  const readings = Object.entries(playbook.otherProducts).map(([name, product]): Reading => {
    const evidence = { window: timesAbout(product, views), value: timesAbout(product, downloads) };
    if (account.holds?.includes(name)) return alreadyHeld(name, evidence);
    const trips = evidence.window >= viewed.atLeast || evidence.value >= downloaded.atLeast;
    if (!trips && stale) return unknown(name, stale, evidence);
    const isQuiet = either.every((counts) => timesAbout(product, counts) === 0);
    const isOpen = openEpisode(context, name) !== undefined;
    return { subject: name, verdict: verdictOf(isOpen, trips, isQuiet), evidence };
  });
  return [...noLongerWatched(context, readings), ...readings];
}

function timesAbout(product: Product, counts: ReadonlyMap<string, number>): number {
  let times = 0;
  for (const [subject, count] of counts) if (isAbout(product, subject)) times += count;
  return times;
}
