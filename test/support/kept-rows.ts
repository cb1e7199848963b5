import { type Item, keyText } from '../../functions/store/item.ts';
import { fakeDynamo } from './fake-dynamo.ts';

type Answer = Record<string, unknown>;
interface Input extends Answer {
  Item?: Item;
  Key?: Item;
  RequestItems?: Record<string, ({ PutRequest?: { Item: Item } }[] & { Keys?: Item[] }) | { Keys?: Item[] }>;
  TransactItems?: { Put?: { Item: Item } }[];
  ExpressionAttributeValues?: Item;
}

/**
 * A table that keeps what is put into it and tells it again, whatever the conditions: what rows look like needs no more.
 * For the SDK's client (`client`) and for our own (`json`).
 */
export function keptRows(rows: readonly Item[] = []) {
  const kept = new Map(rows.map((row) => [keyText(row), row]));
  const keep = (row: Item | undefined) => row !== undefined && kept.set(keyText(row), row);

  function answer(operation: string, input: Input): Answer {
    switch (operation) {
      case 'PutItem':
        keep(input.Item);
        return {};
      case 'TransactWriteItems':
        for (const { Put } of input.TransactItems ?? []) keep(Put?.Item);
        return {};
      case 'GetItem':
        return { Item: kept.get(keyText(input.Key as Item)) };
      case 'BatchGetItem': {
        const found = Object.entries(input.RequestItems ?? {}).map(([table, { Keys = [] }]) => [
          table,
          Keys.map((key) => kept.get(keyText(key))).filter((row) => row !== undefined),
        ]);
        return { Responses: Object.fromEntries(found) };
      }
      case 'Query': {
        const { ':pk': pk, ':prefix': prefix } = input.ExpressionAttributeValues ?? {};
        const isMeant = (row: Item) => row.pk?.S === pk?.S && row.sk?.S?.startsWith(prefix?.S ?? '');
        return { Items: allRows().filter(isMeant) };
      }
      default:
        throw new TypeError(`nothing here answers ${operation}`);
    }
  }

  function allRows(): Item[] {
    const order = (row: Item) => `${row.pk?.S}\u0000${row.sk?.S}`;
    return [...kept.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  return {
    client: fakeDynamo(async ({ operation, input }: { operation: string; input: Input }) => answer(operation, input)),
    json: { call: async <Told>(operation: string, input: object) => answer(operation, input as Input) as Told },
    allRows,
  };
}
