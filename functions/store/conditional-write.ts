import type { PutItemCommandInput, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand, UpdateItemCommand } from './client.ts';
import type { Item } from './item.ts';

/** Somebody else wrote first: what stands is not what the write was made for. */
export const hasLost = (error: unknown) => error instanceof ConditionalCheckFailedException;

/** Puts a row where its condition holds; false where it doesn't, and what stands is left as it is. */
export async function putIf(client: DynamoDBClient, put: PutItemCommandInput): Promise<boolean> {
  return (await unlessLost(client.send(new PutItemCommand(put)))) !== null;
}

/** Changes a row where its condition holds; false where it doesn't, and what stands is left as it is. */
export async function updateIf(client: DynamoDBClient, update: UpdateItemCommandInput): Promise<boolean> {
  return (await unlessLost(client.send(new UpdateItemCommand(update)))) !== null;
}

/** As `updateIf`, with the row as it is then; `null` where the condition doesn't hold. */
export async function updatedIf(client: DynamoDBClient, update: UpdateItemCommandInput): Promise<Item | null> {
  const done = await unlessLost(client.send(new UpdateItemCommand({ ...update, ReturnValues: 'ALL_NEW' })));
  return done?.Attributes ?? null;
}

async function unlessLost<Done>(write: Promise<Done>): Promise<Done | null> {
  try {
    return await write;
  } catch (error) {
    if (hasLost(error)) return null;
    throw error;
  }
}
