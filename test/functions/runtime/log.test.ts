import { readdirSync, readFileSync } from 'node:fs';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../functions/aws/aws-error.ts';
import { errorFields, withoutData } from '../../../functions/runtime/log.ts';
import { logCalls } from '../../../functions/runtime/log-calls.ts';
import { decodeAccount } from '../../../functions/store/accounts/account-items.ts';
import { textOf } from '../../../functions/store/item.ts';
import { linesLogged } from '../../support/lines-logged.ts';

const MARK = 'hana-4711';
const ADDRESS = `${MARK}@koa.example`;
const logged = linesLogged();

const thrownBy = (work: () => unknown): Error => {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
};

/** As engines, AWS and our own adapters word them. */
const errors: [what: string, error: Error][] = [
  ['a text that is no JSON', thrownBy(() => JSON.parse(`{"name": "${MARK}", "mail": ${ADDRESS}}`))],
  ['a number that is none', thrownBy(() => BigInt(`"${MARK}"`))],
  ['a field of nothing', thrownBy(() => (undefined as never as Record<string, string>)[MARK])],
  ['an address that SES refuses', new AwsError('MessageRejected', 400, `Email address is not verified: ${ADDRESS}`)],
  ['several of them', new Error(`failed for <${ADDRESS}>, "${MARK}" and '${MARK}'`)],
  ['a row without its record', thrownBy(() => decodeAccount({ pk: { S: `account#${MARK}` }, sk: { S: '3#account' } }))],
  ['a row without a text', thrownBy(() => textOf({ pk: { S: `user#${MARK}` }, sk: { S: `3#contact#${MARK}` } }, 'e'))],
  ['what lies behind it', new Error('it failed', { cause: new Error(`"${MARK}"`) })],
];

describe('what is logged of an error', () => {
  it.each(errors)('names nobody: %s', (_, error) => {
    expect(JSON.stringify(errorFields(error))).not.toContain(MARK);
    expect(errorFields(error)).toMatchObject({
      error: { name: error.name, stack: expect.stringContaining('\n    at ') },
    });
  });

  it.each(errors)('names nobody either in what Lambda logs of a function that throws: %s', async (_, error) => {
    const handler = middy()
      .use(logCalls(() => 0))
      .handler(() => {
        throw error;
      });
    const thrown: Error = await handler({}, { awsRequestId: 'r1' } as Context).then(
      () => expect.fail('it did not fail'),
      (reason: Error) => reason,
    );
    expect(thrown.name).toBe(error.name);
    const { name, message, stack, cause, ...rest } = thrown;
    expect(JSON.stringify([name, message, stack, cause, rest, logged])).not.toContain(MARK);
  });

  it('still says what went wrong, and where', () => {
    const error = withoutData(new AwsError('ThrottlingException', 400, 'Rate exceeded for "events"'));
    expect(error).toMatchObject({ name: 'AwsError', message: 'Rate exceeded for "…"' });
    expect(
      withoutData(thrownBy(() => decodeAccount({ pk: { S: 'account#x' }, sk: { S: '3#contact#y' } }))).message,
    ).toBe('a row account#… 3#contact#… holds no record');
  });

  it('is not undone by an error of our own that puts an id into its words', () => {
    const root = new URL('../../../', import.meta.url);
    const files = ['functions', 'domain'].flatMap((room) =>
      readdirSync(new URL(room, root), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${room}/${file}`),
    );
    const named = files
      .filter((file) => !file.startsWith('functions/operate/'))
      .flatMap((file) => {
        const source = readFileSync(new URL(file, root), 'utf8');
        const thrown = source.match(/(?:Error|super)\(\s*`[^`]*`/g) ?? [];
        return thrown
          .filter((text) =>
            /\$\{[^}]*\b(?:pk|sk|account|accountId|contact|user|userId|address|email)\b[^}]*\}/.test(text),
          )
          .map((text) => `${file}: ${text}`);
      });
    expect(files.length).toBeGreaterThan(200);
    expect(named).toEqual([]);
  });
});
