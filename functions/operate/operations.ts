import type * as z from 'zod';
import { explainOneAccount } from './commands/accounts/explain-account.ts';
import { explainAccounts } from './commands/accounts/explain-accounts.ts';
import { importRows } from './commands/accounts/import-rows.ts';
import { linkUser, showUser } from './commands/accounts/link-user.ts';
import { listAccounts } from './commands/accounts/list-accounts.ts';
import { listFailingAccounts } from './commands/accounts/list-failing-accounts.ts';
import { moveStage } from './commands/accounts/move-stage.ts';
import { noteNextAction } from './commands/accounts/note-next-action.ts';
import { showRoadmap } from './commands/accounts/show-roadmap.ts';
import { addActivity } from './commands/activities/add-activity.ts';
import { listActivities } from './commands/activities/list-activities.ts';
import { recordAnswer } from './commands/activities/record-answer.ts';
import {
  listPausedSenders,
  listSuppressed,
  removeSuppressed,
  resumeSender,
} from './commands/addresses/judge-addresses.ts';
import { recordDeadAddress } from './commands/addresses/record-dead-address.ts';
import { findBackfill } from './commands/events/find-backfill.ts';
import { findRawHours } from './commands/events/find-raw-hours.ts';
import { keepBackfill } from './commands/events/keep-backfill.ts';
import { lookAtEvents } from './commands/events/look-at-events.ts';
import { placeFlushMarkers } from './commands/events/place-flush-markers.ts';
import { rebuildUsage } from './commands/events/rebuild-usage.ts';
import { storeEvents } from './commands/events/store-events.ts';
import { checkPlaybooks } from './commands/installation/check-playbooks.ts';
import { checkWiring } from './commands/installation/check-wiring.ts';
import { countOldRows } from './commands/installation/count-old-rows.ts';
import { describe } from './commands/installation/describe.ts';
import { moveOldRows } from './commands/installation/move-old-rows.ts';
import { testChat } from './commands/installation/test-chat.ts';
import { askAgain } from './commands/mails/ask-again.ts';
import { decideHeldMail } from './commands/mails/decide-held-mail.ts';
import { listMails } from './commands/mails/list-mails.ts';
import { previewMails } from './commands/mails/preview-mails.ts';
import { compareUnderstanding } from './commands/playbook/compare-understanding.ts';
import { listPlaybooks } from './commands/playbook/list-playbooks.ts';
import { previewPlaybook } from './commands/playbook/preview-playbook.ts';
import { pushPlaybook } from './commands/playbook/push-playbook.ts';
import { showPlaybook } from './commands/playbook/show-playbook.ts';
import { dropQuarantined } from './commands/quarantine/drop-quarantined.ts';
import { listDrops } from './commands/quarantine/list-drops.ts';
import { listQuarantine } from './commands/quarantine/list-quarantine.ts';
import { retryQuarantined } from './commands/quarantine/retry-quarantined.ts';
import { coverData } from './commands/reports/cover-data.ts';
import { listHealth } from './commands/reports/list-health.ts';
import { sendDigestsNow } from './commands/reports/send-digests-now.ts';
import { sendHealthListNow } from './commands/reports/send-health-list-now.ts';
import { lookAtScoring } from './commands/scoring/look-at-scoring.ts';
import { lookAtWork } from './commands/scoring/look-at-work.ts';
import { rewindAccount } from './commands/scoring/rewind-account.ts';
import { startScoring } from './commands/scoring/start-scoring.ts';
import { addSource } from './commands/sources/add-source.ts';
import { grantKeyRights } from './commands/sources/grant-key-rights.ts';
import { issueSourceKey } from './commands/sources/issue-source-key.ts';
import { listSources } from './commands/sources/list-sources.ts';
import { revokeSourceKey } from './commands/sources/revoke-source-key.ts';
import { rotateSource } from './commands/sources/rotate-source.ts';
import { showIdentitySecret } from './commands/sources/show-identity-secret.ts';
import { switchSource } from './commands/sources/switch-source.ts';
import { beginSourceTest, endSourceTest, lookAtSourceTest } from './commands/sources/test-source.ts';
import { closeTask } from './commands/tasks/close-task.ts';
import { handOverOneTask } from './commands/tasks/hand-over-task.ts';
import { listTasks } from './commands/tasks/list-tasks.ts';
import { remindOfTask } from './commands/tasks/remind-of-task.ts';
import { snoozeOneTask } from './commands/tasks/snooze-task.ts';

/** Everything the operator can ask for, by the name it travels under. */
export const operations = {
  'add-activity': addActivity,
  'add-source': addSource,
  'ask-again': askAgain,
  'begin-source-test': beginSourceTest,
  'check-playbooks': checkPlaybooks,
  'check-wiring': checkWiring,
  'close-task': closeTask,
  'compare-understanding': compareUnderstanding,
  'count-old-rows': countOldRows,
  'cover-data': coverData,
  'decide-held-mail': decideHeldMail,
  describe,
  'drop-quarantined': dropQuarantined,
  'end-source-test': endSourceTest,
  'explain-account': explainOneAccount,
  'explain-accounts': explainAccounts,
  'find-backfill': findBackfill,
  'find-raw-hours': findRawHours,
  'grant-key-rights': grantKeyRights,
  'hand-over-task': handOverOneTask,
  'import-rows': importRows,
  'issue-source-key': issueSourceKey,
  'keep-backfill': keepBackfill,
  'link-user': linkUser,
  'list-accounts': listAccounts,
  'list-activities': listActivities,
  'list-drops': listDrops,
  'list-failing-accounts': listFailingAccounts,
  'list-health': listHealth,
  'list-mails': listMails,
  'list-paused-senders': listPausedSenders,
  'list-playbooks': listPlaybooks,
  'list-quarantine': listQuarantine,
  'list-sources': listSources,
  'list-suppressed': listSuppressed,
  'list-tasks': listTasks,
  'look-at-events': lookAtEvents,
  'look-at-source-test': lookAtSourceTest,
  'look-at-scoring': lookAtScoring,
  'look-at-work': lookAtWork,
  'move-old-rows': moveOldRows,
  'move-stage': moveStage,
  'note-next-action': noteNextAction,
  'place-flush-markers': placeFlushMarkers,
  'preview-mails': previewMails,
  'preview-playbook': previewPlaybook,
  'push-playbook': pushPlaybook,
  'rebuild-usage': rebuildUsage,
  'record-answer': recordAnswer,
  'record-dead-address': recordDeadAddress,
  'remind-of-task': remindOfTask,
  'remove-suppressed': removeSuppressed,
  'resume-sender': resumeSender,
  'retry-quarantined': retryQuarantined,
  'revoke-source-key': revokeSourceKey,
  'rewind-account': rewindAccount,
  'rotate-source': rotateSource,
  'send-digests-now': sendDigestsNow,
  'send-health-list-now': sendHealthListNow,
  'show-identity-secret': showIdentitySecret,
  'show-playbook': showPlaybook,
  'show-roadmap': showRoadmap,
  'show-user': showUser,
  'snooze-task': snoozeOneTask,
  'start-scoring': startScoring,
  'switch-source': switchSource,
  'test-chat': testChat,
  'store-events': storeEvents,
};

type Operations = typeof operations;
export type OperationName = keyof Operations;
export type OperationRequest<Name extends OperationName> = z.input<Operations[Name]['request']>;
export type OperationResult<Name extends OperationName> = Awaited<ReturnType<Operations[Name]['run']>>;
