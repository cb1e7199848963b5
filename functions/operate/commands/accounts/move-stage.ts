import * as z from 'zod';
import { idSchema, stageSchema } from '../../../../domain/account/account.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { OvertakenError } from '../../../runtime/try-again.ts';
import { moveStage as moveStageOf, type StageRefused } from '../../../work/move-stage.ts';
import { change, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { noteSchema } from '../activities/note-schema.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { noSuchAccount } from './known-records.ts';

const requestSchema = z.strictObject({ account: idSchema, stage: stageSchema, reason: noteSchema });

/** A person puts the account into a stage and says why; the account is evaluated at once. */
export const moveStage = change(requestSchema, ['stage-set'], async (request, tools) => {
  await runningPlaybook(tools);
  const { account, stage, reason } = request;
  const { accounts, running } = await tools.openScoring(todayOf(tools));
  const asked = { ...request, activity: tools.newId() };
  const doing = { who: tools.operator, door: 'command' } as const;
  const result = await moveStageOf({ ...tools, accounts }, running.playbook, asked, doing).catch(ifBusy(account));
  if ('refused' in result) throw refusal(result, request);
  const page = addressOfPage(tools.installation.webUrl, pageOfAccount(account));
  return { account, from: result.from, stage, current: result.current, reason, page };
});

function refusal({ refused }: StageRefused, { account, stage }: z.output<typeof requestSchema>): OperatorError {
  switch (refused) {
    case 'no-such-account':
      return noSuchAccount(account);
    case 'no-renewal':
      return cannotMove(
        `An account is in renewal from some months before its renewal date until the customer's answer, and "${account}" is not.`,
        'Import the renewal date that is meant: sakimawari import accounts FILE',
      );
    default:
      return cannotMove(`The account "${account}" is in ${stage} already.`, 'See: sakimawari roadmap ACCOUNT');
  }
}

function cannotMove(why: string, mend: string): OperatorError {
  return new OperatorError('stage-not-moved', 'Nothing was changed.', why, mend);
}

const ifBusy = (account: string) => (error: unknown) => {
  if (!(error instanceof OvertakenError)) throw error;
  throw new OperatorError(
    'account-busy',
    'Nothing was changed.',
    `The account "${account}" was being changed all the time.`,
    'Try it again.',
  );
};
