import { expect, it } from 'vitest';
import { readAllHealthSummaries } from '../../../functions/reports/read-health.ts';
import type { Scoring } from '../../../functions/scoring/scoring.ts';
import { encodeAccount } from '../../../functions/store/accounts/account-items.ts';
import { accountLists } from '../../../functions/store/keys.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';

it("the week's list looks at every page of accounts once, a few lists at a time and no more", async () => {
  const asked: string[] = [];
  const states: string[] = [];
  let inFlight = 0;
  let mostInFlight = 0;
  const listed = async (lists: string[], from?: string) => {
    asked.push(`${lists.join()} ${from ?? 'begin'}`);
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    await new Promise(setImmediate);
    inFlight -= 1;
    const id = `${lists.join()}-${from ?? 'begin'}`;
    return { items: [encodeAccount({ id, name: id })], ...(from === undefined && { next: 'more' }) };
  };
  await readAllHealthSummaries({
    listings: { listed },
    directory: {
      listStates: async (ids) => {
        states.push(...ids);
        return [];
      },
    },
    scoring: { running: { playbook: defaultPlaybook }, asOf: '2026-06-01' } as Scoring,
  });
  expect(asked.toSorted()).toEqual(accountLists.flatMap((list) => [`${list} begin`, `${list} more`]).toSorted());
  expect(states).toHaveLength(asked.length);
  expect(mostInFlight).toBe(8);
});
