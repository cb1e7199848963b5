import * as z from 'zod';
import { askBacktest, type BacktestRefusal } from '../../../../domain/backtest/ask-backtest.ts';
import { outcomes } from '../../../../domain/backtest/question.ts';
import { noSuchName } from '../../../../domain/names/nearest-name.ts';
import type { StudyLook } from '../../../studies/studies.ts';
import { type Operation, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { askedDaySchema } from './asked-days.ts';

const requestSchema = z.strictObject({
  /** All are gone through anyway, since the best of many is judged among them: it only has to be there. */
  signal: z.string().min(1).max(100).optional(),
  outcome: z.enum(outcomes).optional(),
  leadInDays: z.number().optional(),
  horizonInDays: z.number().optional(),
  from: askedDaySchema.optional(),
  to: askedDaySchema.optional(),
});

/** Begins to go through the past of all accounts by the running playbook, unless the same is under way. */
export const startBacktest: Operation<typeof requestSchema, { study: StudyLook<'backtest'> }> = {
  request: requestSchema,
  changes: { upkeep: 'It asks a question and changes nothing; what came of it says who asked, for a quarter.' },
  async run({ signal, ...options }, tools) {
    const { studies, operator, installation } = tools;
    const asked = askBacktest(options, { today: todayOf(tools), rules: installation.kpis.rules });
    if ('refused' in asked) throw refusal(asked.refused);
    const { version, playbook } = await runningPlaybook(tools);
    const signals = Object.keys(playbook.signals);
    if (signal !== undefined && !signals.includes(signal)) {
      throw notAsked(
        'no-such-signal',
        `In playbook ${version} ${noSuchName('signal', signal, signals)}`,
        'Name one that is there, or leave --signal out.',
      );
    }
    const { question } = asked;
    return { study: await studies.start({ kind: 'backtest', question, playbook: version }, operator.id ?? 'operator') };
  },
};

const notAsked = (code: string, why: string, mend: string) => new OperatorError(code, 'Nothing was asked.', why, mend);

function refusal(refused: BacktestRefusal): OperatorError {
  if (refused.problem === 'out-of-bounds') {
    const { option, least, most } = refused;
    return notAsked(
      'bad-days',
      `A ${option} is a whole number of days from ${least} to ${most}.`,
      `Name another one with --${option}.`,
    );
  }
  switch (refused.problem) {
    case 'not-over':
      return notAsked(
        'bad-days',
        `The last day that is over is ${refused.lastDay}.`,
        'Name it or an earlier one with --to.',
      );
    case 'too-late':
      return notAsked(
        'bad-days',
        'In so short a period not one warning could be judged: lead and horizon are longer.',
        `Name ${refused.lastDay} or an earlier day with --from, or a shorter --horizon.`,
      );
    case 'too-early':
      return notAsked(
        'bad-days',
        'A period is two years at most.',
        `Name ${refused.firstDay} or a later day with --from.`,
      );
  }
}
