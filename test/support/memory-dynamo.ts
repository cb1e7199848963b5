import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '../../functions/store/client.ts';
import { fakeDynamo } from './fake-dynamo.ts';

type Item = Record<string, AttributeValue>;

/**
 * As much of DynamoDB as the attribution asks for, so that thousands of its schedules take seconds. What it leaves out it
 * refuses; that it answers as the real one does is shown by the same story on both.
 */
export function memoryDynamo(): DynamoDBClient {
  const rows = new Map<string, Item>();
  const keyOf = (table: string | undefined, { pk, sk }: Item) => `${table} ${pk?.S} ${sk?.S}`;

  function holds(condition: string | undefined, stored: Item | undefined, values: Item = {}): boolean {
    switch (condition) {
      case undefined:
        return true;
      case 'attribute_not_exists(pk)':
        return stored === undefined;
      case 'f = :facts AND (w = :reportedAt OR attribute_not_exists(w))':
        return (
          stored?.f?.S === values[':facts']?.S && (stored?.w === undefined || stored.w.S === values[':reportedAt']?.S)
        );
      case 'account = :account AND #by = :by':
        return stored?.account?.S === values[':account']?.S && stored?.by?.S === values[':by']?.S;
      default:
        throw new TypeError(`no such condition here: ${condition}`);
    }
  }

  const send = async (command: unknown) => {
    if (command instanceof TransactWriteItemsCommand) {
      const puts = (command.input.TransactItems ?? []).map(({ Put }) => {
        if (Put === undefined) throw new TypeError('nothing here writes but puts');
        return { ...Put, key: keyOf(Put.TableName, Put.Item as Item) };
      });
      const reasons = puts.map(({ key, ConditionExpression, ExpressionAttributeValues }) =>
        holds(ConditionExpression, rows.get(key), ExpressionAttributeValues) ? 'None' : 'ConditionalCheckFailed',
      );
      if (reasons.includes('ConditionalCheckFailed')) {
        const CancellationReasons = reasons.map((Code) => ({ Code }));
        throw new TransactionCanceledException({ message: 'Transaction cancelled', CancellationReasons });
      }
      for (const { key, Item = {} } of puts) rows.set(key, Item);
      return {};
    }
    if (command instanceof PutItemCommand) {
      const { TableName, Item = {}, ConditionExpression, ExpressionAttributeValues } = command.input;
      const key = keyOf(TableName, Item);
      if (!holds(ConditionExpression, rows.get(key), ExpressionAttributeValues)) {
        throw new ConditionalCheckFailedException({ message: 'The conditional request failed' });
      }
      rows.set(key, Item);
      return {};
    }
    if (command instanceof BatchGetItemCommand) {
      const found = Object.entries(command.input.RequestItems ?? {}).map(([table, { Keys = [] }]) => [
        table,
        Keys.map((key) => rows.get(keyOf(table, key))).filter((item) => item !== undefined),
      ]);
      return { Responses: Object.fromEntries(found) };
    }
    if (command instanceof BatchWriteItemCommand) {
      for (const [table, requests] of Object.entries(command.input.RequestItems ?? {})) {
        const keys = requests.map(({ PutRequest, DeleteRequest }) =>
          keyOf(table, PutRequest?.Item ?? DeleteRequest?.Key ?? {}),
        );
        if (new Set(keys).size < keys.length) throw new TypeError('Provided list of item keys contains duplicates');
        for (const { PutRequest, DeleteRequest } of requests) {
          if (PutRequest?.Item) rows.set(keyOf(table, PutRequest.Item), PutRequest.Item);
          else rows.delete(keyOf(table, DeleteRequest?.Key ?? {}));
        }
      }
      return {};
    }
    // What is counted beside the rows nobody asks for here.
    if (command instanceof UpdateItemCommand) return {};
    if (command instanceof QueryCommand) {
      const { TableName, ExpressionAttributeValues: values = {} } = command.input;
      const beginning = `${TableName} ${values[':pk']?.S} ${values[':prefix']?.S ?? ''}`;
      return { Items: [...rows].filter(([key]) => key.startsWith(beginning)).map(([, item]) => item) };
    }
    throw new TypeError(`nothing here answers ${(command as object).constructor.name}`);
  };
  return fakeDynamo(send);
}
