import { Argument, type Command } from 'commander';
import { renewalAnswers } from '../../domain/answer.ts';
import { parseDay } from '../arguments.ts';
import type { Act } from '../run-command.ts';
import type { Session } from '../session.ts';

export function addAnswer(program: Command, act: Act): void {
  program
    .command('answer')
    .description("record a customer's answer on the renewal")
    .argument('<account>')
    .addArgument(new Argument('<answer>', 'what the customer said').choices(renewalAnswers))
    .option('--renewal-date <date>', "the renewal it is about, the account's own date unless given", parseDay)
    .action(act(recordAnswer));
}

async function recordAnswer(
  session: Session,
  account: string,
  answer: (typeof renewalAnswers)[number],
  { renewalDate }: { renewalDate?: string },
): Promise<undefined> {
  const recorded = await session.installation().operate('record-answer', { account, answer, renewalDate });
  session.screen.show(recorded, () => `${recorded.account} on ${recorded.renewalDate}: ${recorded.answer}`);
}
