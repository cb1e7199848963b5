import * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { endingsToRewind, rewindState } from '../../../../domain/evaluation/rewind-state.ts';
import { entriesOfRewind } from '../../../../domain/ledger/entries-of-write.ts';
import { nothingPlanned } from '../../../../domain/plays/plan-work.ts';
import type { StoredState } from '../../../store/accounts/state-item.ts';
import { auditOf, change, todayOf } from '../../operation.ts';
import { noSuchAccount } from '../accounts/known-records.ts';

/** Each may have a dozen tasks that close with it, and a transaction holds 100 rows. */
const EPISODES_A_WRITE = 5;

/** Puts an account back to today that was scored for a day to come. */
export const rewindAccount = change(
  z.strictObject({ account: idSchema }),
  ['account-rewound'],
  async ({ account }, tools) => {
    const today = todayOf(tools);
    const { accounts, running } = await tools.openScoring(today);
    const load = { playbook: running.playbook, asOf: today, today, isConsistent: true };
    const snapshot = await accounts.load(account, load);
    if (snapshot === null) throw noSuchAccount(account, 'Nothing was changed.');
    let { stored } = snapshot;
    if (stored === null || stored.state.lastScoredDay <= today) return { rewound: false };
    const { lastScoredDay } = stored.state;
    const endings = endingsToRewind(await accounts.episodesOf(account), today);
    // The state comes last: a run that is cut off finds the account as it was, and does all of it again.
    for (let at = 0; at < endings.length; at += EPISODES_A_WRITE) {
      const found: StoredState = stored;
      await accounts.save(account, found, found.state, {
        ...nothingPlanned,
        closed: endings.slice(at, at + EPISODES_A_WRITE),
      });
      stored = { version: found.version + 1, state: found.state };
    }
    const state = rewindState(stored.state, today);
    const recording = { recordedAt: tools.now(), by: { door: 'operator', who: 'an operator' } } as const;
    const entries = entriesOfRewind(await tools.ledger.read(account), state.stage, today, recording);
    const audit = auditOf(tools, 'account-rewound', { account }, { before: lastScoredDay, after: today });
    await accounts.save(account, stored, state, nothingPlanned, { entries, audit });
    return { rewound: true, from: lastScoredDay, to: today, episodes: endings.length };
  },
);
