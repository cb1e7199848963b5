import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberRole } from '../../../domain/account/account.ts';
import { type BoardEntry, boardEntry } from '../../../domain/board/board-entry.ts';
import { localClock } from '../../../domain/time/time-zone.ts';
import type { AssistantTools } from '../../../functions/serve-assistants/tool.ts';
import { tellAccounts } from '../../../functions/serve-assistants/tools/find-accounts.ts';
import { showAccounts } from '../../../functions/serve-team/accounts.ts';
import type { PageRequest, Showing } from '../../../functions/serve-team/page-request.ts';
import type { TeamPage } from '../../../functions/team-pages/team-page.ts';
import { drawn, readerAs } from '../../support/drawn-team-page.ts';
import { company, noon } from '../../support/web-in-memory.ts';

const stages = ['adoption', 'onboarding-1', 'renewal'] as const;
const entryOf = ([n, stage, csm, hasLeft]: [number, number, number, boolean]): BoardEntry => ({
  ...boardEntry({ id: `account-${n}`, name: `Name ${n}`, csm: csm === 0 ? 'aoi' : 'ken' }, null, '2026-06-02'),
  stage: stages[stage] as (typeof stages)[number],
  score: n % 3 === 0 ? null : (n * 37) % 1_000,
  ...(hasLeft && { churnedOn: '2026-01-01' }),
});

const board = fc
  .uniqueArray(fc.tuple(fc.nat(99), fc.nat(2), fc.nat(1), fc.boolean()), { selector: ([n]) => n, maxLength: 60 })
  .map((all) => all.map(entryOf));
const asked = fc.record(
  {
    words: fc.constantFrom('name', '1', 'account-2'),
    stage: fc.constantFrom(...stages),
    csm: fc.constantFrom('aoi', 'ken', 'nobody'),
    health: fc.constantFrom('at-risk', 'watch', 'healthy'),
    sort: fc.constantFrom('health', '-health', 'name'),
  },
  { requiredKeys: [] },
);

describe('what assistants are told', () => {
  it('names only accounts that the same person’s page names, in its order, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        board,
        asked,
        fc.constantFrom<MemberRole>('viewer', 'csm', 'manager', 'admin'),
        async (entries, given, role) => {
          const reader = readerAs(role);
          const accounts = new Map(entries.map(({ account: id, name, csm, stage }) => [id, { id, name, csm, stage }]));
          const readings = {
            ...{ company, clock: localClock(company.timeZone), now: () => noon },
            records: { members: async () => [reader.member] },
            keptBoard: {
              read: async () => ({ ...{ entries, members: [reader.member], isPartial: false }, health: HEALTH }),
            },
            lists: { accounts: async () => accounts, states: async () => new Map() },
          };
          const told = (await tellAccounts(given, {
            ...({ readings, webUrl: 'https://cs.mirai.example' } as unknown as AssistantTools),
            asker: reader,
          })) as { accounts: { id: string; page: string }[]; page: string };
          const request = { reader, id: '', query: new URL(told.page).searchParams } as unknown as PageRequest;
          const page = drawn((await showAccounts(request, readings as unknown as Showing)) as TeamPage, reader);
          const places = told.accounts.map(({ id }) => page.indexOf(`href="/accounts/${id}"`));
          expect(places.every((place, i) => place > (places[i - 1] ?? -1))).toBe(true);
        },
      ),
      { numRuns: 60, seed: 19 },
    );
  });
});

const HEALTH = { healthyFrom: 70, watchFrom: 40 };
