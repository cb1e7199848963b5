import { expect, it } from 'vitest';
import { admitFromEdge } from '../../../functions/admit-from-edge/admit-from-edge.ts';
import { EDGE_HEADER } from '../../../functions/admit-from-edge/env.ts';
import { LinkKeys } from '../../../functions/links/link-keys.ts';

const [older, current, newer] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string];

function lockWith(secrets: Record<string, string>[], now = () => 0) {
  const client = {
    call: async <Answer>() =>
      ({ SecretString: JSON.stringify(secrets.length > 1 ? secrets.shift() : secrets[0]) }) as Answer,
  };
  const admit = admitFromEdge(new LinkKeys(client, 'edge', now));
  return async (shown?: string) =>
    (await admit({ headers: shown === undefined ? undefined : { [EDGE_HEADER]: shown } } as never)).isAuthorized;
}

it('lets pass who shows the key of now, or while it is being changed the one before, and nobody else', async () => {
  const admits = lockWith([{ current, previous: older }]);
  expect(await Promise.all([current, older].map(admits))).toEqual([true, true]);
  expect(
    await Promise.all([undefined, '', newer, current.slice(1), `${current} `].map((shown) => admits(shown))),
  ).toEqual(Array(5).fill(false));
});

it('looks again at a key that it does not know, and learns that it is the new one', async () => {
  let now = 0;
  const admits = lockWith([{ current }, { current: newer, previous: current }], () => now);
  expect(await admits(current)).toBe(true);
  now = 11_000;
  expect(await admits(newer)).toBe(true);
});
