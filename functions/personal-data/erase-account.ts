import type * as z from 'zod';
import { idSchema } from '../../domain/account/account.ts';
import { sayDoing } from '../../domain/audit/audit.ts';
import { courseOf, stateOn } from '../../domain/kpis/customer-course.ts';
import { isGone } from '../../domain/kpis/customer-kind.ts';
import { addCounts, PSEUDONYM_LETTERS, pseudonymOf, type RunningErasure } from '../../domain/personal-data/erasure.ts';
import type { PersonMarks } from '../../domain/personal-data/person-marks.ts';
import { accountBucket } from '../store/keys.ts';
import { type RowOfAccount, treatmentOfAccount } from '../store/personal-data/account-in-row.ts';
import { isOfRun } from '../store/personal-data/person-in-row.ts';
import { UnreadableRecordError } from '../store/record.ts';
import {
  accountCursorAfter,
  accountRequest,
  accountStepFrom,
  askedAccount,
  childrenOf,
  marksInLetters,
} from './account-step.ts';
import { lookAtLetters } from './dead-letters.ts';
import {
  auditOfData,
  beginErasure,
  countKinds,
  finishStep,
  refuseUnconfirmed,
  type Step,
  type Treated,
  treat,
} from './erasing.ts';
import { ErasureRefusedError } from './erasure-refused-error.ts';
import { type ErasingTools, todayOf } from './tools.ts';

export const accountToErase = accountRequest.extend({ confirm: idSchema });

/** One step of taking an account out of everything; each may be made again, and a run that ended half-way goes on. */
export async function eraseAccount(request: z.output<typeof accountToErase>, tools: ErasingTools): Promise<Step> {
  const { account, confirm, from, everywhere } = request;
  refuseUnconfirmed(confirm, account);
  const { erasures, accountLooks } = tools.personalData;
  const hash = await erasures.hashOf({ account });
  const running = (await erasures.running<string>(hash)) ?? (await begin(hash, account, tools));
  const asked = await askedAccount(account, tools);
  const step = accountStepFrom(from);
  if (step.look === 'queues') {
    const { bodies, next } = await lookAtLetters(await marksInLetters(asked.marks, tools), tools, step.at, true);
    const counts = countKinds(bodies.map(() => 'dead-letters' as const));
    const taken = { found: counts, erased: counts, left: {}, unreadable: 0 };
    return finishStep(hash, running.record, taken, accountCursorAfter(step, next, everywhere), tools);
  }
  const page = await accountLooks.page(step, asked);
  const treated = await treatPage(page, asked.marks, running.pseudonym, tools);
  if (step.look === 'beside' && page.next === undefined) await takeOffBoard(account, treated, tools);
  if (step.look === 'records' && page.next === undefined) await endCourse(running.pseudonym, tools);
  const after = accountCursorAfter(step, page.next, everywhere);
  const done = { ...treated, unreadable: treated.unreadable + page.unknown };
  return finishStep(hash, running.record, done, after, tools);
}

async function begin(hash: string, account: string, tools: ErasingTools): Promise<RunningErasure<string>> {
  const { erasures, accountLooks } = tools.personalData;
  const before = await erasures.finished(hash);
  if (before === undefined && !(await accountLooks.isThere(account))) {
    throw new ErasureRefusedError({ is: 'unknown-account' });
  }
  const children = await childrenOf(account, tools);
  if (children.length > 0) throw new ErasureRefusedError({ is: 'is-a-parent', children });
  // It tells of no account: that is what was asked for.
  const audit = auditOfData(tools, 'account-erased', {});
  const meant = { person: account, pseudonym: pseudonymInBucketOf(account, tools) };
  return beginErasure({ account }, meant, before, audit, tools);
}

/** In the same bucket, so that no figure by bucket has to be read together with another one's. */
function pseudonymInBucketOf(account: string, tools: ErasingTools): string {
  for (;;) {
    const pseudonym = pseudonymOf(tools.newLetters(PSEUDONYM_LETTERS));
    if (accountBucket(pseudonym) === accountBucket(account)) return pseudonym;
  }
}

async function treatPage(
  { before, rows }: { before: RowOfAccount[]; rows: RowOfAccount[] },
  marks: PersonMarks,
  pseudonym: string,
  tools: ErasingTools,
): Promise<Treated & { unreadable: number }> {
  const first = await treatAll(before, marks, pseudonym, tools);
  // What alone leads to rows that are still there has to stay as well.
  if (Object.keys(first.left).length > 0) {
    return { ...first, left: addCounts(first.left, countKinds(rows.map(({ kind }) => kind))) };
  }
  const rest = await treatAll(rows, marks, pseudonym, tools);
  return {
    found: addCounts(first.found, rest.found),
    erased: addCounts(first.erased, rest.erased),
    left: rest.left,
    unreadable: first.unreadable + rest.unreadable,
  };
}

async function treatAll(
  rows: readonly RowOfAccount[],
  marks: PersonMarks,
  pseudonym: string,
  tools: ErasingTools,
): Promise<Treated & { unreadable: number }> {
  let unreadable = 0;
  const treated = rows.flatMap((row) => {
    if (isOfRun(row)) return [];
    try {
      const treatment = treatmentOfAccount(row, marks, pseudonym);
      return treatment === undefined ? [] : [{ row, treatment }];
    } catch (error) {
      if (!(error instanceof UnreadableRecordError)) throw error;
      unreadable += 1;
      return [];
    }
  });
  return { ...(await treat(treated, tools)), unreadable };
}

/** The night makes it anew; until then the list of accounts would name it. */
async function takeOffBoard(account: string, counts: Treated, { board }: ErasingTools): Promise<void> {
  const bucket = accountBucket(account);
  const before = await board.bucket(bucket);
  const entries = before?.entries.filter((entry) => entry.account !== account);
  if (before === undefined || entries?.length === before.entries.length) return;
  const isDone = await board.replace(bucket, before, { asOf: before.asOf, entries: entries ?? [] });
  counts.found = addCounts(counts.found, { board: 1 });
  counts[isDone ? 'erased' : 'left'] = addCounts(counts[isDone ? 'erased' : 'left'], { board: 1 });
}

/** Who was a customer until now is none any more: else figures would count them for ever. */
async function endCourse(account: string, tools: ErasingTools): Promise<void> {
  const [from, recordedAt] = [todayOf(tools), tools.now()];
  // The night may not have counted yet what a file told of its past.
  await tools.courseDays.tell(account, recordedAt);
  const { kind } = stateOn(courseOf(await tools.ledger.read(account)), from);
  if (kind === 'none' || isGone(kind)) return;
  const by = { door: 'operator', who: sayDoing(tools.doing) } as const;
  await tools.ledger.add([{ account, entry: { fact: 'status', from, value: 'churned', recordedAt, ...by } }]);
}
