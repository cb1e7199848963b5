import * as z from 'zod';
import { askValues, type ValuesRefusal } from '../../../../domain/sensitivity/ask-values.ts';
import { daysCompared } from '../../../../domain/sensitivity/question.ts';
import type { StudyLook } from '../../../studies/studies.ts';
import { type Operation, todayOf } from '../../operation.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { askedDaySchema, refuseBadDays } from './asked-days.ts';

const MOST_VALUES_READ = 100;

const requestSchema = z.strictObject({
  path: z.string().min(1).max(500),
  values: z.array(z.unknown()).min(1).max(MOST_VALUES_READ),
  from: askedDaySchema.optional(),
  to: askedDaySchema.optional(),
});

/** Begins to go through the past of all accounts by several values of one number, unless the same is under way. */
export const startSensitivity: Operation<
  typeof requestSchema,
  { study: StudyLook<'sensitivity'> } | { refused: ValuesRefusal }
> = {
  request: requestSchema,
  changes: { upkeep: 'It asks a question and changes nothing; what came of it says who asked, for a quarter.' },
  async run({ from, to, ...asked }, tools) {
    const { studies, operator, installation } = tools;
    const today = todayOf(tools);
    const days = daysCompared({ from, to }, today);
    refuseBadDays(days, today);
    const { version, playbook } = await runningPlaybook(tools);
    const result = askValues(playbook, asked, { ...days, rules: installation.kpis.rules });
    if ('refused' in result) return result;
    const { question } = result;
    return {
      study: await studies.start({ kind: 'sensitivity', question, playbook: version }, operator.id ?? 'operator'),
    };
  },
};
