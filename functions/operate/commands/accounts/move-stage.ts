import * as z from 'zod';
import { idSchema, stageSchema } from '../../../../domain/account/account.ts';
import type { Activity } from '../../../../domain/activities/activity.ts';
import { shortened } from '../../../../domain/audit/audit.ts';
import { addressOfPage, pageOfAccount } from '../../../../domain/links/team-pages.ts';
import { stageOfDay } from '../../../../domain/stages/progress.ts';
import { usageHistory } from '../../../../domain/usage/usage-history.ts';
import { untilNotOvertaken } from '../../../runtime/try-again.ts';
import { auditOf, type ChangingTools, change, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { activityExpiry } from '../activities/activity-expiry.ts';
import { noteSchema } from '../activities/note-schema.ts';
import { runningPlaybook } from '../playbook/running-playbook.ts';
import { noSuchAccount } from './known-records.ts';

const requestSchema = z.strictObject({ account: idSchema, stage: stageSchema, reason: noteSchema });

/** A person puts the account into a stage and says why; the account is evaluated at once. */
export const moveStage = change(requestSchema, ['stage-set'], async (request, tools) => {
  await runningPlaybook(tools);
  const activityId = tools.newId();
  const moved = await untilNotOvertaken(() => tryMove(request, activityId, tools), { mayPass: isBusy });
  await tools.changedAccounts.send([request.account]);
  return moved;
});

const isBusy = (error: unknown) => error instanceof OperatorError && error.code === 'account-busy';

async function tryMove(
  { account: id, stage, reason }: z.output<typeof requestSchema>,
  activityId: string,
  tools: ChangingTools,
) {
  const day = todayOf(tools);
  const { accounts, running, asOf, today } = await tools.openScoring(day);
  const { playbook } = running;
  const snapshot = await accounts.load(id, { playbook, asOf, today, isConsistent: true });
  if (snapshot === null) throw noSuchAccount(id);
  const { account, answers, days, lifetime, stored } = snapshot;
  const previous = stored?.state.stage ?? null;
  const moved = { ...account, stage };
  // That the account's facts name the stage already doesn't matter: a person says so now.
  const toldAgain = previous && { ...previous, fact: null };
  const { firstEventDay } = usageHistory(days, lifetime, playbook, asOf);
  const facts = { answers, playbook, firstEventDay, asOf };
  const from = stageOfDay(previous, { ...facts, account })?.stage ?? null;
  const current = stageOfDay(toldAgain, { ...facts, account: moved })?.stage ?? stage;
  if (from === stage)
    throw cannotMove(`The account "${id}" is in ${stage} already.`, 'See: sakimawari roadmap ACCOUNT');
  if (stage === 'renewal' && current !== stage) {
    throw cannotMove(
      `An account is in renewal from some months before its renewal date until the customer's answer, and "${id}" is not.`,
      'Import the renewal date that is meant: sakimawari import accounts FILE',
    );
  }
  const activity: Activity = { id: activityId, day, kind: 'stage', note: reason, stage };
  const said = { before: { stage: from }, after: { stage, reason: shortened(reason) } };
  const audit = auditOf(tools, 'stage-set', { account: id }, said);
  const isDone = await tools.stages.move(
    { before: account, after: moved, at: tools.now(), activity, expiresAt: activityExpiry(day, tools), audit },
    stored && toldAgain ? { ...stored, state: { ...stored.state, stage: toldAgain } } : null,
  );
  if (isDone)
    return {
      account: id,
      from,
      stage,
      current,
      reason,
      page: addressOfPage(tools.installation.webUrl, pageOfAccount(id)),
    };
  throw new OperatorError(
    'account-busy',
    'Nothing was changed.',
    `The account "${id}" was being changed all the time.`,
    'Try it again.',
  );
}

function cannotMove(why: string, mend: string): OperatorError {
  return new OperatorError('stage-not-moved', 'Nothing was changed.', why, mend);
}
