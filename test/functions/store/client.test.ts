import * as sdk from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../functions/aws/aws-error.ts';
import type { HttpAnswer } from '../../../functions/aws/http-answer.ts';
import * as ours from '../../../functions/store/client.ts';

const region = 'ap-northeast-1';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a/secret+key' };
const answered = (value: unknown, status = 200): HttpAnswer => ({ status, body: JSON.stringify(value) });

/** The SDK's client and ours, both given the same answers; what each sent. */
function clients(...answers: HttpAnswer[]) {
  const [left, leftForSdk] = [[...answers], [...answers]];
  const sent: { ours: unknown[]; sdk: unknown[] } = { ours: [], sdk: [] };
  const said = (headers: Record<string, string>, body: string) => [headers['x-amz-target'], JSON.parse(body)];
  const own = ours.dynamoClient({
    region,
    credentials: () => credentials,
    post: async (_url, headers, body) => {
      sent.ours.push(said(headers, body));
      return (left.length > 1 ? left.shift() : left[0]) as HttpAnswer;
    },
    sleep: async () => {},
  });
  const handle = async (request: { headers: Record<string, string>; body: Uint8Array }) => {
    sent.sdk.push(said(request.headers, new TextDecoder().decode(request.body)));
    const { status, body } = (leftForSdk.length > 1 ? leftForSdk.shift() : leftForSdk[0]) as HttpAnswer;
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    return { response: { statusCode: status, headers, body: new TextEncoder().encode(body) } };
  };
  const theirs = new sdk.DynamoDBClient({ region, credentials, requestHandler: { handle } as never, maxAttempts: 3 });
  return { own, theirs, sent };
}

const Key = { pk: { S: 'account#åccount "1" 咲' }, sk: { S: '1' } };
const bytes = Buffer.from([0, 1, 2, 250, 251, 255]);
const Item: sdk.PutItemCommandInput['Item'] = {
  ...Key,
  n: { N: '12.50' },
  ok: { BOOL: true },
  none: { NULL: true },
  list: { L: [{ S: 'a' }, { M: { b: { N: '1' } } }] },
  names: { SS: ['a', 'b'] },
  z: { B: bytes },
};
/** As DynamoDB tells it. */
const told = { ...Item, z: { B: bytes.toString('base64') } };
const TableName = 'accounts';
const ExpressionAttributeValues = { ':v': { N: '1' }, ':z': { B: bytes } };
const condition = { ConditionExpression: 'v = :v', ExpressionAttributeValues };

/** Each command that the product sends, and an answer of DynamoDB to it. */
const commands: [keyof typeof ours & keyof typeof sdk, object, object][] = [
  ['GetItemCommand', { TableName, Key, ConsistentRead: true }, { Item: told }],
  ['PutItemCommand', { TableName, Item, ...condition, ReturnValues: 'ALL_OLD' }, { Attributes: told }],
  ['UpdateItemCommand', { TableName, Key, UpdateExpression: 'SET z = :z', ...condition }, { Attributes: told }],
  ['DeleteItemCommand', { TableName, Key, ...condition }, {}],
  [
    'QueryCommand',
    { TableName, KeyConditionExpression: 'pk = :v', ExpressionAttributeValues, Limit: 5, ExclusiveStartKey: Key },
    { Items: [told, told], Count: 2, LastEvaluatedKey: Key },
  ],
  ['ScanCommand', { TableName, Select: 'COUNT' }, { Count: 0 }],
  [
    'BatchGetItemCommand',
    { RequestItems: { [TableName]: { Keys: [Key], ConsistentRead: true } } },
    { Responses: { [TableName]: [told] }, UnprocessedKeys: {} },
  ],
  [
    'BatchWriteItemCommand',
    { RequestItems: { [TableName]: [{ PutRequest: { Item } }, { DeleteRequest: { Key } }] } },
    { UnprocessedItems: {} },
  ],
  [
    'TransactWriteItemsCommand',
    {
      ClientRequestToken: 'token',
      TransactItems: [{ Put: { TableName, Item, ...condition } }, { Delete: { TableName, Key } }],
    },
    {},
  ],
];

const commandOf = (client: object, name: string, input: object) =>
  new (new Map(Object.entries(client)).get(name) as new (input: object) => never)(input);

describe('the client of the tables', () => {
  it.each(commands)("sends a %s and reads its answer as the SDK's own does", async (name, input, answer) => {
    const { own, theirs, sent } = clients(answered(answer));
    const command = commandOf(ours, name, input);
    const read = await own.send<object>(command);
    const { $metadata: _, ...readBySdk } = (await theirs.send(commandOf(sdk, name, input))) as { $metadata: unknown };
    expect(sent.ours).toEqual(sent.sdk);
    expect(asBuffers(read)).toEqual(asBuffers(readBySdk));
  });

  it('sends every command that the product has', () => {
    const all = Object.keys(ours).filter((name) => name.endsWith('Command'));
    expect(commands.map(([name]) => name).sort()).toEqual(all.sort());
  });

  const refused = {
    __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
    message: 'no',
    Item: told,
  };
  const canceled = {
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    Message: 'canceled',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Message: 'no', Item: told }],
  };

  it.each([
    ['a condition that did not hold', refused, ours.ConditionalCheckFailedException, 'Item'],
    ['a transaction that was canceled', canceled, ours.TransactionCanceledException, 'CancellationReasons'],
  ])('says of %s what the SDK says', async (_, answer, kind, part) => {
    const { own, theirs, sent } = clients(answered(answer, 400));
    const error = await own.send(new ours.PutItemCommand({ TableName, Item })).catch((caught) => caught);
    const bySdk = await theirs.send(new sdk.PutItemCommand({ TableName, Item })).catch((caught) => caught);
    expect(error).toBeInstanceOf(kind);
    expect([error.code, error.message]).toEqual([bySdk.name, bySdk.message]);
    expect(asBuffers(error[part])).toEqual(asBuffers(bySdk[part]));
    // Made again, it would be refused again.
    expect(sent.ours).toHaveLength(1);
    expect(sent.sdk).toHaveLength(1);
  });

  it('names any other refusal as DynamoDB does, and shows no log what was answered', async () => {
    const { own } = clients(answered({ __type: 'a#ValidationException', message: 'One is missing', Item: told }, 400));
    const error = await own.send(new ours.GetItemCommand({ TableName, Key })).catch((caught) => caught);
    expect(error).toBeInstanceOf(AwsError);
    expect(error).toMatchObject({ code: 'ValidationException', status: 400, message: 'One is missing' });
    expect(JSON.stringify(error)).not.toContain('åccount');
    expect(Object.values(error).join()).not.toContain('object');
  });

  it('sends a transaction that got no answer again under the same token, so that it is carried out once', async () => {
    const { own, sent } = clients({ status: 500, body: '' }, answered({}));
    await own.send(new ours.TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName, Key } }] }));
    const tokens = sent.ours.map((one) => (one as [string, { ClientRequestToken?: string }])[1].ClientRequestToken);
    expect(tokens).toEqual([expect.stringMatching(/^[\w-]{36}$/), tokens[0]]);
    await own.send(new ours.TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName, Key } }] }));
    expect((sent.ours[2] as [string, { ClientRequestToken?: string }])[1].ClientRequestToken).not.toBe(tokens[0]);
  });
});

/** Bytes in one form, whichever of those that hold them was chosen. */
function asBuffers(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(asBuffers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [name, asBuffers(one)]),
  );
}
