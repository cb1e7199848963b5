import { setTimeout as pause } from 'node:timers/promises';
import {
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { localStage } from '../../../local/local-config.ts';
import { localCredentials } from '../../../local/ministack.ts';
import type { LocalOutputs } from '../../../local/run-files.ts';

const LOOK_EVERY_MS = 100;
const settings = ({ awsEndpoint: endpoint, region }: LocalOutputs) => ({
  endpoint,
  region,
  credentials: localCredentials,
});

/** Starts the nightly run as its schedule does. Gives how to learn what became of it. */
export async function startNight(outputs: LocalOutputs): Promise<{ end(): Promise<string | undefined> }> {
  const client = new SFNClient(settings(outputs));
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand());
  const stateMachineArn = stateMachines.find(
    ({ name }) => name === `sakimawari-${localStage}-scoring`,
  )?.stateMachineArn;
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input: '{}' }));
  return {
    async end() {
      for (;;) {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        if (status !== 'RUNNING') return status;
        await pause(LOOK_EVERY_MS);
      }
    },
  };
}

/** What the streams have for the functions waits meanwhile. */
export async function delayStreams(outputs: LocalOutputs, ms: number): Promise<void> {
  const client = new LambdaClient(settings(outputs));
  const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand());
  const ofStreams = EventSourceMappings.filter(({ EventSourceArn = '' }) => EventSourceArn.includes('/stream/'));
  const switchTo = (Enabled: boolean) =>
    Promise.all(ofStreams.map(({ UUID }) => client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }))));
  await switchTo(false);
  await pause(ms);
  await switchTo(true);
}

/**
 * What a function had taken off a queue when it was killed comes back after so long, in the place of the minutes that AWS
 * is told to wait. Gives how to have it as it was.
 */
export async function hastenQueues(outputs: LocalOutputs, seconds: number): Promise<() => Promise<void>> {
  const client = new SQSClient(settings(outputs));
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand());
  const waits = (QueueUrl: string, VisibilityTimeout: string) =>
    client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout } }));
  const before = await Promise.all(
    QueueUrls.map(async (QueueUrl) => {
      const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
      const { Attributes } = await client.send(asked);
      return [QueueUrl, Attributes?.VisibilityTimeout as string] as const;
    }),
  );
  await Promise.all(before.map(([url]) => waits(url, String(seconds))));
  return async () => {
    await Promise.all(before.map(([url, was]) => waits(url, was)));
  };
}

/** As its schedule calls it on the hour, when it goes through everything. */
export async function sweep(outputs: LocalOutputs): Promise<void> {
  const FunctionName = `sakimawari-${localStage}-sweep-outbox`;
  const { FunctionError } = await new LambdaClient(settings(outputs)).send(new InvokeCommand({ FunctionName }));
  if (FunctionError !== undefined) throw new Error(`sweep-outbox failed: ${FunctionError}`);
}
