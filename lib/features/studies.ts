import { Duration } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { studyAccountsEnv } from '../../functions/study-accounts/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings, type Grantee } from '../constructs/alarmed-function.ts';
import { invokingStateMachine, runsOf } from '../constructs/invoking-state-machine.ts';
import { companyKnownBy } from './company.ts';
import { studiesDefinition } from './studies-definition.ts';
import type { AccountsTable } from './tables.ts';

export interface StudiesProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  accounts: AccountsTable;
}

/** Questions that are asked of every account's stored past. They change nothing of it. */
export class Studies extends Construct {
  private readonly stateMachine: StateMachine;
  private readonly stateMachineName: string;

  constructor(scope: Construct, id: string, { config, surroundings, accounts }: StudiesProps) {
    super(scope, id);
    const { alarms, prefix } = surroundings;
    const studyAccounts = new AlarmedFunction(this, {
      ...surroundings,
      name: 'study-accounts',
      environment: studyAccountsEnv,
      // A whole processor: it computes for most of its time.
      memoryInMegabytes: 1769,
      timeout: Duration.minutes(15),
      effectOfFailing: 'A what-if or a backtest is tried again, and fails in the end; nothing else is touched.',
    });
    accounts.readableBy(studyAccounts);
    accounts.studiesWritableBy(studyAccounts);
    companyKnownBy(studyAccounts, config);
    studyAccounts.setEnvironment('SOURCES', JSON.stringify(config.sources));

    const { functionArn } = studyAccounts.lambda;
    this.stateMachineName = `${prefix}-studies`;
    this.stateMachine = invokingStateMachine(this, {
      name: this.stateMachineName,
      definition: studiesDefinition({ functionArn, groups: config.scoring.groups }),
      functionArn,
      logRetention: surroundings.logRetention,
    });

    const effect = 'A what-if or a backtest ended without an answer: whoever asked for it is told to ask again.';
    const period = Duration.minutes(5);
    const { stateMachine } = this;
    alarms.raise({ heading: 'study-failed', effect, metric: stateMachine.metricFailed({ period }), above: 0 });
    alarms.raise({ heading: 'study-timed-out', effect, metric: stateMachine.metricTimedOut({ period }), above: 0 });
  }

  /** Starts studies, sees how they stand, and cancels them. */
  startableBy(grantee: Grantee<'STUDIES_STATE_MACHINE_ARN'>): void {
    grantee.setEnvironment('STUDIES_STATE_MACHINE_ARN', this.stateMachine.stateMachineArn);
    grantee.allow({ actions: ['states:StartExecution'], resources: [this.stateMachine.stateMachineArn] });
    grantee.allow({
      actions: ['states:DescribeExecution', 'states:StopExecution'],
      resources: [runsOf(this, this.stateMachineName)],
    });
    grantee.acknowledgeWildcard(
      `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${this.stateMachineName}:*`,
      'Each run has an ARN of its own; all are of this one state machine.',
    );
  }
}
