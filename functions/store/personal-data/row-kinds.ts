import type { KeptKind } from '../../../domain/personal-data/kept-data.ts';
import { parseEventsKey } from '../events/events.ts';
import type { Item } from '../item.ts';
import type * as allKeys from '../keys.ts';
import * as key from '../keys.ts';

type Keys = typeof allKeys;
interface RowKey {
  pk: { S: string };
  sk: { S: string };
}
type MakesRowKey<Named> = Named extends RowKey ? true : Named extends (...args: never[]) => RowKey ? true : false;
/** Whatever of `keys.ts` makes the key of a row: one that has no kind here does not compile. */
type RowKeyName = { [Name in keyof Keys]: MakesRowKey<Keys[Name]> extends true ? Name : never }[keyof Keys];

/** Stands for whatever ids and days are part of a key. */
const ANY = '<any>';
const anyDay = { day: ANY, id: ANY } as never;

const kindsByRowKey = {
  taskRowKey: ['task', key.taskRowKey(ANY, ANY)],
  episodeRowKey: ['episode', key.episodeRowKey(ANY, ANY)],
  nextActionRowKey: ['next-action', key.nextActionRowKey(ANY)],
  crmStateRowKey: ['crm-state', key.crmStateRowKey(ANY)],
  CRM_MAPPING_ROW_KEY: ['crm-mapping', key.CRM_MAPPING_ROW_KEY],
  CRM_RUN_ROW_KEY: ['crm-run', key.CRM_RUN_ROW_KEY],
  ledgerRowKey: ['ledger-entry', key.ledgerRowKey(ANY, { from: ANY, fact: ANY, id: ANY })],
  mailHistoryRowKey: ['account-mails', key.mailHistoryRowKey(ANY)],
  unknownAccountRowKey: ['unknown-account', key.unknownAccountRowKey(ANY)],
  signalFeedbackRowKey: ['signal-feedback', key.signalFeedbackRowKey(ANY, ANY)],
  mailFeedbackRowKey: ['mail-rating', key.mailFeedbackRowKey(ANY, ANY)],
  activityAnswerRowKey: ['activity-answer', key.activityAnswerRowKey(ANY, ANY)],
  csScoreRowKey: ['cs-score', key.csScoreRowKey(ANY, ANY)],
  surveyAskRowKey: ['survey-ask', key.surveyAskRowKey(ANY, ANY)],
  accountAuditRowKey: ['account-audit', key.accountAuditRowKey(ANY, ANY, ANY)],
  surveyAnswersRowKey: ['survey-answers', key.surveyAnswersRowKey(ANY, { asked: ANY, contact: ANY } as never)],
  invitationRowKey: ['invitation', key.invitationRowKey(ANY, ANY)],
  goalProposalRowKey: ['goal-proposal', key.goalProposalRowKey(ANY)],
  customerCommentRowKey: ['customer-comment', key.customerCommentRowKey(ANY, { day: ANY, contact: ANY, number: 1 })],
  accountRowKey: ['account', key.accountRowKey(ANY)],
  contactRowKey: ['contact', key.contactRowKey(ANY, ANY)],
  answerRowKey: ['renewal-answer', key.answerRowKey(ANY, ANY)],
  optOutRowKey: ['opt-out', key.optOutRowKey(ANY, ANY)],
  activityRowKey: ['activity', key.activityRowKey(ANY, anyDay)],
  deadAddressRowKey: ['dead-address', key.deadAddressRowKey(ANY, ANY)],
  monthValuesRowKey: ['month-values', key.monthValuesRowKey(ANY)],
  failingRowKey: ['failing', key.failingRowKey(ANY)],
  stateRowKey: ['state', key.stateRowKey(ANY)],
  sourceNamesRowKey: ['source-names', key.sourceNamesRowKey(ANY)],
  sourceDayRowKey: ['source-day', key.sourceDayRowKey(ANY, ANY)],
  arrivedRowKey: ['source-arrived', key.arrivedRowKey(ANY, ANY)],
  newcomersRowKey: ['source-newcomers', key.newcomersRowKey(ANY, ANY as never, ANY)],
  newcomersOverRowKey: ['source-newcomers-over', key.newcomersOverRowKey(ANY, ANY as never)],
  registrationRowKey: ['source-registration', key.registrationRowKey(ANY)],
  keyPointerRowKey: ['source-key', key.keyPointerRowKey(ANY, ANY)],
  issuedKeyRowKey: ['source-key', key.issuedKeyRowKey(ANY)],
  secretUseRowKey: ['secret-use', { pk: { S: key.secretUsesKey(ANY) }, sk: { S: ANY } }],
  quarantinedRowKey: ['quarantined', key.quarantinedRowKey(ANY, ANY)],
  quarantineDropRowKey: ['quarantine-drop', key.quarantineDropRowKey(ANY, ANY)],
  linkRowKey: ['user-link', key.linkRowKey(key.userKey(ANY))],
  userAuditRowKey: ['user-move', key.userAuditRowKey(ANY, ANY, ANY)],
  csmRowKey: ['member', key.csmRowKey(ANY)],
  signInAsksRowKey: ['sign-in-asks', key.signInAsksRowKey(ANY)],
  sessionRowKey: ['session', key.sessionRowKey(ANY, ANY)],
  lastActRowKey: ['last-act', key.lastActRowKey(ANY, ANY)],
  personalKeyRowKey: ['personal-key', key.personalKeyRowKey(ANY)],
  auditRowKey: ['audit', key.auditRowKey(ANY, ANY, ANY)],
  addressOptOutRowKey: ['address-opt-out', key.addressOptOutRowKey(ANY)],
  addressHistoryRowKey: ['address-mails', key.addressHistoryRowKey(ANY)],
  suppressionRowKey: ['suppression', key.suppressionRowKey(ANY)],
  sentRowKey: ['sender-sent', key.sentRowKey(ANY, ANY)],
  againstRowKey: ['sender-against', key.againstRowKey(ANY, ANY, ANY, ANY)],
  pauseRowKey: ['sender-pause', key.pauseRowKey(ANY)],
  mailTagRowKey: ['mail-tag', key.mailTagRowKey(ANY)],
  taskMailsRowKey: ['task-mails', key.taskMailsRowKey(ANY, ANY)],
  addressTaskMailsRowKey: ['task-mails', key.addressTaskMailsRowKey(ANY, ANY)],
  SENDING_PROBLEMS_ROW_KEY: ['sending-problems', key.SENDING_PROBLEMS_ROW_KEY],
  RESTORED_ROW_KEY: ['restored', key.RESTORED_ROW_KEY],
  playbookRowKey: ['playbook', key.playbookRowKey(ANY)],
  versionToldRowKey: ['playbook', key.versionToldRowKey(1)],
  workLogRowKey: ['logged-work', { pk: { S: key.WORK_LOG_KEY_PREFIX + ANY }, sk: { S: ANY } }],
  SIGNAL_WORK_ROW_KEY: ['signal-work', key.SIGNAL_WORK_ROW_KEY],
  moveRowKey: ['improvement-move', key.moveRowKey(ANY)],
  teamRatingRowKey: ['team-rating', key.teamRatingRowKey({ activity: ANY, by: ANY })],
  proposalRowKey: ['proposal', key.proposalRowKey(ANY)],
  coursesReadRowKey: ['course-read', key.coursesReadRowKey(1)],
  courseDaysRowKey: ['course-days', key.courseDaysRowKey(1, ANY, 1)],
  toldAccountRowKey: ['course-told', key.toldAccountRowKey(1, ANY)],
  courseYearRowKey: ['kpi-year', { pk: { S: key.COURSE_YEARS_KEY }, sk: { S: ANY } }],
  npsMonthRowKey: ['nps-month', key.npsMonthRowKey(ANY)],
  npsDaysRowKey: ['nps-days', { pk: { S: key.NPS_DAYS_KEY }, sk: { S: ANY } }],
  fleetDayRowKey: ['fleet-day', key.fleetDayRowKey(ANY)],
  fleetCountsRowKey: ['fleet-counts', key.fleetCountsRowKey(ANY, 1)],
  boardRowKey: ['board', key.boardRowKey(1)],
  coverageRowKey: ['coverage', key.coverageRowKey(1)],
  studyRowKey: ['study', key.studyRowKey(ANY)],
  studyProgressRowKey: ['study', key.studyProgressRowKey(ANY)],
  studyAnswerRowKey: ['study', key.studyAnswerRowKey(ANY)],
  studyPartRowKey: ['study', key.studyPartRowKey(ANY, 1, 1)],
  erasureRowKey: ['erasure', key.erasureRowKey(ANY)],
  ERASURE_SALT_ROW_KEY: ['erasure', key.ERASURE_SALT_ROW_KEY],
  runningErasureRowKey: ['running-erasure', key.runningErasureRowKey(ANY)],
  dataRequestRowKey: ['data-request', key.dataRequestRowKey(ANY)],
  exportPartRowKey: ['export-part', key.exportPartRowKey(ANY, 1, 1)],
  backfillRowKey: ['backfill-checkpoint', key.backfillRowKey(ANY)],
} as const satisfies Record<RowKeyName, readonly [KeptKind, RowKey]>;

