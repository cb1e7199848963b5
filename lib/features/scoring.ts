import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { scoreAccountsEnv } from '../../functions/score-accounts/env.ts';
import { scoreEnv } from '../../functions/scoring/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings, type Grantee } from '../constructs/alarmed-function.ts';
import { emfMetric } from '../constructs/emf-metric.ts';
import { invokingStateMachine, runsOf } from '../constructs/invoking-state-machine.ts';
import { DeadLetterQueue, WorkQueue } from '../constructs/queues.ts';
import { chatKnownBy } from './chat.ts';
import { companyKnownBy } from './company.ts';
import { crmFedBy } from './crm.ts';
import { busEventsWrittenBy } from './event-bus.ts';
import { scoringDefinition } from './scoring-definition.ts';
import type { AccountsTable } from './tables.ts';

const SCORE_CHANGED_TIMEOUT = Duration.minutes(1);

export interface ScoringProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  accounts: AccountsTable;
}

/** The queue of accounts whose usage just changed, and the function that evaluates them within seconds. */
export class ChangedAccounts extends Construct {
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { config, surroundings, accounts }: ScoringProps) {
    super(scope, id);
    this.work = new WorkQueue(this, 'Work', {
      name: 'changed-accounts',
      effectOfLetters: 'Accounts whose usage changed were not evaluated at once; the nightly run does it.',
      consumerTimeout: SCORE_CHANGED_TIMEOUT,
      alarms: surroundings.alarms,
    });

    const scoreChanged = new AlarmedFunction(this, {
      ...surroundings,
      name: 'score-changed',
      environment: scoreEnv,
      memoryInMegabytes: 1024,
      timeout: SCORE_CHANGED_TIMEOUT,
      effectOfFailing: 'A change of usage raises its tasks with the nightly run only, not within seconds.',
    });
    accounts.readableBy(scoreChanged);
    accounts.writableBy(scoreChanged);
    companyKnownBy(scoreChanged, config);
    busEventsWrittenBy(scoreChanged, config);
    chatKnownBy(scoreChanged, config);
    crmFedBy(scoreChanged, config);
    scoreChanged.setEnvironment('SOURCES', JSON.stringify(config.sources));
    scoreChanged.lambda.addEventSource(
      new SqsEventSource(this.work.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 5 }),
    );
    surroundings.alarms.raise({
      heading: 'changed-accounts-failing',
      effect: 'An account whose usage changed could not be scored and was set aside until the nightly run.',
      metric: failedAccounts(scoreChanged),
      above: 0,
    });
  }

  sendableBy(grantee: Grantee<'CHANGED_ACCOUNTS_QUEUE_URL'>): void {
    this.open(grantee, 'sqs:SendMessage');
  }

  countableBy(grantee: Grantee<'CHANGED_ACCOUNTS_QUEUE_URL'>): void {
    this.open(grantee, 'sqs:GetQueueAttributes');
  }

  private open(grantee: Grantee<'CHANGED_ACCOUNTS_QUEUE_URL'>, action: string): void {
    grantee.setEnvironment('CHANGED_ACCOUNTS_QUEUE_URL', this.work.queue.queueUrl);
    grantee.allow({ actions: [action], resources: [this.work.queue.queueArn] });
  }
}

const failedAccounts = (reporter: AlarmedFunction) =>
  emfMetric('FailedAccounts', reporter, { period: Duration.minutes(5), statistic: 'Sum' });

/** Every account, every night. */
export class NightlyScoring extends Construct {
  readonly missedRuns: DeadLetterQueue;
  private readonly stateMachine: StateMachine;
  private readonly stateMachineName: string;
  private readonly scheduleName: string;

