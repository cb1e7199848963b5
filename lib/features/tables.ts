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
import type { Grantee } from '../constructs/alarmed-function.ts';

const LISTED_INDEX = 'listed';

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

  writableBy(grantee: Grantee<'EVENTS_TABLE'>): void {
    this.open(grantee, ['dynamodb:BatchWriteItem']);
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
  }

  readableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    grantee.setEnvironment('ACCOUNTS_TABLE', this.table.tableName);
    grantee.allow({ actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'], resources: [this.table.tableArn] });
    grantee.allow({
      actions: ['dynamodb:Query'],
      resources: [this.table.tableArn, `${this.table.tableArn}/index/${LISTED_INDEX}`],
    });
  }

  writableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    grantee.setEnvironment('ACCOUNTS_TABLE', this.table.tableName);
    grantee.allow({
      actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
      resources: [this.table.tableArn],
    });
  }

  deletableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    grantee.setEnvironment('ACCOUNTS_TABLE', this.table.tableName);
    grantee.allow({ actions: ['dynamodb:DeleteItem'], resources: [this.table.tableArn] });
  }

  /** For what faces the internet: accounts, contacts and the team, and nothing else. */
  factsServableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    const under = (...keys: string[]) => ({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } });
    // A contact's user is linked to its account.
    const facts = ['account#*', 'csm#*', 'user#*'];
    const { tableArn } = this.table;
    grantee.setEnvironment('ACCOUNTS_TABLE', this.table.tableName);
    grantee.allow({
      actions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      resources: [tableArn],
      conditions: under(...facts),
    });
    grantee.allow({
      actions: ['dynamodb:Query'],
      resources: [`${tableArn}/index/${LISTED_INDEX}`],
      conditions: under('accounts#*', 'csms'),
    });
  }

  /** For transactions that hang on a row which they do not change. */
  checkableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    grantee.setEnvironment('ACCOUNTS_TABLE', this.table.tableName);
    grantee.allow({ actions: ['dynamodb:ConditionCheckItem'], resources: [this.table.tableArn] });
  }

  /** For what faces the internet: it may put refused events aside, and reach nothing else. */
  quarantineWritableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    grantee.setEnvironment('ACCOUNTS_TABLE', this.table.tableName);
    grantee.allow({
      actions: ['dynamodb:BatchWriteItem'],
      resources: [this.table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['quarantine#*'] } },
    });
  }

  /** For what faces the internet: which account somebody has. */
  linksReadableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    grantee.setEnvironment('ACCOUNTS_TABLE', this.table.tableName);
    grantee.allow({
      actions: ['dynamodb:BatchGetItem'],
      resources: [this.table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['user#*', 'anonymous#*'] } },
    });
  }

  /** For what faces the internet: it may look up sources and their keys, and note when they were last used. */
  sourcesReadableBy(grantee: Grantee<'ACCOUNTS_TABLE'>): void {
    grantee.setEnvironment('ACCOUNTS_TABLE', this.table.tableName);
    grantee.allow({
      actions: ['dynamodb:GetItem'],
      resources: [this.table.tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['key#*', 'source#*'] } },
    });
    grantee.allow({
      actions: ['dynamodb:UpdateItem'],
      resources: [this.table.tableArn],
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['key#*', 'used#*'] },
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'usedAt'] },
        StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE'] },
      },
    });
  }
}
