import { randomUUID } from 'node:crypto';
import middy from '@middy/core';
import { lambdaSettings } from '../aws/aws-endpoint.ts';
import { DeadLetters } from '../aws/dead-letters.ts';
import { AwsJsonClient, sqs } from '../aws/json-client.ts';
import { mailTag } from '../mail/mail-tag.ts';
import { type CarryingTools, carryOut, giveUp } from '../personal-data/carry-out.ts';
import { companyClock } from '../runtime/company-clock.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { newLetters } from '../runtime/new-letters.ts';
import { readEnv } from '../runtime/read-env.ts';
import { DynamoBoard } from '../store/board/board.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoCourseDays } from '../store/ledger/course-days.ts';
import { DynamoLedger } from '../store/ledger/ledger.ts';
import { openPersonalData } from '../store/personal-data/personal-data.ts';
import { readSourceNames } from '../store/sources/source-registry.ts';
import { DynamoLifetime } from '../store/usage/lifetime.ts';
import { answerDataRequestEnv } from './env.ts';
import { readRequest } from './read-request.ts';

/** A step that is begun has the rest of the call to end in. */
const STEPS_BEGIN_FOR_IN_MS = 8 * 60_000;

const env = readEnv(answerDataRequestEnv);
const { ACCOUNTS_TABLE: accounts, EVENTS_TABLE: events } = env;
const client = dynamoClient();
const tools: CarryingTools = {
  personalData: openPersonalData(client, { accounts, events }, mailTag),
  lifetime: new DynamoLifetime(client, accounts),
  ledger: new DynamoLedger(client, accounts),
  courseDays: new DynamoCourseDays(client, accounts),
  board: new DynamoBoard(client, accounts),
  deadLetters: new DeadLetters(new AwsJsonClient(sqs, lambdaSettings()), env.DEAD_LETTER_QUEUES),
  readSourceNames: () => readSourceNames(client, accounts, env.SOURCES),
  clock: companyClock(env.TIME_ZONE),
  now: Date.now,
  newId: randomUUID,
  newLetters,
};

/** Carries out what somebody asked on the page about personal data, as far as a call's time goes. */
export const handler = middy<unknown, { isDone: boolean }>()
  .use(logCalls(Date.now))
  .handler(async (event) => {
    const { request, isGivenUp } = readRequest(event);
    if (isGivenUp) {
      await giveUp(request, tools);
      return { isDone: true };
    }
    const end = Date.now() + STEPS_BEGIN_FOR_IN_MS;
    return carryOut(request, tools, () => Date.now() < end);
  });
