import pMap from 'p-map';
import * as z from 'zod';
import {
  countUnderstood,
  nothingUnderstood,
  Understanding,
  type Understood,
} from '../../../../domain/playbook/understanding.ts';
import { UnreadablePlaybookError } from '../../../../domain/playbook/unreadable-playbook.ts';
import { addDays } from '../../../../domain/time/day.ts';
import { accountLists } from '../../../store/keys.ts';
import { type StoredPlaybook, versionBefore } from '../../../store/playbooks/playbooks.ts';
import { operation, type Tools, todayOf } from '../../operation.ts';

const ACCOUNTS_A_PAGE = 200;
const ACCOUNTS_IN_FLIGHT = 16;
const ARRIVED_WITHIN_DAYS = 31;

export interface UnderstandingCompared {
  /** The versions that were compared; `null` where there is no earlier one, or one can't be read. */
  running: string | null;
  before: string | null;
  understood: Understood;
  next?: string;
}

/**
 * From how many accounts of a page each event arrives that the running playbook looks at, and that the one before it
 * looked at. Where nothing that arrives was lost, no account is read.
 */
export const compareUnderstanding = operation(
  z.strictObject({ from: z.string().optional() }),
  async ({ from }, tools): Promise<UnderstandingCompared> => {
    const understood = nothingUnderstood();
    const versions = await runningAndBefore(tools);
    if (versions === null) return { running: null, before: null, understood };
    const [before, running] = versions.map(({ playbook }) => new Understanding(playbook)) as [
      Understanding,
      Understanding,
    ];
    const said = { running: versions[1].version, before: versions[0].version };
    const today = todayOf(tools);
    const since = addDays(today, -ARRIVED_WITHIN_DAYS);
    const arrived = [...(await tools.readLastDays())].filter(([, day]) => day >= since).map(([name]) => name);
    const isLost = (name: string) => before.of(name) !== undefined && running.of(name) !== before.of(name);
    if (!arrived.some(isLost)) return { ...said, understood };

    const [{ accounts }, page] = await Promise.all([
      tools.openScoring(today),
      tools.listings.listed(accountLists, from, ACCOUNTS_A_PAGE),
    ]);
    await pMap(
      page.items,
      async (item) => {
        const data = await accounts.data(item.listedAt?.S as string);
        if (data === null) return;
        countUnderstood(understood, before.ofAccount(data.lifetime, today), running.ofAccount(data.lifetime, today));
      },
      { concurrency: ACCOUNTS_IN_FLIGHT },
    );
    return { ...said, understood, next: page.next };
  },
);

/** Only where both are there and can be read; that one can't be is said elsewhere. */
async function runningAndBefore({ playbooks }: Tools): Promise<[StoredPlaybook, StoredPlaybook] | null> {
  try {
    const running = await playbooks.current();
    const earlier = running && versionBefore(running.version);
    const before = earlier && (await playbooks.version(earlier));
    return running && before ? [before, running] : null;
  } catch (error) {
    if (error instanceof UnreadablePlaybookError) return null;
    throw error;
  }
}
