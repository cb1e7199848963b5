import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LinkKeys } from './features/link-keys.ts';
import { SourceSecrets } from './features/source-secrets.ts';
import { AccountsTable, EventsTable } from './features/tables.ts';

export interface DataStackProps extends StackProps {
  stage: string;
  sources: readonly string[];
}

/** All that must outlive every deployment. */
export class DataStack extends Stack {
  readonly events: EventsTable;
  readonly accounts: AccountsTable;

  constructor(scope: Construct, id: string, { stage, sources, ...props }: DataStackProps) {
    super(scope, id, props);
    this.events = new EventsTable(this, 'Events');
    this.accounts = new AccountsTable(this, 'Accounts');
    new SourceSecrets(this, 'SourceSecrets', { stage, sources });
    new LinkKeys(this, 'LinkKeys', stage);

    new CfnOutput(this, 'EventsTableName', { value: this.events.table.tableName });
    new CfnOutput(this, 'AccountsTableName', { value: this.accounts.table.tableName });
  }
}
