import pMap from 'p-map';
import { type AccountCourse, linksOn } from '../../../../domain/kpis/course-days.ts';
import { stateOn } from '../../../../domain/kpis/customer-course.ts';
import { type CustomerKind, isGone } from '../../../../domain/kpis/customer-kind.ts';
import { isPseudonym } from '../../../../domain/personal-data/erasure.ts';
import { readAccountCourses } from '../../../reports/account-courses.ts';
import { ACCOUNT_BUCKETS } from '../../../store/keys.ts';
import { type Tools, todayOf } from '../../operation.ts';
import { counted } from './counted.ts';
import { type Finding, ill, well } from './finding.ts';

const BUCKETS_IN_FLIGHT = 8;
/** Of thousands the first few say what is the matter. */
const ACCOUNTS_NAMED = 5;

const isCustomer = (kind: CustomerKind) => kind !== 'none' && !isGone(kind);

/**
 * Whether a ledger has customers that nobody imported: they count in KPIs, and have neither score nor tasks. Whoever has
 * left, or was merged into another account, is rightly known by their past alone.
 */
export async function checkLedgerAccounts(tools: Tools): Promise<Finding> {
  const today = todayOf(tools);
  const buckets = Array.from({ length: ACCOUNT_BUCKETS }, (_, bucket) => bucket);
  const [{ entries }, courses] = await Promise.all([
    tools.board.read(),
    pMap(buckets, (bucket) => readAccountCourses(tools, bucket, { from: today, until: today }), {
      concurrency: BUCKETS_IN_FLIGHT,
    }),
  ]);
  const isOnBoard = new Set(entries.map(({ account }) => account));
  const offBoard = courses.flat().filter(({ account }) => !isOnBoard.has(account) && !isPseudonym(account));
  const customers = offBoard.filter((one) => isCustomer(stateOn(one.course, today).kind) && !isMerged(one));
  const ids = customers.map(({ account }) => account).sort();
  // The board lags behind an import by seconds.
  const imported = await tools.directory.existing('accounts', ids);
  const left = ids.filter((id) => !imported.has(id));
  if (left.length === 0) return well('every customer of the ledger was imported');
  const named = left.slice(0, ACCOUNTS_NAMED).join(', ');
  const more = left.length > ACCOUNTS_NAMED ? `, and ${left.length - ACCOUNTS_NAMED} more` : '';
  const are = left.length === 1 ? 'is a customer' : 'are customers';
  return ill(
    `${counted(left.length, 'account')} that nobody imported ${are} by the ledger, and ${left.length === 1 ? 'counts' : 'count'} in KPIs: ${named}${more}`,
    'Who is a customer: sakimawari import accounts FILE, with these ids. Who has left or is known by another id: sakimawari import ledger FILE, with status churned or mergedInto.',
  );

  function isMerged(one: AccountCourse): boolean {
    return linksOn(one, today).some(({ mergedInto }) => mergedInto !== undefined);
  }
}
