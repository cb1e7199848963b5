import pMap from 'p-map';
import { type SkippedAccounts, skippedAccount, sumOfSkipped } from '../../domain/evaluation/skipped-accounts.ts';
import type { StudySetting } from '../../domain/studies/study.ts';
import { errorFields, log } from '../runtime/log.ts';
import { isInstallationsError } from '../scoring/is-installations-error.ts';
import type { DynamoAccounts } from '../store/accounts/accounts.ts';
import type { StudyPart, StudyRecord } from '../store/studies/studies.ts';
import type { AnyStudyKind } from '../studies/kinds.ts';

/** Enough to read one account while another one is gone through; each holds years of usage. */
const ACCOUNTS_IN_FLIGHT = 4;

/** Goes through the accounts of a shard, one after the other. One that fails is left out, and told of. */
export async function goThrough(
  kind: AnyStudyKind,
  { question }: Pick<StudyRecord, 'question'>,
  setting: StudySetting,
  accountIds: string[],
  accounts: Pick<DynamoAccounts, 'past'>,
  cpuMs: () => number,
): Promise<StudyPart> {
  const failed: SkippedAccounts[] = [];
  let computedInMs = 0;
  let through = 0;
  const computed = <Value>(compute: () => Value): Value => {
    const from = cpuMs();
    const value = compute();
    computedInMs += cpuMs() - from;
    return value;
  };
  const partOf = computed(() => kind.ofAccounts(question, setting));
  const { last: until } = kind.daysOf(question, setting);
  const { playbook } = setting.running;
  let part = kind.nothing;
  await pMap(
    accountIds,
    async (id) => {
      try {
        const past = await accounts.past(id, { playbook, until, withEpisodes: kind.looksAtEpisodes });
        if (past === null) return;
        part = computed(() => kind.add(part, partOf(past)));
        through += 1;
      } catch (error) {
        if (isInstallationsError(error)) throw error;
        log('warn', 'account not gone through', errorFields(error));
        failed.push(skippedAccount(id, reasonOf(error)));
      }
    },
    { concurrency: ACCOUNTS_IN_FLIGHT },
  );
  return { part, accounts: through, failed: sumOfSkipped(failed), computedInMs };
}

/** Never the message of an error that nobody foresaw: it may hold what is stored. */
const reasonOf = (error: unknown) => String(Object(error).code ?? Object(error).name ?? 'error');
