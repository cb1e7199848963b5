import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { type AwsClientOptions, lambdaSettings } from '../../../functions/aws/aws-endpoint.ts';
import type { HttpAnswer } from '../../../functions/aws/http-answer.ts';
import { NoAnswerError } from '../../../functions/aws/http-post.ts';
import { AwsJsonClient, dynamoDb, secretsManager } from '../../../functions/aws/json-client.ts';
import { RequestSigner } from '../../../functions/aws/sign-request.ts';

const region = 'ap-northeast-1';
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'a/secret+key', sessionToken: 'a-token' };
const NOW = Date.parse('2026-06-01T23:59:59.999Z');
const OK: HttpAnswer = { status: 200, body: '{}' };

const options = (over: Partial<AwsClientOptions> = {}): AwsClientOptions => ({
  region,
  credentials: () => credentials,
  post: async () => OK,
  now: () => NOW,
  sleep: async () => {},
  random: () => 1,
  ...over,
});

describe('the signature of a request', () => {
  it.each([undefined, credentials.sessionToken])('is the one that the SDK makes (session token: %s)', async (token) => {
    const requests: { headers: Record<string, string>; body: Uint8Array; hostname: string }[] = [];
    const handle = async (request: (typeof requests)[number]) => {
      requests.push(request);
      return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode('{}') } };
    };
    const own = { ...credentials, sessionToken: token };
    const sdk = new DynamoDBClient({ region, credentials: own, requestHandler: { handle } as never });
    await sdk.send(new GetItemCommand({ TableName: 'accounts', Key: { pk: { S: 'åccount "1" 咲' } } }));

    const [{ headers, body, hostname }] = requests as [(typeof requests)[number]];
    const { authorization, ...sent } = headers;
    const names = /SignedHeaders=([^,]+)/.exec(authorization as string)?.[1]?.split(';') as string[];
    const added = ['host', 'x-amz-date', 'x-amz-security-token'];
    const given = Object.fromEntries(names.filter((name) => !added.includes(name)).map((name) => [name, sent[name]]));
    const at = (sent['x-amz-date'] as string).replace(/(....)(..)(..T..)(..)(..)/, '$1-$2-$3:$4:$5');
    const signer = new RequestSigner('dynamodb', region);
    const request = { headers: given as Record<string, string>, host: hostname, body: new TextDecoder().decode(body) };
    expect(signer.sign(request, own, Date.parse(at)).authorization).toBe(authorization);
  });

  it('follows the day and the credentials', () => {
    const signer = new RequestSigner('dynamodb', region);
    const request = { headers: {}, host: 'host', body: '{}' };
    const signed = (key: string, at: number) =>
      signer.sign(request, { ...credentials, secretAccessKey: key }, at).authorization;
    const first = signed('one', NOW);
    expect(signed('one', NOW + 1)).not.toBe(first);
    expect(signed('two', NOW)).not.toBe(first);
    expect(signed('one', NOW)).toBe(first);
  });
});

describe('a call of an AWS service', () => {
  it("goes to the service's own address in the region, or to that of a local AWS", async () => {
    const urls: string[] = [];
    const post = async (url: URL) => {
      urls.push(url.href);
      return OK;
    };
    await new AwsJsonClient(dynamoDb, options({ post })).call('Query', {});
    await new AwsJsonClient(secretsManager, options({ post, region: 'cn-north-1' })).call('GetSecretValue', {});
    const local = lambdaSettings({ AWS_REGION: region, AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' });
    await new AwsJsonClient(dynamoDb, { ...local, post }).call('Query', {});
    expect(urls).toEqual([
      'https://dynamodb.ap-northeast-1.amazonaws.com/',
      'https://secretsmanager.cn-north-1.amazonaws.com.cn/',
      'http://127.0.0.1:4566/',
    ]);
  });

  it('says the operation by a header and gives what is answered', async () => {
    let sent: { headers: Record<string, string>; body: string } | undefined;
    const client = new AwsJsonClient(
      secretsManager,
      options({
        post: async (_url, headers, body) => {
          sent = { headers, body };
          return { status: 200, body: '{"SecretString":"s"}' };
        },
      }),
    );
    expect(await client.call('GetSecretValue', { SecretId: 'id' })).toEqual({ SecretString: 's' });
    expect(sent).toMatchObject({
      body: '{"SecretId":"id"}',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'secretsmanager.GetSecretValue',
        'x-amz-security-token': 'a-token',
      },
    });
  });

  it.each([
    [
      400,
      '{"__type":"com.amazonaws.dynamodb.v20120810#ValidationException","message":"no"}',
      'ValidationException',
      'no',
    ],
    [400, '{"__type":"ResourceNotFoundException","Message":"none"}', 'ResourceNotFoundException', 'none'],
    [502, '<html>', 'NoErrorType', 'answered by 502'],
  ])('that is answered by %i %s fails with what the service says', async (status, body, code, message) => {
    const client = new AwsJsonClient(dynamoDb, options({ post: async () => ({ status, body }) }));
    await expect(client.callOnce('Query', {})).rejects.toMatchObject({ name: 'AwsError', code, status, message });
  });

  const throttled = { status: 400, body: '{"__type":"a#ThrottlingException"}' };
  const wrong = { status: 400, body: '{"__type":"a#ValidationException"}' };
  const broken = Object.assign(new Error('reset'), { code: 'ECONNRESET' });

  it.each<[string, (HttpAnswer | Error)[], number, boolean]>([
    ['is throttled', [throttled], 2, true],
    [
      'meets a fault of the service',
      [
        { status: 500, body: '' },
        { status: 503, body: '' },
      ],
      3,
      true,
    ],
    ['loses its connection', [broken], 2, true],
    ['is not answered in time', [new NoAnswerError('no answer')], 2, true],
    ['keeps being throttled', [throttled, throttled, throttled, throttled], 3, false],
    ['is wrong', [wrong], 1, false],
    ['fails by a fault of our own', [new TypeError('no such method')], 1, false],
  ])('that %s is tried again where that may help', async (_, answers, calls, isDone) => {
    const left = [...answers];
    let posts = 0;
    const pauses: number[] = [];
    const client = new AwsJsonClient(
      dynamoDb,
      options({
        post: async () => {
          posts += 1;
          const answer = left.shift() ?? OK;
          if (answer instanceof Error) throw answer;
          return answer;
        },
        sleep: async (ms) => pauses.push(ms),
      }),
    );
    const call = client.call('Query', {});
    await (isDone ? expect(call).resolves.toEqual({}) : expect(call).rejects.toThrow());
    expect(posts).toBe(calls);
    expect(pauses).toEqual([100, 200].slice(0, calls - 1));
  });
});
