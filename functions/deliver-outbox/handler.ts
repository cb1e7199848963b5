import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { decodeMail } from '../adapters/dynamo-outbox.ts';
import { log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { SEND_TAKES_AT_MOST_IN_MS } from './deliver-mail.ts';
import { deliverOutbox } from './deliver-outbox.ts';
import { deliverOutboxEnv } from './env.ts';
import { openDelivery } from './open-delivery.ts';

const delivery = openDelivery(readEnv(deliverOutboxEnv));

/** The event source passes on newly written pending mails only. */
export const handler = middy<DynamoDBStreamEvent, void>()
  .use(logCalls(Date.now))
  .handler(async ({ Records }, context) => {
    const mails = Records.map(({ dynamodb }) => decodeMail(dynamodb?.NewImage as Record<string, AttributeValue>));
    const hasTime = () => context.getRemainingTimeInMillis() > SEND_TAKES_AT_MOST_IN_MS;
    log('info', 'delivered', await deliverOutbox(delivery, mails, hasTime));
  });
