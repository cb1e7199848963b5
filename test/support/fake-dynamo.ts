import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A client that answers by itself; the SDK's paginators take nothing that is no client of its own kind. */
export const fakeDynamo = (send: (command: never) => Promise<unknown>): DynamoDBClient =>
  Object.assign(Object.create(DynamoDBClient.prototype), { send });
