import { describe, expect, it } from 'vitest';
import type { SentEvent } from '../../../../domain/usage/usage-event.ts';
import { AwsError } from '../../../../functions/aws/aws-error.ts';
import { StoreBusyError } from '../../../../functions/store/events/deliveries.ts';
import { CachedLinks } from '../../../../functions/store/user-links/cached-links.ts';

interface Asked {
  RequestItems: { accounts: { Keys: { pk: { S: string }; sk: { S: string } }[] } };
}

const by = (who: Partial<SentEvent>) => ({ id: 'e', event: 'login', time: 0, source: 'demo', ...who }) as SentEvent;

/** A table with links, which leaves over what is asked beyond `most` at once. */
function setUp({ links = {} as Record<string, object>, most = 100, remembered = 100 } = {}) {
  const asked: string[][] = [];
  const failures: Error[] = [];
  const client = {
    async call<Answer>(_: string, { RequestItems }: Asked): Promise<Answer> {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      const { Keys } = RequestItems.accounts;
      asked.push(Keys.map(({ pk }) => pk.S));
      const found = Keys.slice(0, most).flatMap((key) => (key.pk.S in links ? [{ ...key, ...links[key.pk.S] }] : []));
      const left = Keys.slice(most);
      return {
        Responses: { accounts: found },
        UnprocessedKeys: left.length > 0 ? { accounts: { Keys: left } } : {},
      } as Answer;
    },
  };
  const clock = { now: 0 };
  const options = {
    accountsTable: 'accounts',
    sleep: async () => {},
    random: () => 0,
    now: () => clock.now,
    remembered,
  };
  return { links: new CachedLinks({ client: client as never, ...options }), asked, failures, clock, table: links };
}

const userLink = (account: string) => ({ account: { S: account }, since: { S: '2026-06-01T00:00:00Z' } });
const anonymousLink = (user: string) => ({ user: { S: user } });

describe('who belongs where', () => {
  it('is asked once for each, an anonymous one by whom it turned out to be', async () => {
    const { links, asked } = setUp({
      links: { 'user#u1': userLink('koa'), 'user#u2': userLink('vue'), 'anonymous#a1': anonymousLink('u2') },
    });
    const known = await links.of([
      by({ user: 'u1' }),
      by({ user: 'u1' }),
      by({ anonymousId: 'a1' }),
      by({ user: 'u9' }),
    ]);
    expect(known.accountOf('u1')).toBe('koa');
    expect(known.accountOf(known.userOf('a1') as string)).toBe('vue');
    expect(known.accountOf('u9')).toBeUndefined();
    expect(asked).toEqual([['anonymous#a1'], ['user#u1', 'user#u9', 'user#u2']]);
  });

  it('is remembered where it is known, and asked again where it is not', async () => {
    const { links, asked, table } = setUp({ links: { 'user#u1': userLink('koa') } });
    await links.of([by({ user: 'u1' }), by({ user: 'u9' })]);
    table['user#u9'] = userLink('vue');
    expect((await links.of([by({ user: 'u1' }), by({ user: 'u9' })])).accountOf('u9')).toBe('vue');
    await links.of([by({ user: 'u1' }), by({ user: 'u9' })]);
    expect(asked).toEqual([['user#u1', 'user#u9'], ['user#u9']]);
  });

  it('takes up no more memory than it is given', async () => {
    const users = Array.from({ length: 25 }, (_, i) => `u${i}`);
    const { links, asked } = setUp({
      links: Object.fromEntries(users.map((user) => [`user#${user}`, userLink('koa')])),
      remembered: 10,
    });
    const known = await links.of(users.map((user) => by({ user })));
    expect(users.map((user) => known.accountOf(user))).toEqual(users.map(() => 'koa'));
    await links.of(users.map((user) => by({ user })));
    expect(asked[1]).toHaveLength(20);
  });

  it('is asked in batches of a hundred, and what is left over again', async () => {
    const users = Array.from({ length: 250 }, (_, i) => `u${i}`);
    const { links, asked } = setUp({
      links: Object.fromEntries(users.map((user) => [`user#${user}`, userLink('koa')])),
      most: 60,
      remembered: 1_000,
    });
    const known = await links.of(users.map((user) => by({ user })));
    expect(users.every((user) => known.accountOf(user) === 'koa')).toBe(true);
    expect(Math.max(...asked.map((keys) => keys.length))).toBe(100);
  });

  it('is "later" where the table is too busy to say, and a failure where it is ours', async () => {
    const busy = setUp({ links: {}, most: 0 });
    await expect(busy.links.of([by({ user: 'u1' })])).rejects.toBeInstanceOf(StoreBusyError);
    const { links, failures } = setUp();
    failures.push(
      new AwsError('ThrottlingException', 400, 'slow down'),
      new AwsError('ValidationException', 400, 'no'),
    );
    await expect(links.of([by({ user: 'u1' })])).rejects.toBeInstanceOf(StoreBusyError);
    await expect(links.of([by({ user: 'u1' })])).rejects.toBeInstanceOf(AwsError);
  });

  it('needs no question where nobody is asked for', async () => {
    const { links, asked } = setUp();
    await links.of([]);
    expect(asked).toEqual([]);
  });
});
