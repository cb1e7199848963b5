import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../functions/aws/aws-error.ts';
import { UnreadableAnswerError } from '../../../functions/aws/http-answer.ts';
import { NoAnswerError } from '../../../functions/aws/http-post.ts';
import { type Failure, scoreEach } from '../../../functions/scoring/score-each.ts';

const ofTheService = (code: string) => new AwsError(code, 400, code);

/** Each error is thrown once, in its order; then the account is scored. */
async function run(errors: Record<string, Error[]>, accounts = ['aoba', 'koa', 'shinonome']) {
  const scored: string[] = [];
  const parked: Failure[] = [];
  const failures = await scoreEach({
    accounts,
    inFlight: 2,
    score: async (account) => {
      const error = errors[account]?.shift();
      if (error !== undefined) throw error;
      scored.push(account);
    },
    park: async (failure) => {
      parked.push(failure);
    },
  });
  return { scored, parked: parked.map(({ account }) => account), failures: failures.length };
}

describe('the accounts of a group', () => {
  it('are scored, all but the one that fails', async () => {
    expect(await run({ koa: [new TypeError('no such thing'), new TypeError('nor this')] })).toEqual({
      scored: ['aoba', 'shinonome'],
      parked: ['koa'],
      failures: 1,
    });
  });

  it('do not fail together because each of them fails by itself', async () => {
    const broken = () => [new TypeError('a release with a fault')];
    const { parked } = await run({ aoba: broken(), koa: broken(), shinonome: broken() });
    expect(parked).toEqual(['aoba', 'koa', 'shinonome']);
  });

  it('are tried again within the call where the store was busy', async () => {
    expect(await run({ koa: [ofTheService('ThrottlingException')] })).toEqual({
      scored: ['aoba', 'shinonome', 'koa'],
      parked: [],
      failures: 0,
    });
  });

  it.each([
    ['answered nothing in time', new NoAnswerError('no answer within 10000 ms')],
    ['answered what nobody can read', new UnreadableAnswerError('it begins with no line of a status')],
    ['was cut off', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
  ])('are tried again within the call where the store %s, and none is set aside for it', async (_, error) => {
    const { failures, parked } = await run({ koa: [error] });
    expect({ failures, parked }).toEqual({ failures: 0, parked: [] });
  });

  it('are left to another try of the run where the store takes nothing at all', async () => {
    const away = () => [ofTheService('InternalServerError'), ofTheService('InternalServerError')];
    await expect(run({ aoba: away(), koa: away(), shinonome: away() })).rejects.toThrow(
      '3 accounts could not be scored',
    );
  });

  it('may be none', async () => {
    expect(await run({}, [])).toEqual({ scored: [], parked: [], failures: 0 });
  });

  it('that the store refuses for what is written are set aside: the next try would write the same', async () => {
    const { parked } = await run({ koa: [ofTheService('ValidationException')] }, ['koa']);
    expect(parked).toEqual(['koa']);
  });
});
