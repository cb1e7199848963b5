import { AwsError } from '../../functions/aws/aws-error.ts';
import type { AwsJsonClient } from '../../functions/aws/json-client.ts';
import { DynamoDBClient } from '../../functions/store/client.ts';
import { DynamoInMemory, Refusal } from './dynamo-in-memory/dynamo-in-memory.ts';

/** A client of a DynamoDB in memory, so that thousands of schedules take seconds. */
export function memoryDynamo(dynamo = new DynamoInMemory()): DynamoDBClient {
  const call = async (operation: string, input: object, replacer?: Parameters<AwsJsonClient['call']>[2]) => {
    // As it travels: nobody changes what somebody else holds.
    const travelled = JSON.parse(JSON.stringify(input, replacer));
    try {
      return JSON.parse(JSON.stringify(dynamo.answer(operation, travelled)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new AwsError(error.type, 400, error.message, JSON.parse(JSON.stringify(error.more)));
    }
  };
  return new DynamoDBClient({ call: call as AwsJsonClient['call'] });
}
