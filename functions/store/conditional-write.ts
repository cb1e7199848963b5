import type { PutItemCommandInput, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand, UpdateItemCommand } from './client.ts';

/** Somebody else wrote first: what stands is not what the write was made for. */
export const hasLost = (error: unknown) => error instanceof ConditionalCheckFailedException;

/** Puts a row where its condition holds; false where it doesn't, and what stands is left as it is. */
export async function putIf(client: DynamoDBClient, put: PutItemCommandInput): Promise<boolean> {
  return unlessLost(client.send(new PutItemCommand(put)));
}

/** Changes a row where its condition holds; false where it doesn't, and what stands is left as it is. */
export async function updateIf(client: DynamoDBClient, update: UpdateItemCommandInput): Promise<boolean> {
  return unlessLost(client.send(new UpdateItemCommand(update)));
}

async function unlessLost(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (hasLost(error)) return false;
    throw error;
  }
}
