import { DynamoDBClient } from '../../functions/store/client.ts';

interface Asked {
  operation: string;
  input: object;
}

/** A client that answers by itself. */
export const fakeDynamo = (send: (command: never) => Promise<unknown>): DynamoDBClient =>
  Object.assign(Object.create(DynamoDBClient.prototype), { send });

/**
 * A client that answers each operation as it is told, the last answer as often as it is asked for; errors are thrown.
 * `asked` holds the inputs that an operation came with.
 */
export function scriptedDynamo(script: Record<string, unknown[]>) {
  const all: Asked[] = [];
  const client = fakeDynamo(async ({ operation, input }: Asked) => {
    all.push({ operation, input });
    const answers = script[operation];
    if (answers === undefined) throw new TypeError(`nobody expected ${operation}`);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const asked = <Input>(operation: string) =>
    all.filter((one) => one.operation === operation).map(({ input }) => input as Input);
  return { client, asked };
}
