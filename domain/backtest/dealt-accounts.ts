import { stableHash } from '../names/stable-hash.ts';
import type { Random } from '../statistics/random.ts';
import { type AccountRecord, SINCE_BEFORE, type Span } from './account-record.ts';
import type { Frame } from './windows.ts';

/** What of an account is needed to deal outcomes out anew. */
export interface DealtAccount {
  /** Of its id: those with the lowest are kept, which is a sample that does not depend on who came first. */
  hash: number;
  customer: readonly Span[];
  outcomes: readonly number[];
  /** What opened and when, a pair for each signal and day. */
  alarms: readonly (readonly [signal: number, day: number])[];
}

/**
 * The accounts that outcomes are dealt out over. Of very many a sample each: of everybody, and of those to whom it
 * happened, so that a rare outcome keeps its power. Up to so many accounts it is all of them, and the test exact.
 */
export interface DealtAccounts {
  everybody: readonly DealtAccount[];
  happened: readonly DealtAccount[];
}

/** Some 100 kB each, however many accounts there are. */
export const MOST_DEALT_ACCOUNTS = 2000;
/** A signal that opens for many subjects could fill a row by itself. */
const MOST_ALARMS_AN_ACCOUNT = 200;

export const NO_DEALT_ACCOUNTS: DealtAccounts = { everybody: [], happened: [] };

export function dealtAccountsOf(
  { account, customer, alarms }: AccountRecord,
  outcomes: readonly number[],
  { last }: Frame,
): DealtAccounts {
  const dated = alarms.filter(({ day }) => day !== SINCE_BEFORE);
  const pairs = new Map(dated.map(({ signal, day }) => [`${signal} ${day}`, [signal, day] as const]));
  const dealt: DealtAccount = {
    hash: stableHash(account),
    customer: customer.map(([first, until]) => [first, Math.min(until, last)]),
    outcomes,
    alarms: [...pairs.values()].slice(0, MOST_ALARMS_AN_ACCOUNT),
  };
  return { everybody: [dealt], happened: outcomes.length > 0 ? [dealt] : [] };
}

export const mergeDealtAccounts = (a: DealtAccounts, b: DealtAccounts): DealtAccounts => ({
  everybody: lowest(a.everybody, b.everybody),
  happened: lowest(a.happened, b.happened),
});

/** Both are in order. */
function lowest(a: readonly DealtAccount[], b: readonly DealtAccount[]): readonly DealtAccount[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const merged: DealtAccount[] = [];
  for (let [i, j] = [0, 0]; merged.length < MOST_DEALT_ACCOUNTS && (i < a.length || j < b.length); ) {
    const [left, right] = [a[i], b[j]];
    if (right === undefined || (left !== undefined && comesFirst(left, right))) {
      merged.push(left as DealtAccount);
      i += 1;
    } else {
      merged.push(right);
      j += 1;
    }
  }
  return merged;
}

const comesFirst = (a: DealtAccount, b: DealtAccount) =>
  a.hash === b.hash ? JSON.stringify(a) <= JSON.stringify(b) : a.hash < b.hash;

/** An outcome, and everybody to whom it could have happened on that day. */
interface Risk {
  day: number;
  whom: DealtAccount;
  /** Places in `everybody`. */
  others: Uint16Array;
}

/**
 * Deals outcomes out anew: each happens on its day, to anybody who was a customer the day before. So whoever left early,
 * and had less time to be warned of, is held against what others had been warned of by the same day.
 */
export class OutcomeDealer {
  private readonly risks: Risk[];

  constructor(
    private readonly accounts: DealtAccounts,
    private readonly frame: Frame,
    private readonly signals: number,
  ) {
    const { everybody, happened } = accounts;
    this.risks = happened
      .flatMap((whom) => whom.outcomes.map((day) => ({ whom, day })))
      .slice(0, MOST_DEALT_ACCOUNTS)
      .map(({ whom, day }) => ({
        whom,
        day,
        others: Uint16Array.from(everybody.flatMap((one, place) => (isAtRisk(one, day) ? [place] : []))),
      }));
  }

  /** Of how many outcomes each signal warned in time. */
  get found(): Float64Array {
    return this.tally(({ whom }) => whom);
  }

  deal(random: Random): Float64Array {
    return this.tally(({ others, whom }) =>
      others.length === 0
        ? whom
        : (this.accounts.everybody[others[Math.floor(random() * others.length)] as number] as DealtAccount),
    );
  }

  private tally(whoOf: (risk: Risk) => DealtAccount): Float64Array {
    const tally = new Float64Array(this.signals);
    const { lead, horizon } = this.frame;
    // The last outcome that counted for a signal, so that several warnings of one outcome count once.
    const counted = new Int32Array(this.signals).fill(-1);
    this.risks.forEach((risk, outcome) => {
      for (const [signal, day] of whoOf(risk).alarms) {
        const isInTime = day >= risk.day - lead - horizon && day < risk.day - lead;
        if (!isInTime || counted[signal] === outcome) continue;
        counted[signal] = outcome;
        tally[signal] = (tally[signal] as number) + 1;
      }
    });
    return tally;
  }
}

const isAtRisk = ({ customer }: DealtAccount, day: number) =>
  customer.some(([first, last]) => first < day && day - 1 <= last);
