/** One call of an AWS operation, as IAM looks at it. */
export interface Asked {
  action: string;
  /** As the templates name it: `accounts`, `accounts, listed`, `events`, or what else it is. */
  resource: string;
  /** Values of condition keys; a key that a request doesn't have is left out. */
  context: Record<string, string[]>;
}

export interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** Whether the statements of a role allow it, by the rules that IAM documents. */
export function allows(statements: Statement[], asked: Asked, nameOf: (resource: unknown) => string): boolean {
  const matching = statements.filter(
    ({ Action, Resource, Condition }) =>
      [Action].flat().includes(asked.action) &&
      [Resource].flat().some((resource) => nameOf(resource) === asked.resource) &&
      Object.entries(Condition ?? {}).every(([operator, keys]) =>
        Object.entries(keys).every(([key, values]) => holds(operator, asked.context[key], [values].flat())),
      ),
  );
  return matching.some(({ Effect }) => Effect === 'Allow') && matching.every(({ Effect }) => Effect !== 'Deny');
}

function holds(operator: string, given: string[] | undefined, wanted: string[]): boolean {
  const equals = (one: string) => wanted.includes(one);
  const isLike = (one: string) => wanted.some((pattern) => like(pattern).test(one));
  switch (operator) {
    // Of no value at all everything holds.
    case 'ForAllValues:StringLike':
      return (given ?? []).every(isLike);
    case 'ForAllValues:StringEquals':
      return (given ?? []).every(equals);
    case 'ForAnyValue:StringEquals':
      return (given ?? []).some(equals);
    case 'StringEqualsIfExists':
      return given === undefined || given.every(equals);
    case 'Null':
      return wanted.includes(String(given === undefined || given.length === 0));
    default:
      throw new TypeError(`nothing here knows the operator ${operator}`);
  }
}

function like(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

type Key = Record<string, { S?: string }>;
interface Input {
  TableName: string;
  IndexName?: string;
  Key?: Key;
  Item?: Key;
  KeyConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Key;
  RequestItems?: Record<string, { Keys: Key[] } | { PutRequest?: { Item: Key }; DeleteRequest?: { Key: Key } }[]>;
  TransactItems?: Record<string, Input>[];
}

const transacted: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

/** What one request to DynamoDB asks for; a transaction asks for each of its parts. `nameOf`: of a table. */
export function askedOfDynamo(operation: string, input: Input, nameOf: (table: string) => string): Asked[] {
  const ask = (action: string, table: string, leadingKeys: (string | undefined)[], context = {}): Asked => ({
    action: `dynamodb:${action}`,
    resource: table,
    context: { 'dynamodb:LeadingKeys': leadingKeys.filter((key) => key !== undefined), ...context },
  });
  switch (operation) {
    case 'TransactWriteItems':
      return (input.TransactItems ?? []).flatMap((item) =>
        Object.entries(item).map(([kind, part]) =>
          ask(transacted[kind] as string, nameOf(part.TableName), [(part.Item ?? part.Key)?.pk?.S], {
            'dynamodb:EnclosingOperation': [operation],
          }),
        ),
      );
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.entries(input.RequestItems ?? {}).map(([table, requests]) => {
        const keys = Array.isArray(requests)
          ? requests.map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key)
          : requests.Keys;
        return ask(
          operation,
          nameOf(table),
          keys.map((key) => key?.pk?.S),
        );
      });
    case 'Query': {
      const place = input.IndexName === undefined ? '' : `, ${input.IndexName}`;
      const value = /=\s*(:\w+)/.exec(input.KeyConditionExpression ?? '')?.[1] ?? '';
      return [ask(operation, nameOf(input.TableName) + place, [input.ExpressionAttributeValues?.[value]?.S])];
    }
    default:
      return [ask(operation, nameOf(input.TableName), [(input.Item ?? input.Key)?.pk?.S])];
  }
}
