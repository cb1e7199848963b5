import { Argument, type Command } from 'commander';
import { type RenewalAnswer, renewalAnswers } from '../../../domain/answers/renewal-answer.ts';
import { parseDay } from '../../arguments.ts';
import type { Act, Session } from '../../session.ts';

export function addAnswer(program: Command, act: Act): void {
  program
    .command('answer')
    .description("record a customer's answer on the renewal")
    .argument('<account>')
    .addArgument(new Argument('<answer>', 'what the customer said').choices(renewalAnswers))
    .option('--renewal-date <date>', "the renewal it is about, the account's own date unless given", parseDay)
    .option('--comment <text>', 'what the customer said with it')
    .action(act(recordAnswer));
}

async function recordAnswer(
  session: Session,
  account: string,
  answer: RenewalAnswer,
  { renewalDate, comment }: { renewalDate?: string; comment?: string },
): Promise<undefined> {
  const recorded = await session.installation().operate('record-answer', { account, answer, renewalDate, comment });
  session.screen.show(recorded, () => {
    const before = recorded.earlier.at(-1);
    const changed = before === undefined ? '' : ` (before: ${before.answer}, on ${before.day})`;
    return `${recorded.account} on ${recorded.renewalDate}: ${recorded.answer}${changed}\n${recorded.page}`;
  });
}
