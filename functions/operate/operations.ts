import type * as z from 'zod';
import { addActivity } from './commands/add-activity.ts';
import { addSource } from './commands/add-source.ts';
import { askAgain } from './commands/ask-again.ts';
import { checkWiring } from './commands/check-wiring.ts';
import { closeTask } from './commands/close-task.ts';
import { compareUnderstanding } from './commands/compare-understanding.ts';
import { countOldRows } from './commands/count-old-rows.ts';
import { coverData } from './commands/cover-data.ts';
import { decideHeldMail } from './commands/decide-held-mail.ts';
import { describe } from './commands/describe.ts';
import { dropQuarantined } from './commands/drop-quarantined.ts';
import { explainOneAccount } from './commands/explain-account.ts';
import { explainAccounts } from './commands/explain-accounts.ts';
import { findBackfill } from './commands/find-backfill.ts';
import { findRawHours } from './commands/find-raw-hours.ts';
import { grantKeyRights } from './commands/grant-key-rights.ts';
import { handOverOneTask } from './commands/hand-over-task.ts';
import { importRows } from './commands/import-rows.ts';
import { issueSourceKey } from './commands/issue-source-key.ts';
import { listPausedSenders, listSuppressed, removeSuppressed, resumeSender } from './commands/judge-addresses.ts';
import { keepBackfill } from './commands/keep-backfill.ts';
import { linkUser, showUser } from './commands/link-user.ts';
import { listAccounts } from './commands/list-accounts.ts';
import { listActivities } from './commands/list-activities.ts';
import { listDrops } from './commands/list-drops.ts';
import { listFailingAccounts } from './commands/list-failing-accounts.ts';
import { listHealth } from './commands/list-health.ts';
import { listMails } from './commands/list-mails.ts';
import { listPlaybooks } from './commands/list-playbooks.ts';
import { listQuarantine } from './commands/list-quarantine.ts';
import { listSources } from './commands/list-sources.ts';
import { listTasks } from './commands/list-tasks.ts';
import { lookAtEvents } from './commands/look-at-events.ts';
import { lookAtScoring } from './commands/look-at-scoring.ts';
import { lookAtWork } from './commands/look-at-work.ts';
import { moveOldRows } from './commands/move-old-rows.ts';
import { moveStage } from './commands/move-stage.ts';
import { noteNextAction } from './commands/note-next-action.ts';
import { placeFlushMarkers } from './commands/place-flush-markers.ts';
import { previewMails } from './commands/preview-mails.ts';
import { previewPlaybook } from './commands/preview-playbook.ts';
import { pushPlaybook } from './commands/push-playbook.ts';
import { rebuildUsage } from './commands/rebuild-usage.ts';
import { recordAnswer } from './commands/record-answer.ts';
import { recordDeadAddress } from './commands/record-dead-address.ts';
import { remindOfTask } from './commands/remind-of-task.ts';
import { retryQuarantined } from './commands/retry-quarantined.ts';
import { revokeSourceKey } from './commands/revoke-source-key.ts';
import { rewindAccount } from './commands/rewind-account.ts';
import { rotateSource } from './commands/rotate-source.ts';
import { sendDigestsNow } from './commands/send-digests-now.ts';
import { sendHealthListNow } from './commands/send-health-list-now.ts';
import { showIdentitySecret } from './commands/show-identity-secret.ts';
import { showPlaybook } from './commands/show-playbook.ts';
import { showRoadmap } from './commands/show-roadmap.ts';
import { snoozeOneTask } from './commands/snooze-task.ts';
import { startScoring } from './commands/start-scoring.ts';
import { storeEvents } from './commands/store-events.ts';
import { switchSource } from './commands/switch-source.ts';
import { testChat } from './commands/test-chat.ts';
import { beginSourceTest, endSourceTest, lookAtSourceTest } from './commands/test-source.ts';

/** Everything the operator can ask for, by the name it travels under. */
export const operations = {
  'add-activity': addActivity,
  'add-source': addSource,
  'ask-again': askAgain,
  'begin-source-test': beginSourceTest,
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
