import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  ACCOUNT_KEY_PREFIX,
  ACCOUNTS_LIST_PREFIX,
  ACTIVITY_ANSWERS_LIST,
  ANONYMOUS_KEY_PREFIX,
  APPROVAL_MAILS_LIST,
  ASSIGNED_INDEX,
  ASSIGNED_INDEX_HOLDS,
  ASSIGNED_KEY_PREFIXES,
  AUDIT_KEY_PREFIX,
  BOARD_KEY_PREFIX,
  COURSES_KEY_PREFIX,
  CRM_DUE_KEY_PREFIX,
  CS_SCORES_LIST,
  CSM_KEY_PREFIX,
  CSMS_LIST,
  DATA_REQUESTS_KEY,
  DONE_MAILS_LIST,
  ERASURES_KEY,
  EXPORT_KEY_PREFIX,
  FLEET_KEY,
  FLUSH_KEY_PREFIX,
  HELD_MAILS_LIST,
  HELD_POSTS_LIST,
  IMPROVEMENT_KEY,
  ISSUED_KEY_PREFIX,
  LISTED_INDEX,
  NPS_DAYS_KEY,
  NPS_MONTHS_KEY,
  OPEN_MAILS_LIST,
  OPEN_MOVES_LIST,
  OPT_OUT_KEY_PREFIX,
  PAUSED_SENDERS_LIST,
  PERSONAL_KEY_PREFIX,
  PERSONAL_KEYS_LIST,
  PLAYBOOK_KEY,
  PROPOSALS_KEY,
  QUARANTINE_KEY_PREFIX,
  SECRET_USES_KEY_PREFIX,
  SENDING_KEY,
  SIGN_IN_KEY_PREFIX,
  SIGNAL_WORK_KEY,
  SOURCE_KEY_PREFIX,
  SOURCES_LIST,
  STUDY_KEY_PREFIX,
  SURVEY_ASKS_LIST,
  SWEEP_KEY_PREFIX,
  USER_KEY_PREFIX,
  WAITING_MAILS_LIST,
  WORK_LOG_KEY_PREFIX,
} from '../../functions/store/keys.ts';
import type { Grantee } from '../constructs/alarmed-function.ts';

/** What both tables have in common: nothing in them may get lost, whatever happens to the stack. */
const keptTable = {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  sortKey: { name: 'sk', type: AttributeType.STRING },
  timeToLiveAttribute: 'expiresAt',
  billingMode: BillingMode.PAY_PER_REQUEST,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  // The key that DynamoDB owns: docs/decisions/0014-keys-owned-by-aws.md
  encryption: TableEncryption.DEFAULT,
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
} satisfies TableProps;

/** Raw events. */
export class EventsTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', { ...keptTable, stream: StreamViewType.KEYS_ONLY });
  }

  readableBy(grantee: Grantee<'EVENTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:Query']);
  }

  readableByKey(grantee: Grantee<'EVENTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:BatchGetItem']);
  }

  /** For what has to see all raw events there are. */
  scannableBy(grantee: Grantee<'EVENTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:Scan']);
  }

  /**
   * Many rows a request. This grants deletes too: a batch is one action, and no condition tells its puts
   * from its deletes. docs/decisions/0054-internet-facing-functions-keep-to-their-keys.md
   */
  writableInBatchesBy(grantee: Grantee<'EVENTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:BatchWriteItem']);
  }

  /** One row a request, and no row can be deleted. */
  writableBy(grantee: Grantee<'EVENTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:PutItem']);
  }

  private open(grantee: Grantee<'EVENTS_TABLE'>, actions: string[]): void {
    grantee.setEnvironment('EVENTS_TABLE', this.table.tableName);
    grantee.allow({ actions, resources: [this.table.tableArn] });
  }
}

