import type { DynamoDBClient } from '../../functions/store/client.ts';
import type { Item } from '../../functions/store/item.ts';

/** A client that counts the rows that it reads and writes. */
export function counting(counted: { read: number; written: number }, client: DynamoDBClient): DynamoDBClient {
  return new Proxy(client, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name);
      return async (command: {
        operation: string;
        input: { RequestItems?: Record<string, unknown[]>; TransactItems?: unknown[] };
      }) => {
        const answer = (await target.send(command as never)) as {
          Item?: Item;
          Items?: Item[];
          Responses?: Record<string, Item[]>;
        };
        const { RequestItems = {}, TransactItems } = command.input;
        counted.read +=
          (answer.Items?.length ?? 0) + Object.values(answer.Responses ?? {}).flat().length + (answer.Item ? 1 : 0);
        if (command.operation === 'BatchWriteItem') counted.written += Object.values(RequestItems).flat().length;
        else if (/^(Put|Update|Delete|Transact)/.test(command.operation)) counted.written += TransactItems?.length ?? 1;
        return answer;
      };
    },
  });
}

export class KilledError extends Error {}

/** A client of a process that is killed right after so many writes. */
export function dyingAfter(writes: number, client: DynamoDBClient): DynamoDBClient {
  let left = writes;
  return new Proxy(client, {
    get(target, name) {
      if (name !== 'send') return Reflect.get(target, name);
      return async (command: { operation: string }) => {
        if (left <= 0) throw new KilledError();
        if (/Put|Update|Delete|Write/.test(command.operation)) left -= 1;
        return target.send(command as never);
      };
    },
  });
}