const at = (pk: string, sk: string): RowKey => ({ pk: { S: pk }, sk: { S: sk } });
const underAccount = (sk: string) => at(key.accountKey(ANY), sk);

/** Rows whose two keys are made apart. */
const kindsByTwoKeys: readonly (readonly [KeptKind, RowKey])[] = [
  ['mail', underAccount(key.mailSortKey(ANY))],
  ['chat', underAccount(key.chatSortKey(ANY))],
  ['bus-events', underAccount(key.busSortKey(ANY))],
  ['overtaken-usage', underAccount(key.overtakenUsageSortKey(ANY, ANY))],
  ['usage-day', underAccount(key.usageKey(ANY))],
  ['lifetime', underAccount(key.LIFETIME_SORT_KEY + ANY)],
  ['usage-hour', at(key.hoursKey(ANY, ANY), ANY)],
  ['quarantine-count', at(key.quarantineKey(ANY), key.COUNTED_SORT_PREFIX + ANY)],
  ['quarantine-count', at(key.quarantineKey(ANY), key.WAITING_COUNTED_SORT_PREFIX + ANY)],
  ['anonymous-link', at(key.anonymousKey(ANY), key.LINK_SORT_KEY)],
  ['flush-marker', at(key.flushKey(ANY), ANY)],
];

