import { Duration, Stack } from 'aws-cdk-lib';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { answerDataRequestEnv } from '../../functions/answer-data-request/env.ts';
import type { StageConfig } from '../config.ts';
import { AlarmedFunction, type FunctionSurroundings, type Grantee } from '../constructs/alarmed-function.ts';
import { invokingStateMachine } from '../constructs/invoking-state-machine.ts';
import type { DeadLetterQueue } from '../constructs/queues.ts';
import { dataRequestsDefinition } from './data-requests-definition.ts';
import type { AccountsTable, EventsTable } from './tables.ts';

export interface DataRequestsProps {
  config: StageConfig;
  surroundings: FunctionSurroundings;
  events: EventsTable;
  accounts: AccountsTable;
  /** By the name that `doctor` shows. */
  deadLetters: Record<string, DeadLetterQueue>;
}

/** What is asked on the page about personal data: carried out beside it, since an account may take hours. */
export class DataRequests extends Construct {
  private readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: DataRequestsProps) {
    super(scope, id);
    const { config, surroundings, events, accounts } = props;
    const { alarms, prefix } = surroundings;
    const answerDataRequest = new AlarmedFunction(this, {
      ...surroundings,
      name: 'answer-data-request',
      environment: answerDataRequestEnv,
      memoryInMegabytes: 1024,
      timeout: Duration.minutes(15),
      effectOfFailing: 'What was asked on the page about personal data is tried again, and fails in the end.',
    });
    personalDataReachableBy(answerDataRequest, { events, accounts });
    deadLettersTakeableBy(answerDataRequest, props.deadLetters);
    answerDataRequest.setEnvironment('TIME_ZONE', config.company.timeZone);
    answerDataRequest.setEnvironment('SOURCES', JSON.stringify(config.sources));

    const { functionArn } = answerDataRequest.lambda;
    this.stateMachine = invokingStateMachine(this, {
      name: `${prefix}-data-requests`,
      definition: dataRequestsDefinition({ functionArn }),
      functionArn,
      logRetention: surroundings.logRetention,
    });
    const effect = 'Somebody was not exported or erased as asked on the page: whoever asked is told to ask again.';
    const period = Duration.minutes(5);
    const { stateMachine } = this;
    alarms.raise({ heading: 'data-request-failed', effect, metric: stateMachine.metricFailed({ period }), above: 0 });
    alarms.raise({
      heading: 'data-request-timed-out',
      effect,
      metric: stateMachine.metricTimedOut({ period }),
      above: 0,
    });
  }

  startableBy(grantee: Grantee<'DATA_REQUESTS_STATE_MACHINE_ARN'>): void {
    grantee.setEnvironment('DATA_REQUESTS_STATE_MACHINE_ARN', this.stateMachine.stateMachineArn);
    grantee.allow({ actions: ['states:StartExecution'], resources: [this.stateMachine.stateMachineArn] });
  }
}

/** Whoever finds people in everything there is, and takes them out, reaches everything there is. */
export function personalDataReachableBy(
  grantee: Grantee<'EVENTS_TABLE' | 'ACCOUNTS_TABLE'>,
  { events, accounts }: { events: EventsTable; accounts: AccountsTable },
): void {
  events.readableBy(grantee);
  events.scannableBy(grantee);
  events.writableInBatchesBy(grantee);
  accounts.readableBy(grantee);
  accounts.scannableBy(grantee);
  accounts.writableBy(grantee);
  accounts.deletableBy(grantee);
}

/** Looks into what could not be done, and takes out what is about somebody who is erased. */
export function deadLettersTakeableBy(
  grantee: Grantee<'DEAD_LETTER_QUEUES'>,
  deadLetters: Record<string, DeadLetterQueue>,
): void {
  const queues = Object.entries(deadLetters).map(([name, { queue }]) => ({ name, queue }));
  const urls = Object.fromEntries(queues.map(({ name, queue }) => [name, queue.queueUrl]));
  const [first] = queues;
  if (first === undefined) return;
  grantee.setEnvironment('DEAD_LETTER_QUEUES', Stack.of(first.queue).toJsonString(urls));
  grantee.allow({
    actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
    resources: queues.map(({ queue }) => queue.queueArn),
  });
}
