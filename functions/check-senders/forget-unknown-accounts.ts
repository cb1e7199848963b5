import pMap from 'p-map';
import type { Day } from '../../domain/time/day.ts';
import type { DynamoUnknownAccounts, UnknownAccount } from '../store/usage/unknown-accounts.ts';
import type { DynamoUnknownUsage } from '../store/usage/unknown-usage.ts';

export interface ForgettingTools {
  unknownAccounts: Pick<DynamoUnknownAccounts, 'all' | 'keepOld'>;
  usage: Pick<DynamoUnknownUsage, 'forget' | 'knownOf' | 'removeNote'>;
  keptForInDays: number;
  dayOf(timeInMs: number): Day;
  now: number;
  /** Whether this call may begin with more; what is left waits for the next night. */
  hasTime(): boolean;
}

export interface Forgotten {
  forgotten: number;
  /** Imported since they were noted. */
  known: number;
  isDone: boolean;
}

const AT_A_TIME = 100;
const IN_FLIGHT = 8;
const DAY_IN_SECONDS = 86_400;

/** Forgets the usage of accounts that nobody imported, so long after their last event. Done again, it goes on. */
export async function forgetUnknownAccounts(tools: ForgettingTools): Promise<Forgotten> {
  const until = Math.floor(tools.now / 1000) - tools.keptForInDays * DAY_IN_SECONDS;
  const sum: Forgotten = { forgotten: 0, known: 0, isDone: true };
  const some: UnknownAccount[] = [];
  for await (const one of tools.unknownAccounts.all()) {
    if (!tools.hasTime()) return { ...sum, isDone: false };
    some.push(one);
    if (some.length === AT_A_TIME) await see(some.splice(0));
  }
  await see(some);
  return sum;

  async function see(batch: UnknownAccount[]): Promise<void> {
    const known = await tools.usage.knownOf(batch.map(({ id }) => id));
    await pMap(
      batch,
      async (one) => {
        if (!tools.hasTime()) sum.isDone = false;
        else if (known.has(one.id)) await letGo(one.id);
        else await seeUnknown(one);
      },
      { concurrency: IN_FLIGHT },
    );
  }

  async function seeUnknown(one: UnknownAccount): Promise<void> {
    if (one.isOld) await tools.unknownAccounts.keepOld(one, tools.now);
    if (one.seenAt === null || one.seenAt > until) return;
    const outcome = await tools.usage.forget(one.id, one.seenAt, tools.dayOf(one.seenAt * 1000));
    if (outcome === 'forgotten') sum.forgotten += 1;
    if (outcome === 'known') await letGo(one.id);
  }

  async function letGo(account: string): Promise<void> {
    await tools.usage.removeNote(account);
    sum.known += 1;
  }
}
