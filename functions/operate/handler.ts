import { randomUUID } from 'node:crypto';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type * as z from 'zod';
import { localClock } from '../../domain/time-zone.ts';
import { dynamoClient } from '../adapters/dynamo-client.ts';
import { DynamoDirectory } from '../adapters/dynamo-directory.ts';
import { DynamoFlushMarkers } from '../adapters/dynamo-flush-markers.ts';
import { DynamoListings } from '../adapters/dynamo-listings.ts';
import { DynamoOutbox } from '../adapters/dynamo-outbox.ts';
import { DynamoPlaybooks } from '../adapters/dynamo-playbooks.ts';
import { DynamoTasks } from '../adapters/dynamo-tasks.ts';
import { ScoringRuns } from '../adapters/sfn-scoring-runs.ts';
import { SqsQueues } from '../adapters/sqs-queues.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { answerRequest } from './answer-request.ts';
import { operateEnv } from './env.ts';
import type { Tools } from './operation.ts';

export const handler = middy((event: unknown) => answerRequest(event, tools)).use(logCalls(Date.now));

const tools = toolsOf(readEnv(operateEnv));

function toolsOf(env: z.infer<typeof operateEnv>): Tools {
  const dynamo = dynamoClient();
  const listings = new DynamoListings(dynamo, env.ACCOUNTS_TABLE);
  return {
    installation: {
      stage: env.STAGE,
      company: env.COMPANY,
      sources: env.SOURCES,
      apiUrl: env.API_URL,
      changedAccountsQueue: env.CHANGED_ACCOUNTS_QUEUE_URL,
    },
    clock: localClock(env.COMPANY.timeZone),
    now: Date.now,
    newId: randomUUID,
    directory: new DynamoDirectory(dynamo, env.ACCOUNTS_TABLE),
    listings,
    outbox: new DynamoOutbox(dynamo, env.ACCOUNTS_TABLE),
    tasks: new DynamoTasks(dynamo, env.ACCOUNTS_TABLE, listings),
    playbooks: new DynamoPlaybooks(dynamo, env.ACCOUNTS_TABLE),
    flushMarkers: new DynamoFlushMarkers(dynamo, env.EVENTS_TABLE, env.ACCOUNTS_TABLE),
    queues: new SqsQueues(new SQSClient({})),
    scoringRuns: new ScoringRuns(new SFNClient({}), env.SCORING_STATE_MACHINE_ARN),
  };
}
