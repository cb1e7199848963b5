import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { deliverOutbox, SEND_TAKES_AT_MOST_IN_MS } from '../outbox/deliver-outbox.ts';
import { deliverOutboxEnv } from '../outbox/env.ts';
import { openSending } from '../outbox/open-sending.ts';
import { log } from '../runtime/log.ts';
import { logCalls } from '../runtime/log-calls.ts';
import { readEnv } from '../runtime/read-env.ts';
import { dynamoClient } from '../store/client.ts';
import type { Item } from '../store/item.ts';
import { rowsToDeliver } from './rows-to-deliver.ts';

/** The rest is the sweeper's, who also goes on where the day's mails are nearly used up. */
const sending = openSending(dynamoClient(), readEnv(deliverOutboxEnv), { ofRate: 0.75, ofDay: 0.9 });

/** The event source passes on pending rows that were just written, or that somebody let go. */
export const handler = middy<DynamoDBStreamEvent, void>()
  .use(logCalls(Date.now))
  .handler(async ({ Records }, context) => {
    const rows = rowsToDeliver(Records.map(({ dynamodb }) => dynamodb?.NewImage as Item));
    const hasTime = () => context.getRemainingTimeInMillis() > SEND_TAKES_AT_MOST_IN_MS;
    const { counts } = await deliverOutbox(sending, rows, hasTime);
    log('info', 'delivered', counts);
  });
