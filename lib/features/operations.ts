import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { operateEnv } from '../../functions/operate/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings } from '../constructs/alarmed-function.ts';
import type { DeadLetterQueue } from '../constructs/queues.ts';
import { chatKnownBy } from './chat.ts';
import { companyKnownBy, keptInDaysKnownBy } from './company.ts';
import { deadLettersTakeableBy, personalDataReachableBy } from './data-requests.ts';
import { busEventsWrittenBy } from './event-bus.ts';
import { providerKnownBy } from './identity-provider.ts';
import type { ChangedAccounts, NightlyScoring } from './scoring.ts';
import { linkKeysReadableBy } from './sealing-keys.ts';
import { mailServiceReadableBy } from './sender-checks.ts';
import { sourceSecretsManageableBy } from './source-secrets.ts';
import type { Studies } from './studies.ts';
import type { AccountsTable, EventsTable } from './tables.ts';

export interface OperationsProps {
  stage: string;
  config: StageConfig;
  surroundings: FunctionSurroundings;
  events: EventsTable;
  accounts: AccountsTable;
  changedAccounts: ChangedAccounts;
  nightlyScoring: NightlyScoring;
  studies: Studies;
  apiUrl: string;
  webUrl: string;
  /** By the name that `doctor` shows. */
  deadLetters: Record<string, DeadLetterQueue>;
}

/** What the operator's command talks to: the permission to invoke it is the permission to operate the installation. */
export class Operations extends Construct {
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: OperationsProps) {
    super(scope, id);
    const { config, events, accounts, changedAccounts, nightlyScoring } = props;
    const operate = new AlarmedFunction(this, {
      ...props.surroundings,
      name: 'operate',
      environment: operateEnv,
      memoryInMegabytes: 1024,
      timeout: Duration.minutes(5),
      effectOfFailing: "The operator's command fails and says so; nothing else is touched.",
    });
    this.functionName = operate.lambda.functionName;

    personalDataReachableBy(operate, { events, accounts });
    accounts.flushMarkersWritableBy(operate);
    accounts.checkableBy(operate);
    sourceSecretsManageableBy(operate, Stack.of(this), props.stage);
    companyKnownBy(operate, config);
    changedAccounts.sendableBy(operate);
    changedAccounts.countableBy(operate);
    nightlyScoring.startableBy(operate);
    nightlyScoring.scheduleReadableBy(operate);
    props.studies.startableBy(operate);
    operate.setEnvironment('STAGE', props.stage);
    operate.setEnvironment('API_URL', props.apiUrl);
    providerKnownBy(operate, props);
    linkKeysReadableBy(operate, Stack.of(this), props.stage);
    operate.setEnvironment('SOURCES', JSON.stringify(config.sources));
    operate.setEnvironment('TRAITS', JSON.stringify(config.traits));
    operate.setEnvironment('KPIS', JSON.stringify(config.kpis));
    operate.setEnvironment('RAW_RETENTION_IN_DAYS', String(config.retention.rawEventsInDays));
    keptInDaysKnownBy(operate, config);

    deadLettersTakeableBy(operate, props.deadLetters);
    operate.allow({
      actions: ['sqs:GetQueueAttributes'],
      resources: Object.values(props.deadLetters).map(({ queue }) => queue.queueArn),
    });

    mailServiceReadableBy(operate);
    busEventsWrittenBy(operate, config);
    chatKnownBy(operate, config);
    operate.setEnvironment('CRM_NAMES', JSON.stringify(Object.keys(config.crm ?? {})));
    accounts.crmDueReadableBy(operate);
  }
}
