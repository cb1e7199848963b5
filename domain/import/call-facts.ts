import { isCustomerElsewhere } from '../sources/sender.ts';
import type { Call } from '../usage/call.ts';
import type { EventRefusal } from '../usage/read-usage-event.ts';
import { type RowFacts, refuseFact } from './facts.ts';
import { maySignedIdentityReport } from './reporter.ts';
import type { TraitReader } from './traits.ts';

/** The facts that a call reports about a record, as far as they can be used. */
export interface CallFacts {
  kind: 'accounts' | 'contacts';
  id: string;
  facts: RowFacts;
  /** What of it can't be used, and why. */
  refused: string[];
  /** What it may not report, since its key may send events only. */
  notAllowed: string[];
  /** Whether there can be such a record at all. */
  isUsable: boolean;
}

/** `null` for a call that reports no facts. */
export function callFacts(call: Call, reader: TraitReader): CallFacts | null {
  const { kind, groupId, userId, traits } = call;
  const id = kind === 'group' ? groupId : userId;
  // What another system calls its customer is linked, and neither makes an account nor is anybody.
  if (kind === 'alias' || id === undefined || isCustomerElsewhere(userId ?? '')) return null;
  const records = kind === 'group' ? 'accounts' : 'contacts';
  const { facts, refused } = reader.read(records, traits);
  const badId = refuseFact(records, 'id', id);
  const isAllowed = (fact: string) => mayReport(call, records, fact);
  const names = Object.keys(facts);
  return {
    kind: records,
    id,
    facts: Object.fromEntries(Object.entries(facts).filter(([fact]) => isAllowed(fact))),
    refused: badId === undefined ? refused : [`${badId}.`, ...refused],
    notAllowed: names.filter((fact) => !isAllowed(fact)),
    isUsable: badId === undefined && mayReportOn(call),
  };
}

/** Whether the call may say anything of the record it is about. */
function mayReportOn({ kind, limits }: Call): boolean {
  if (limits === undefined) return true;
  return kind === 'group' ? limits.vouched === 'membership' : limits.vouched !== 'nothing';
}

const mayReport = (call: Call, kind: 'accounts' | 'contacts', fact: string) =>
  call.limits === undefined || (mayReportOn(call) && maySignedIdentityReport(kind, fact));

/** Whose account a user is: not every key may say so for good. */
export const mayBind = ({ limits }: Call) => limits === undefined || limits.vouched === 'membership';

/** Why a call lies in quarantine though the rest of it was used. */
export const refusedTraits = (refused: string[]): EventRefusal => ({
  reason: 'bad-trait',
  detail: `${refused.join(' ')} What else the call tells was used.`,
});

/** Why a call lies in quarantine that would make an account, or a user of one, of which its source brings too many today. */
export const tooManyNew = (kind: 'users' | 'accounts'): EventRefusal => ({
  reason: 'too-many-new',
  detail:
    kind === 'users'
      ? 'The source brings more new users than it may in a day (limits.newUsersPerSourceAndDay), so this one was not written down. If it is a real person, retry. Else have the sender use one lasting id for each person.'
      : 'The source brings more new accounts than it may in a day (limits.newAccountsPerSourceAndDay), so this one was not written down. If it is a real customer, retry. Else have the sender use one lasting id for each account.',
});

/** Why a call by a key that may send events only lies in quarantine. */
export const forbiddenFacts = (reported: string[]): EventRefusal => ({
  reason: 'not-allowed',
  detail: `This key may only send what users do, and the call tells ${reported.join(', ')}. If the key is your servers' alone: sakimawari source rights KEY facts, then retry. Else tell it by import, the HTTP API or a key of your servers.`,
});
