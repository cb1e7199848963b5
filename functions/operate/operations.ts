import type * as z from 'zod';
import { addActivity } from './commands/add-activity.ts';
import { checkWiring } from './commands/check-wiring.ts';
import { closeTask } from './commands/close-task.ts';
import { coverData } from './commands/cover-data.ts';
import { decideHeldMail } from './commands/decide-held-mail.ts';
import { describe } from './commands/describe.ts';
import { dropQuarantined } from './commands/drop-quarantined.ts';
import { explainOneAccount } from './commands/explain-account.ts';
import { explainAccounts } from './commands/explain-accounts.ts';
import { handOverOneTask } from './commands/hand-over-task.ts';
import { importRows } from './commands/import-rows.ts';
import { listAccounts } from './commands/list-accounts.ts';
import { listActivities } from './commands/list-activities.ts';
import { listMails } from './commands/list-mails.ts';
import { listQuarantine } from './commands/list-quarantine.ts';
import { listTasks } from './commands/list-tasks.ts';
import { lookAtEvents } from './commands/look-at-events.ts';
import { lookAtScoring } from './commands/look-at-scoring.ts';
import { lookAtWork } from './commands/look-at-work.ts';
import { moveStage } from './commands/move-stage.ts';
import { placeFlushMarkers } from './commands/place-flush-markers.ts';
import { pushPlaybook } from './commands/push-playbook.ts';
import { recordAnswer } from './commands/record-answer.ts';
import { recordDeadAddress } from './commands/record-dead-address.ts';
import { retryQuarantined } from './commands/retry-quarantined.ts';
import { showPlaybook } from './commands/show-playbook.ts';
import { showRoadmap } from './commands/show-roadmap.ts';
import { snoozeOneTask } from './commands/snooze-task.ts';
import { startScoring } from './commands/start-scoring.ts';

/** Everything the operator can ask for, by the name it travels under. */
export const operations = {
  'add-activity': addActivity,
  'check-wiring': checkWiring,
  'close-task': closeTask,
  'cover-data': coverData,
  'decide-held-mail': decideHeldMail,
  describe,
  'drop-quarantined': dropQuarantined,
  'explain-account': explainOneAccount,
  'explain-accounts': explainAccounts,
  'hand-over-task': handOverOneTask,
  'import-rows': importRows,
  'list-accounts': listAccounts,
  'list-activities': listActivities,
  'list-mails': listMails,
  'list-quarantine': listQuarantine,
  'list-tasks': listTasks,
  'look-at-events': lookAtEvents,
  'look-at-scoring': lookAtScoring,
  'look-at-work': lookAtWork,
  'move-stage': moveStage,
  'place-flush-markers': placeFlushMarkers,
  'push-playbook': pushPlaybook,
  'record-answer': recordAnswer,
  'record-dead-address': recordDeadAddress,
  'retry-quarantined': retryQuarantined,
  'show-playbook': showPlaybook,
  'show-roadmap': showRoadmap,
  'snooze-task': snoozeOneTask,
  'start-scoring': startScoring,
};

type Operations = typeof operations;
export type OperationName = keyof Operations;
export type OperationRequest<Name extends OperationName> = z.input<Operations[Name]['request']>;
export type OperationResult<Name extends OperationName> = Awaited<ReturnType<Operations[Name]['run']>>;