/** Everything by account, and the few small records beside. */
export class AccountsTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', { ...keptTable, stream: StreamViewType.NEW_IMAGE });
    this.table.addGlobalSecondaryIndex({
      indexName: LISTED_INDEX,
      partitionKey: { name: 'list', type: AttributeType.STRING },
      sortKey: { name: 'listedAt', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: ASSIGNED_INDEX,
      partitionKey: { name: 'assignee', type: AttributeType.STRING },
      sortKey: { name: 'dueBy', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ASSIGNED_INDEX_HOLDS,
    });
  }

  readableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    grantee.setEnvironment('ACCOUNTS_TABLE', this.table.tableName);
    grantee.allow({ actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'], resources: [this.table.tableArn] });
    grantee.allow({
      actions: ['dynamodb:Query'],
      resources: [this.table.tableArn, `${this.table.tableArn}/index/${LISTED_INDEX}`],
    });
  }

  /** For what has to find somebody wherever they are. */
  scannableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:Scan']);
  }

  /** For what faces the internet: who was erased, so that nothing of them is taken in again. */
  erasuresReadableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:Query'], [ERASURES_KEY]);
  }

  /** Also in transactions, and never in batches, in which could be deleted too. */
  writableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:PutItem', 'dynamodb:UpdateItem']);
  }

  deletableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:DeleteItem']);
  }

  /** For what faces the internet: accounts, contacts and the team, and nothing else. */
  factsServableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    // A contact's user is linked to its account.
    this.open(
      grantee,
      ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      allUnder(ACCOUNT_KEY_PREFIX, CSM_KEY_PREFIX, USER_KEY_PREFIX),
    );
    this.openIndex(grantee, [...allUnder(ACCOUNTS_LIST_PREFIX), CSMS_LIST]);
  }

  /** For what faces the internet: what pages show of an account, of its people and of the team. */
  pagesReadableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(
      grantee,
      ['dynamodb:GetItem', 'dynamodb:Query'],
      [...allUnder(ACCOUNT_KEY_PREFIX, CSM_KEY_PREFIX, OPT_OUT_KEY_PREFIX), PLAYBOOK_KEY],
    );
    this.openIndex(grantee, [CSMS_LIST]);
  }

  /** For what faces the internet: what is done from pages. It is written under the account that the link was sealed for. */
  actsWritableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], allUnder(ACCOUNT_KEY_PREFIX));
    this.workLoggableBy(grantee);
  }

  /** What each of its rows is and since when, of the outbox. */
  outboxSweepableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.openIndex(grantee, allUnder(`${SWEEP_KEY_PREFIX}#`), ASSIGNED_INDEX);
  }

  /** Accounts of which something is to be written into CRMs. */
  crmDueReadableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.openIndex(grantee, allUnder(CRM_DUE_KEY_PREFIX), ASSIGNED_INDEX);
  }

  /** For what faces the internet: what somebody of the team sees who is signed in. */
  teamPagesReadableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.accountsReadableInSessionsBy(grantee);
    this.open(grantee, ['dynamodb:BatchGetItem'], allUnder(BOARD_KEY_PREFIX));
    this.openIndex(grantee, allUnder(...ASSIGNED_KEY_PREFIXES), ASSIGNED_INDEX);
    const ofOurWork = [ACTIVITY_ANSWERS_LIST, CS_SCORES_LIST, SURVEY_ASKS_LIST, OPEN_MOVES_LIST];
    this.openIndex(grantee, [...allUnder(...LISTS_OF_MAILS, AUDIT_KEY_PREFIX), ...ofOurWork]);
    // A year of the company's customers, and what each day changed before it.
    this.open(
      grantee,
      ['dynamodb:BatchGetItem', 'dynamodb:Query'],
      [...allUnder(COURSES_KEY_PREFIX), NPS_DAYS_KEY, NPS_MONTHS_KEY],
    );
    this.open(grantee, ['dynamodb:GetItem'], [SIGNAL_WORK_KEY]);
    // What the team did for its customers, and what it changes about that.
    this.open(grantee, ['dynamodb:Query'], [...allUnder(WORK_LOG_KEY_PREFIX), IMPROVEMENT_KEY, PROPOSALS_KEY]);
    // What all accounts share is no account's own fall.
    this.open(grantee, ['dynamodb:Query'], [FLEET_KEY]);
    // What was asked of the past, and what came of it.
    this.open(grantee, ['dynamodb:BatchGetItem'], allUnder(STUDY_KEY_PREFIX));
    // What the versions of the playbook made of a signal.
    this.open(grantee, ['dynamodb:Query'], [PLAYBOOK_KEY]);
    // What an account's people chose is read in one batch with what is on record of the account.
    this.open(grantee, ['dynamodb:BatchGetItem'], allUnder(ACCOUNT_KEY_PREFIX, OPT_OUT_KEY_PREFIX));
    // Where nothing comes from a source, an account's figures say nothing.
    this.open(grantee, ['dynamodb:GetItem', 'dynamodb:Query'], allUnder(SOURCE_KEY_PREFIX));
    this.openIndex(grantee, [SOURCES_LIST, PAUSED_SENDERS_LIST]);
    // What was asked about personal data, and the files that came of it.
    this.open(grantee, ['dynamodb:GetItem', 'dynamodb:Query'], [DATA_REQUESTS_KEY]);
    this.open(grantee, ['dynamodb:BatchGetItem'], allUnder(EXPORT_KEY_PREFIX));
    // Keys that people gave assistants; who shows one is looked up elsewhere.
    this.openIndex(grantee, [PERSONAL_KEYS_LIST]);
    // What the last night found wrong with sending mail.
    this.open(grantee, ['dynamodb:GetItem'], [SENDING_KEY]);
  }

  /** For what faces the internet: what assistants tell somebody of the team; the key that they show is counted. */
  assistantsServableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:GetItem'], [...allUnder(CSM_KEY_PREFIX), PLAYBOOK_KEY, SIGNAL_WORK_KEY]);
    this.open(grantee, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], allUnder(ACCOUNT_KEY_PREFIX));
    this.open(grantee, ['dynamodb:BatchGetItem'], allUnder(ACCOUNT_KEY_PREFIX, OPT_OUT_KEY_PREFIX));
    this.open(grantee, ['dynamodb:BatchGetItem'], allUnder(BOARD_KEY_PREFIX, STUDY_KEY_PREFIX));
    this.open(grantee, ['dynamodb:Query'], [PLAYBOOK_KEY, FLEET_KEY]);
    this.open(grantee, ['dynamodb:BatchGetItem', 'dynamodb:Query'], allUnder(COURSES_KEY_PREFIX));
    this.open(grantee, ['dynamodb:Query'], [NPS_DAYS_KEY, NPS_MONTHS_KEY]);
    this.open(grantee, ['dynamodb:GetItem', 'dynamodb:Query'], allUnder(SOURCE_KEY_PREFIX));
    this.openIndex(grantee, allUnder(...ASSIGNED_KEY_PREFIXES), ASSIGNED_INDEX);
    this.openIndex(grantee, [CSMS_LIST, OPEN_MOVES_LIST, SOURCES_LIST]);
    // What somebody has their assistant do is written as from their pages; nothing is taken back here.
    this.open(grantee, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], allUnder(ACCOUNT_KEY_PREFIX));
    this.open(grantee, ['dynamodb:PutItem'], allUnder(WORK_LOG_KEY_PREFIX, AUDIT_KEY_PREFIX));
    this.open(grantee, ['dynamodb:Query', 'dynamodb:PutItem'], [PROPOSALS_KEY]);
    // Whose key it is stands in none of these.
    this.open(grantee, ['dynamodb:UpdateItem'], allUnder(PERSONAL_KEY_PREFIX), {
      'ForAllValues:StringEquals': {
        'dynamodb:Attributes': ['pk', 'sk', 'usedAt', 'calls', 'callsIn', 'endedAt'],
      },
    });
  }

  /** For what faces the internet: links and sessions are written, the mails that hold links, and what is done on pages. */
  teamActsWritableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.accountsReadableInSessionsBy(grantee);
    this.open(grantee, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], allUnder(ACCOUNT_KEY_PREFIX, SIGN_IN_KEY_PREFIX));
    // Keys that people give assistants.
    this.open(grantee, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], allUnder(PERSONAL_KEY_PREFIX));
    this.openIndex(grantee, [PERSONAL_KEYS_LIST]);
    // An account comes in one batch with who logs what was done for it.
    this.open(
      grantee,
      ['dynamodb:BatchGetItem'],
      [...allUnder(ACCOUNT_KEY_PREFIX, CSM_KEY_PREFIX, SIGN_IN_KEY_PREFIX), PLAYBOOK_KEY],
    );
    // People are added and changed by whoever administers the team.
    this.open(grantee, ['dynamodb:PutItem'], allUnder(AUDIT_KEY_PREFIX, CSM_KEY_PREFIX));
    // Who changes the same as somebody else is told who that was.
    this.open(grantee, ['dynamodb:Query'], allUnder(AUDIT_KEY_PREFIX));
    // Who administers the team is changed only while somebody else does, too.
    this.open(grantee, ['dynamodb:ConditionCheckItem'], allUnder(CSM_KEY_PREFIX));
    // Whoever wants no mails is not invited by one.
    this.open(grantee, ['dynamodb:GetItem'], allUnder(OPT_OUT_KEY_PREFIX));
    // Managers ask the past, and stop what they asked.
    this.open(grantee, ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], allUnder(STUDY_KEY_PREFIX));
    // Accounts are found by their names.
    this.open(grantee, ['dynamodb:BatchGetItem'], allUnder(BOARD_KEY_PREFIX));
    // Managers publish versions of the playbook.
    this.open(grantee, ['dynamodb:PutItem', 'dynamodb:Query'], [PLAYBOOK_KEY]);
    // The team agrees on what it changes about its own work.
    this.open(grantee, ['dynamodb:PutItem', 'dynamodb:Query'], [IMPROVEMENT_KEY, PROPOSALS_KEY]);
    // Who administers personal data asks for what is done beside the page.
    this.open(grantee, ['dynamodb:PutItem'], [DATA_REQUESTS_KEY]);
    this.workLoggableBy(grantee);
  }

  /** For what faces the internet: who asks for no mail, and what they chose before. */
  optOutsReadableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:GetItem'], allUnder(ACCOUNT_KEY_PREFIX, CSM_KEY_PREFIX, OPT_OUT_KEY_PREFIX));
  }

  /** For what faces the internet: who wants no mail, said by a contact and held for their address. */
  optOutsWritableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:PutItem'], allUnder(ACCOUNT_KEY_PREFIX, OPT_OUT_KEY_PREFIX));
  }

  /** In transactions that look whether the account is known, and nothing else is reached so. */
  usageForgettableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:ConditionCheckItem'], allUnder(ACCOUNT_KEY_PREFIX));
    this.deletableInTransactionsBy(grantee, ACCOUNT_KEY_PREFIX);
  }

  /** For what lets go, a row a request, what is kept no longer: of accounts, of users' moves and of who changed what. */
  overdueForgettableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:DeleteItem'], allUnder(ACCOUNT_KEY_PREFIX, AUDIT_KEY_PREFIX, USER_KEY_PREFIX));
  }

  /** For transactions that hang on a row which they do not change. */
  checkableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:ConditionCheckItem']);
  }

  /** Refused events are put aside, and nothing else is reached so. */
  quarantineWritableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:BatchWriteItem'], allUnder(QUARANTINE_KEY_PREFIX));
  }

  /** What KPIs look at by day is written and removed, and nothing else is reached so. */
  courseDaysWritableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:BatchWriteItem'], allUnder(COURSES_KEY_PREFIX));
  }

  /** Studies and what came of them are kept, and nothing else is written so. */
  studiesWritableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:PutItem', 'dynamodb:UpdateItem'], allUnder(STUDY_KEY_PREFIX));
  }

  /** Marks that travel through the table's stream, and nothing else is reached so. */
  flushMarkersWritableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:BatchWriteItem'], allUnder(FLUSH_KEY_PREFIX));
  }

  /** For what faces the internet: how many events of a source were put aside. */
  quarantineCountableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:UpdateItem'], allUnder(QUARANTINE_KEY_PREFIX));
  }

  /** For what faces the internet: which account somebody has. */
  linksReadableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:BatchGetItem'], allUnder(USER_KEY_PREFIX, ANONYMOUS_KEY_PREFIX));
  }

  /** For what faces the internet: it may look up sources and their keys, and note when they were last used. */
  sourcesReadableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:GetItem'], allUnder(ISSUED_KEY_PREFIX, SOURCE_KEY_PREFIX));
    this.open(grantee, ['dynamodb:UpdateItem'], allUnder(ISSUED_KEY_PREFIX, SECRET_USES_KEY_PREFIX), {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'usedAt'] },
      StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE'] },
    });
  }

  /** Who of the team somebody is, whether they are signed in, and what there is about accounts. */
  private accountsReadableInSessionsBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(
      grantee,
      ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
      [...allUnder(CSM_KEY_PREFIX, SIGN_IN_KEY_PREFIX), PLAYBOOK_KEY],
    );
    this.open(grantee, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], allUnder(ACCOUNT_KEY_PREFIX));
    this.openIndex(grantee, [CSMS_LIST]);
  }

  /** What is done stands in the log of work as well, and goes from there with what was done. */
  private workLoggableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:PutItem'], allUnder(WORK_LOG_KEY_PREFIX));
    // To take back is to delete what was put on record, in the transaction that reopens the task.
    this.deletableInTransactionsBy(grantee, ACCOUNT_KEY_PREFIX, WORK_LOG_KEY_PREFIX);
  }

  private deletableInTransactionsBy(grantee: Grantee<'ACCOUNTS_TABLE'>, ...beginnings: string[]): void {
    this.open(grantee, ['dynamodb:DeleteItem'], allUnder(...beginnings), {
      'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
    });
  }

  /** `under`: beginnings of the partition keys that may be touched; all may where none is named. */
  private open(grantee: Grantee<'ACCOUNTS_TABLE'>, actions: string[], under?: string[], conditions?: Conditions): void {
    grantee.setEnvironment('ACCOUNTS_TABLE', this.table.tableName);
    grantee.allow({
      actions,
      resources: [this.table.tableArn],
      conditions: under === undefined ? conditions : onlyUnder(under, conditions),
    });
  }

  private openIndex(grantee: Grantee<'ACCOUNTS_TABLE'>, keys: string[], index = LISTED_INDEX): void {
    grantee.allow({
      actions: ['dynamodb:Query'],
      resources: [`${this.table.tableArn}/index/${index}`],
      conditions: onlyUnder(keys),
    });
  }
}

/** Each with its buckets. */
const LISTS_OF_MAILS = [
  OPEN_MAILS_LIST,
  APPROVAL_MAILS_LIST,
  WAITING_MAILS_LIST,
  HELD_MAILS_LIST,
  DONE_MAILS_LIST,
  HELD_POSTS_LIST,
];

type Conditions = Record<string, Record<string, unknown>>;

/** All keys that begin so. */
const allUnder = (...beginnings: string[]) => beginnings.map((beginning) => `${beginning}*`);

/** "All of the keys are such" holds of a request that names no key, such as a scan; so one that names none is refused. */
function onlyUnder(keys: string[], conditions: Conditions = {}): Conditions {
  const all = 'ForAllValues:StringLike';
  return {
    ...conditions,
    [all]: { ...conditions[all], 'dynamodb:LeadingKeys': keys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}