  constructor(scope: Construct, id: string, { config, surroundings, accounts }: ScoringProps) {
    super(scope, id);
    const { alarms, prefix } = surroundings;

    const scoreAccounts = new AlarmedFunction(this, {
      ...surroundings,
      name: 'score-accounts',
      environment: scoreAccountsEnv,
      memoryInMegabytes: 1024,
      timeout: Duration.minutes(15),
      effectOfFailing: 'A group of accounts was not scored; the run tries it again.',
    });
    accounts.readableBy(scoreAccounts);
    accounts.writableBy(scoreAccounts);
    accounts.courseDaysWritableBy(scoreAccounts);
    companyKnownBy(scoreAccounts, config);
    busEventsWrittenBy(scoreAccounts, config);
    chatKnownBy(scoreAccounts, config);
    crmFedBy(scoreAccounts, config);
    scoreAccounts.setEnvironment('SOURCES', JSON.stringify(config.sources));
    scoreAccounts.setEnvironment('KPIS', JSON.stringify(config.kpis));

    const { functionArn } = scoreAccounts.lambda;
    this.stateMachineName = `${prefix}-scoring`;
    this.stateMachine = invokingStateMachine(this, {
      name: this.stateMachineName,
      definition: scoringDefinition({ functionArn, groups: config.scoring.groups }),
      functionArn,
      logRetention: surroundings.logRetention,
    });

    this.missedRuns = new DeadLetterQueue(this, 'MissedRuns', {
      name: 'nightly-scoring',
      effectOfLetters: 'The nightly run could not be started: scores, falls and absences are those of the day before.',
      alarms,
    });
    this.scheduleName = `${prefix}-nightly-scoring`;
    new Schedule(this, 'Schedule', {
      scheduleName: this.scheduleName,
      description: 'Scores every account once a night.',
      schedule: ScheduleExpression.cron({
        hour: String(config.scoring.hour),
        minute: '0',
        timeZone: TimeZone.of(config.company.timeZone),
      }),
      target: new StepFunctionsStartExecution(this.stateMachine, {
        input: ScheduleTargetInput.fromObject({}),
        retryAttempts: 5,
        maxEventAge: Duration.hours(1),
        deadLetterQueue: this.missedRuns.queue,
      }),
    });

    const effect = 'Accounts were left unscored: their scores, falls and absences are those of an earlier day.';
    const period = Duration.minutes(5);
    alarms.raise({
      heading: 'scoring-run-failed',
      effect,
      metric: this.stateMachine.metricFailed({ period }),
      above: 0,
    });
    alarms.raise({
      heading: 'scoring-run-timed-out',
      effect,
      metric: this.stateMachine.metricTimedOut({ period }),
      above: 0,
    });
    alarms.raise({
      heading: 'accounts-failing',
      effect: 'An account could not be scored and was set aside: its score, tasks and mails stay as they were.',
      metric: failedAccounts(scoreAccounts),
      above: 0,
    });
    alarms.raise({
      heading: 'sources-stale',
      effect: 'A source has stopped sending: what feeds on it is frozen, and falls and absences stay unjudged.',
      metric: emfMetric('StaleSources', scoreAccounts, { period: Duration.hours(1), statistic: 'Maximum' }),
      above: 0,
    });
  }

  startableBy(grantee: Grantee<'SCORING_STATE_MACHINE_ARN'>): void {
    const executions = runsOf(this, this.stateMachineName);
    grantee.setEnvironment('SCORING_STATE_MACHINE_ARN', this.stateMachine.stateMachineArn);
    grantee.allow({ actions: ['states:StartExecution'], resources: [this.stateMachine.stateMachineArn] });
    grantee.allow({ actions: ['states:DescribeExecution'], resources: [executions] });
    grantee.acknowledgeWildcard(
      `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${this.stateMachineName}:*`,
      'Each run has an ARN of its own; all are of this one state machine.',
    );
  }

  scheduleReadableBy(grantee: Grantee<'SCORING_SCHEDULE_NAME'>): void {
    grantee.setEnvironment('SCORING_SCHEDULE_NAME', this.scheduleName);
    grantee.allow({
      actions: ['scheduler:GetSchedule'],
      resources: [
        Stack.of(this).formatArn({
          service: 'scheduler',
          resource: 'schedule',
          resourceName: `default/${this.scheduleName}`,
        }),
      ],
    });
  }
}
