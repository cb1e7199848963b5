import * as z from 'zod';
import type { PlaybookProblem } from '../../../../domain/playbook/problem.ts';
import { daysBetween, isDay } from '../../../../domain/time/day.ts';
import { whatIfChangeSchema } from '../../../../domain/what-if/what-if.ts';
import { askedWhatIf, daysOfWhatIf } from '../../../studies/ask-what-if.ts';
import type { StudyLook } from '../../../studies/studies.ts';
import { type Operation, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';

const daySchema = z.string().refine(isDay, 'is not a date that exists');

const requestSchema = z.strictObject({
  from: daySchema.optional(),
  to: daySchema.optional(),
  change: whatIfChangeSchema,
});

/** Three years, and a leap day. */
const MOST_DAYS = 1_096;

/** Begins to go through the past of all accounts by another playbook, unless the same is under way. */
export const startWhatIf: Operation<
  typeof requestSchema,
  { study: StudyLook<'what-if'> } | { problems: PlaybookProblem[] }
> = {
  request: requestSchema,
  changes: { upkeep: 'It asks a question and changes nothing; what came of it says who asked, for a quarter.' },
  async run(request, tools) {
    const today = todayOf(tools);
    refuseBadDays(daysOfWhatIf(request, today), today);
    const { playbooks, listings, studies, operator } = tools;
    const result = await askedWhatIf(request, await runningPlaybook(tools), { today, playbooks, listings });
    if ('problems' in result) return result;
    return { study: await studies.start(result.asked, operator.id ?? 'operator') };
  },
};

function refuseBadDays({ from, to }: { from: string; to: string }, today: string): void {
  const refuse = (why: string, mend: string) => new OperatorError('bad-days', 'Nothing was asked.', why, mend);
  if (to > today) throw refuse(`${to} has not come yet: today is ${today}.`, 'Name today or an earlier day with --to.');
  if (from > to) throw refuse(`${from} comes after ${to}.`, 'Name with --from a day that is not after that of --to.');
  if (daysBetween(from, to) >= MOST_DAYS) {
    throw refuse(`From ${from} to ${to} are more than three years.`, 'Name a later day with --from.');
  }
}