/** A key as far as nothing of it depends on what the row is about. */
interface Beginning {
  kind: KeptKind;
  pk: string;
  sk: string;
  /** Whether the key is no longer than that. */
  isWhole: { pk: boolean; sk: boolean };
}

/** Buckets and months begin with a digit, too; regions do at the very beginning of a sort key. */
const WHERE_IT_DEPENDS = /<any>|(?<=#)\d/;

function beginningOf([kind, { pk, sk }]: readonly [KeptKind, RowKey]): Beginning {
  const [pkEnd, skEnd] = [pk.S.search(WHERE_IT_DEPENDS), sk.S.search(WHERE_IT_DEPENDS)];
  return {
    kind,
    pk: pkEnd < 0 ? pk.S : pk.S.slice(0, pkEnd),
    sk: skEnd < 0 ? sk.S : sk.S.slice(0, skEnd),
    isWhole: { pk: pkEnd < 0, sk: skEnd < 0 },
  };
}

/** The longest first, so that the first that fits says most. */
const beginnings = [...Object.values(kindsByRowKey), ...kindsByTwoKeys]
  .map(beginningOf)
  .sort((a, b) => b.pk.length + b.sk.length - a.pk.length - a.sk.length);

const fits = (text: string, beginning: string, isWhole: boolean) =>
  isWhole ? text === beginning : text.startsWith(beginning);

/** What kind of data a row of the accounts table holds; `undefined`: of none that the register knows. */
export function kindOfAccountsRow({ pk, sk }: Item): KeptKind | undefined {
  const [partition, sort] = [`${pk?.S}`, `${sk?.S}`];
  return beginnings.find((one) => fits(partition, one.pk, one.isWhole.pk) && fits(sort, one.sk, one.isWhole.sk))?.kind;
}

/** The same of the table of raw events. */
export function kindOfEventsRow({ pk, sk }: Item): KeptKind | undefined {
  const [partition, sort] = [`${pk?.S}`, `${sk?.S}`];
  if (key.isWaitingSortKey(sort)) return 'waiting-event';
  if (key.isCallSortKey(sort)) return 'call';
  if (sort === key.FLUSH_SORT_KEY || sort === key.FLUSH_ASIDE_SORT_KEY) return 'flush-marker';
  return parseEventsKey(partition) === null ? undefined : 'raw-event';
}
