import middy from '@middy/core';
import { openReadings } from '../readings/open-readings.ts';
import { readEnv } from '../runtime/read-env.ts';
import { dynamoClient } from '../store/client.ts';
import { DynamoPersonalKeys } from '../store/sign-in/personal-keys.ts';
import { answerAssistants } from './answer-assistants.ts';
import { assistantErrors } from './assistant-errors.ts';
import { serveAssistantsEnv } from './env.ts';

const env = readEnv(serveAssistantsEnv);
const now = () => Date.now();
const client = dynamoClient();
const readings = openReadings(env, client, now);
const setting = {
  table: env.ACCOUNTS_TABLE,
  queueUrl: env.CHANGED_ACCOUNTS_QUEUE_URL,
  publishesToBus: env.BUS_EVENTS,
};

export const handler = middy(
  answerAssistants({
    readings,
    acting: async () => (await import('./acting.ts')).openActing(client, setting, readings),
    personalKeys: new DynamoPersonalKeys(client, env.ACCOUNTS_TABLE),
    webUrl: env.WEB_URL,
  }),
).use(assistantErrors(now));
