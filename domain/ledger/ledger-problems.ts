import { groupedBy } from '../collections/grouped-by.ts';
import type { ExchangeRates } from '../money/exchange-rates.ts';
import type { Day } from '../time/day.ts';
import { type FactHistory, factHistories } from './facts-as-of.ts';
import { historyKey, isSameEntry, type LedgerEntry } from './ledger-entry.ts';

/** What of an account's entries does not fit together, and what is made of it: nothing is refused for it. */
export type LedgerProblem =
  /** Another one was recorded at the same moment for the same fact and day, and counts: the same one every time. */
  | { problem: 'contradiction'; entry: LedgerEntry; stands: LedgerEntry }
  /** It was recorded before what stands for its fact and day: it is history, and changes nothing of today. */
  | { problem: 'overtaken'; entry: LedgerEntry; stands: LedgerEntry }
  /** Nobody was a customer yet who could have left: it counts for nothing. */
  | { problem: 'churn-before-start'; entry: LedgerEntry; start?: Day }
  /** An account is neither its own parent nor merged into itself: it counts for nothing. */
  | { problem: 'about-itself'; entry: LedgerEntry }
  /** What it belongs to belongs to itself, over others: each counts for itself. */
  | { problem: 'circle'; entry: LedgerEntry; accounts: readonly string[] }
  /** Nobody said what the currency is worth: its customers count, and what they pay is told apart. */
  | { problem: 'no-rate'; entry: LedgerEntry; currency: string };

/** What is known beside an account's own entries. */
export interface AroundLedger {
  /** The accounts that it leads to by what it was merged into, or its parent, where they lead in a circle. */
  circle?: readonly string[] | undefined;
  exchange?: ExchangeRates | undefined;
}

/** @param added part of `entries`, and what is looked at */
export function ledgerProblems(
  account: string,
  entries: readonly LedgerEntry[],
  added: readonly LedgerEntry[] = entries,
  { circle, exchange }: AroundLedger = {},
): LedgerProblem[] {
  const contradicted = contradictedMoments(entries);
  const histories = factHistories(entries);
  const standing = new Map([...histories.values()].flat().map((entry) => [dayKey(entry), entry]));
  const isAdded = new Set(added);
  const start = firstDayAsCustomer(histories);
  const currenciesTold = new Set<string>();
  return added.flatMap((entry): LedgerProblem[] => {
    const { fact, value, from } = entry;
    const stands = standing.get(dayKey(entry));
    const problems: LedgerProblem[] = [];
    if (stands !== undefined && contradicted.has(momentKey(entry)) && !isSameEntry(entry, stands))
      problems.push({ problem: 'contradiction', entry, stands });
    const isOvertaken = added !== entries && stands !== undefined && stands.recordedAt > entry.recordedAt;
    if (isOvertaken && !isAdded.has(stands)) problems.push({ problem: 'overtaken', entry, stands });
    if (value === 'churned' && (start === undefined || from < start) && stands === entry)
      problems.push({ problem: 'churn-before-start', entry, ...(start !== undefined && { start }) });
    if (belongings.some((name) => name === fact) && value === account)
      problems.push({ problem: 'about-itself', entry });
    if (circle !== undefined && circle[1] === value && belongings.some((name) => name === fact) && stands === entry)
      problems.push({ problem: 'circle', entry, accounts: circle });
    const currency = currencyWithoutRate(entry, exchange);
    if (currency !== undefined && !currenciesTold.has(currency)) problems.push({ problem: 'no-rate', entry, currency });
    if (currency !== undefined) currenciesTold.add(currency);
    return problems;
  });
}

const belongings = ['parent', 'mergedInto'] as const;

/** Of which month a rate is used, whoever reads decides; here it has none of any. */
function currencyWithoutRate(entry: LedgerEntry, exchange: ExchangeRates | undefined): string | undefined {
  if (exchange === undefined || entry.fact !== 'mrr' || entry.value === null || entry.value.amount === 0)
    return undefined;
  const { currency } = entry.value;
  if (currency === undefined || currency === exchange.currency) return undefined;
  return Object.values(exchange.rates).some((rates) => rates[currency] !== undefined) ? undefined : currency;
}

const dayKey = (entry: LedgerEntry) => `${entry.from} ${historyKey(entry)}`;
const momentKey = (entry: LedgerEntry) => `${entry.recordedAt} ${dayKey(entry)}`;

/** The moments at which more than one thing was recorded for the same fact and day: a broken export does so by the thousand. */
function contradictedMoments(entries: readonly LedgerEntry[]): ReadonlySet<string> {
  const ofMoments = groupedBy(entries, momentKey);
  return new Set(
    [...ofMoments].flatMap(([moment, [first, ...more]]) =>
      more.some((other) => !isSameEntry(other, first)) ? [moment] : [],
    ),
  );
}

/** Since when the account is a customer by its ledger; `undefined` where nothing says so. */
export function firstDayAsCustomer(histories: ReadonlyMap<string, FactHistory>): Day | undefined {
  const days = [...histories.values()].flatMap((history) => history.find(isOfCustomer)?.from ?? []);
  return days.sort()[0];
}

function isOfCustomer(entry: LedgerEntry): boolean {
  if (entry.fact === 'mrr') return entry.value !== null && entry.value.amount > 0;
  return entry.fact === 'status' && entry.value !== null && entry.value !== 'churned';
}

/** What is the matter, and what is made of it. */
export function problemText(found: LedgerProblem): string {
  const { problem, entry } = found;
  const said = `${entry.fact} ${JSON.stringify(entry.value)} from ${entry.from}`;
  switch (problem) {
    case 'contradiction':
      return `${said} was recorded at the same moment as ${JSON.stringify(found.stands.value)}; ${JSON.stringify(found.stands.value)} counts`;
    case 'overtaken':
      return `${said} was recorded before ${JSON.stringify(found.stands.value)}, which stands`;
    case 'churn-before-start':
      return found.start === undefined
        ? `${said} ends nothing that the ledger knows of: since when the account was a customer is not known, so it counts for nothing`
        : `${said} lies before the account was a customer (${found.start}), and counts for nothing`;
    case 'about-itself':
      return `${said} names the account itself, and counts for nothing`;
    case 'circle':
      return `${said} leads in a circle (${found.accounts.join(', ')}): each of them counts for itself`;
    case 'no-rate':
      return `${said} is in ${found.currency}, of which kpis.exchange of the configuration knows no rate: what is paid is told apart`;
  }
}
