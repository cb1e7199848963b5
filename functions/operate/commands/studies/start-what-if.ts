import * as z from 'zod';
import type { PlaybookProblem } from '../../../../domain/playbook/problem.ts';
import { whatIfChangeSchema } from '../../../../domain/what-if/what-if.ts';
import { askedWhatIf, daysOfWhatIf } from '../../../studies/ask-what-if.ts';
import type { StudyLook } from '../../../studies/studies.ts';
import { type Operation, todayOf } from '../../operation.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { askedDaySchema, refuseBadDays } from './asked-days.ts';

const requestSchema = z.strictObject({
  from: askedDaySchema.optional(),
  to: askedDaySchema.optional(),
  change: whatIfChangeSchema,
});

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
