import type * as z from 'zod';
import { idSchema } from '../../../../domain/account/account.ts';
import { sayDoing } from '../../../../domain/audit/audit.ts';
import { courseOf, stateOn } from '../../../../domain/kpis/customer-course.ts';
import { isGone } from '../../../../domain/kpis/customer-kind.ts';
import {
  addCounts,
  PSEUDONYM_LETTERS,
  pseudonymOf,
  type RunningErasure,
} from '../../../../domain/personal-data/erasure.ts';
import type { PersonMarks } from '../../../../domain/personal-data/person-marks.ts';
import { accountBucket } from '../../../store/keys.ts';
import { type RowOfAccount, treatmentOfAccount } from '../../../store/personal-data/account-in-row.ts';
import { UnreadableRecordError } from '../../../store/record.ts';
import { auditOf, type ChangingTools, change, todayOf } from '../../operation.ts';
import { OperatorError } from '../../operator-error.ts';
import { accountCursorAfter, accountRequest, accountStepFrom, askedAccount, childrenOf } from './account-step.ts';
import { beginErasure, countKinds, finishStep, refuseUnconfirmed, type Step, type Treated, treat } from './erasing.ts';

/** Of thousands the first few say what is the matter. */
const ACCOUNTS_NAMED = 5;

const requestSchema = accountRequest.extend({ confirm: idSchema });
type Request = z.output<typeof requestSchema>;

/** One step of taking an account out of everything; each may be made again, and a run that ended half-way goes on. */
export const eraseAccount = change(
  requestSchema,
  ['account-erased'],
  async (request: Request, tools): Promise<Step> => {
    const { account, confirm, from, everywhere } = request;
    refuseUnconfirmed(confirm, account, 'account erase ID --confirm ID');
    const { erasures, accountLooks } = tools.personalData;
    const hash = await erasures.hashOf({ account });
    const running = (await erasures.running<string>(hash)) ?? (await begin(hash, account, tools));
    const asked = await askedAccount(account, tools);
    const step = accountStepFrom(from);
    const page = await accountLooks.page(step, asked);
    const treated = await treatPage(page, asked.marks, running.pseudonym, tools);
    if (step.look === 'beside' && page.next === undefined) await takeOffBoard(account, treated, tools);
    if (step.look === 'records' && page.next === undefined) await endCourse(running.pseudonym, tools);
    const after = accountCursorAfter(step, page.next, everywhere);
    const done = { ...treated, unreadable: treated.unreadable + page.unknown };
    return finishStep(hash, running.record, done, after, tools);
  },
);

async function begin(hash: string, account: string, tools: ChangingTools): Promise<RunningErasure<string>> {
  const { erasures, accountLooks } = tools.personalData;
  const before = await erasures.finished(hash);
  if (before === undefined && !(await accountLooks.isThere(account))) {
    throw new OperatorError(
      'unknown-account',
      'Nothing was erased.',
      'Nothing is kept of an account with this id.',
      'Compare the id with the list: sakimawari accounts. Letters in capitals are other letters.',
    );
  }
  const children = await childrenOf(account, tools);
  if (children.length > 0) {
    const named = children.slice(0, ACCOUNTS_NAMED).join(', ');
    const more = children.length > ACCOUNTS_NAMED ? `, and ${children.length - ACCOUNTS_NAMED} more` : '';
    throw new OperatorError(
      'is-a-parent',
      'Nothing was erased.',
      `Other accounts belong to this one: ${named}${more}.`,
      'Give them another parent or none (sakimawari import accounts FILE, with the column parent), then erase it.',
    );
  }
  // It tells of no account: that is what was asked for.
  const audit = auditOf(tools, 'account-erased', {});
  const meant = { person: account, pseudonym: pseudonymInBucketOf(account, tools) };
  return beginErasure({ account }, meant, before, audit, tools);
}

/** In the same bucket, so that no figure by bucket has to be read together with another one's. */
function pseudonymInBucketOf(account: string, tools: ChangingTools): string {
  for (;;) {
    const pseudonym = pseudonymOf(tools.newLetters(PSEUDONYM_LETTERS));
    if (accountBucket(pseudonym) === accountBucket(account)) return pseudonym;
  }
}

async function treatPage(
  { before, rows }: { before: RowOfAccount[]; rows: RowOfAccount[] },
  marks: PersonMarks,
  pseudonym: string,
  tools: ChangingTools,
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
  tools: ChangingTools,
): Promise<Treated & { unreadable: number }> {
  let unreadable = 0;
  const treated = rows.flatMap((row) => {
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
async function takeOffBoard(account: string, counts: Treated, { board }: ChangingTools): Promise<void> {
  const bucket = accountBucket(account);
  const before = await board.bucket(bucket);
  const entries = before?.entries.filter((entry) => entry.account !== account);
  if (before === undefined || entries?.length === before.entries.length) return;
  const isDone = await board.replace(bucket, before, { asOf: before.asOf, entries: entries ?? [] });
  counts.found = addCounts(counts.found, { board: 1 });
  counts[isDone ? 'erased' : 'left'] = addCounts(counts[isDone ? 'erased' : 'left'], { board: 1 });
}

/** Who was a customer until now is none any more: else figures would count them for ever. */
async function endCourse(account: string, tools: ChangingTools): Promise<void> {
  const [from, recordedAt] = [todayOf(tools), tools.now()];
  // The night may not have counted yet what a file told of its past.
  await tools.courseDays.tell(account, recordedAt);
  const { kind } = stateOn(courseOf(await tools.ledger.read(account)), from);
  if (kind === 'none' || isGone(kind)) return;
  const by = { door: 'operator', who: sayDoing({ door: 'command', who: tools.operator }) } as const;
  await tools.ledger.add([{ account, entry: { fact: 'status', from, value: 'churned', recordedAt, ...by } }]);
}
