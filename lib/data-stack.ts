import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from './config.ts';
import { CompanyBus } from './features/event-bus.ts';
import { SealingKey } from './features/sealing-keys.ts';
import { SourceSecrets } from './features/source-secrets.ts';
import { AccountsTable, EventsTable } from './features/tables.ts';

export interface DataStackProps extends StackProps {
  stage: string;
  sources: readonly string[];
  bus: StageConfig['bus'];
}

/** All that must outlive every deployment. */
export class DataStack extends Stack {
  readonly events: EventsTable;
  readonly accounts: AccountsTable;
  readonly bus: CompanyBus;

  constructor(scope: Construct, id: string, { stage, sources, bus, ...props }: DataStackProps) {
    super(scope, id, props);
    this.events = new EventsTable(this, 'Events');
    this.accounts = new AccountsTable(this, 'Accounts');
    this.bus = new CompanyBus(this, 'CompanyBus', { name: `sakimawari-${stage}`, bus });
    new SourceSecrets(this, 'SourceSecrets', { stage, sources });
    new SealingKey(this, 'LinkKeys', { stage, sealed: 'links' });
    new SealingKey(this, 'SessionKeys', { stage, sealed: 'sessions' });

    new CfnOutput(this, 'EventBusName', { value: this.bus.bus.eventBusName });
    new CfnOutput(this, 'EventsTableName', { value: this.events.table.tableName });
    new CfnOutput(this, 'AccountsTableName', { value: this.accounts.table.tableName });
  }
}
