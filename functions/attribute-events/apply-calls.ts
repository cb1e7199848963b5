import { type CallFacts, callFacts, forbiddenFacts, mayBind, refusedTraits } from '../../domain/import/call-facts.ts';
import { BY_DEFAULT } from '../../domain/import/reported-at.ts';
import type { Reporter } from '../../domain/import/reporter.ts';
import type { TraitReader } from '../../domain/import/traits.ts';
import type { QuarantinedEvent } from '../../domain/quarantine/quarantined-event.ts';
import type { Call } from '../../domain/usage/call.ts';
import type { EventRefusal } from '../../domain/usage/read-usage-event.ts';
import { contentOf, writeCall } from '../../domain/usage/written-call.ts';
import { type DirectoryTools, type ReportedRow, upsertRecords } from '../directory/upsert-records.ts';
import type { DynamoCalls, StoredCall } from '../store/events/calls.ts';
import type { DynamoQuarantineWriter } from '../store/quarantine/quarantine-writer.ts';
import type { DynamoUnknownAccounts } from '../store/usage/unknown-accounts.ts';
import type { DynamoLinks } from '../store/user-links/link-records.ts';

export interface CallTools extends DirectoryTools {
  links: Pick<DynamoLinks, 'linkUsers' | 'linkAnonymous' | 'accountsOf'>;
  calls: Pick<DynamoCalls, 'keepForAccounts'>;
  unknownAccounts: Pick<DynamoUnknownAccounts, 'note'>;
  quarantine: Pick<DynamoQuarantineWriter, 'put'>;
  traits: TraitReader;
  now: () => number;
}

/** Facts that were sound one by one make no record together. */
class UnusableFactsError extends Error {
  override readonly name = 'UnusableFactsError';
  readonly code = 'facts-unusable';

  constructor(kind: string, reason: string) {
    super(`${kind}: ${reason.split(' ')[0]} can't be used`);
  }
}

type Told = CallFacts & { call: StoredCall };

/**
 * Writes down what calls tell of accounts, contacts and who is who. Doing it again, or in another order, comes to the
 * same: of facts the later told stand, of links the first. Says how many calls could not be used as a whole; they are put
 * aside with the reason, and what is good of them is used all the same. Of calls by a key that may send events only, what
 * they may not tell is put aside too.
 */
export async function applyCalls(
  calls: StoredCall[],
  tools: CallTools,
): Promise<{ quarantined: number; notAllowed: number }> {
  await linkNamed(calls, tools);
  const told = calls.flatMap((call): Told[] => {
    const one = callFacts(call, tools.traits);
    return one === null ? [] : [{ ...one, call }];
  });
  const usable = told.filter(({ isUsable }) => isUsable);
  await upsertAccounts(
    usable.filter(({ kind }) => kind === 'accounts'),
    tools,
  );
  await upsertContacts(
    usable.filter(({ kind }) => kind === 'contacts'),
    tools,
  );
  const faulty = told.filter(({ refused }) => refused.length > 0);
  const forbidden = await forbiddenOf(told, tools);
  const receivedAt = new Date(tools.now()).toISOString();
  await tools.quarantine.put([
    ...faulty.map(({ call, refused }) => quarantined(call, refusedTraits(refused), receivedAt)),
    ...forbidden.map(({ call, told }) => quarantined(contentOf(call), forbiddenFacts(told), receivedAt)),
  ]);
  return { quarantined: faulty.length, notAllowed: forbidden.length };
}

/** A user is their own; whose account they are, only a key that may say so says for good. */
async function linkNamed(calls: StoredCall[], { links }: CallTools): Promise<void> {
  await links.linkUsers(
    calls.flatMap((call) => {
      const { kind, userId, groupId, source } = call;
      if (kind === 'alias' || userId === undefined || groupId === undefined) return [];
      const by = mayBind(call) ? ('call' as const) : ('claim' as const);
      return [{ user: userId, account: groupId, by, who: `a call of ${source}` }];
    }),
  );
  await links.linkAnonymous(
    calls.flatMap(({ kind, userId, anonymousId }) =>
      kind !== 'group' && userId !== undefined && anonymousId !== undefined ? [{ anonymousId, user: userId }] : [],
    ),
  );
}

/** What calls told though their key may not: facts, and that somebody whose account is known belongs to another one. */
async function forbiddenOf(told: Told[], { links }: CallTools): Promise<{ call: StoredCall; told: string[] }[]> {
  const claims = told.filter(({ call }) => !mayBind(call) && call.userId !== undefined && call.groupId !== undefined);
  const accounts = await links.accountsOf(claims.map(({ call }) => call.userId as string));
  return told.flatMap(({ call, notAllowed }) => {
    const known = accounts.get(call.userId ?? '');
    const isOfAnother = known !== undefined && call.groupId !== undefined && known !== call.groupId;
    const all = !mayBind(call) && isOfAnother ? [...notAllowed, 'another account than the user has'] : notAllowed;
    return all.length === 0 ? [] : [{ call, told: all }];
  });
}

/** An account of which no call ever tells the name has its id for it. */
async function upsertAccounts(told: Told[], tools: CallTools): Promise<void> {
  const rows = told.flatMap(({ call, id, facts }) => [
    { ref: call.id, facts: { id, name: id }, at: BY_DEFAULT, order: 'any-order' as const, reporter: reporterOf(call) },
    { ref: call.id, facts: { ...facts, id }, at: call.time, order: 'any-order' as const, reporter: reporterOf(call) },
  ]);
  await upsert('accounts', rows, tools);
}

/**
 * A contact belongs to the account that the call names, else to its user's. Without one, the call waits for a link;
 * without the account itself, it is kept with it until it appears.
 */
async function upsertContacts(told: Told[], tools: CallTools): Promise<void> {
  const { directory, links, calls, unknownAccounts, now } = tools;
  const accounts = await links.accountsOf(told.map(({ id }) => id));
  const placed = told.flatMap((one) => {
    const account = one.call.keptFor ?? (mayBind(one.call) ? one.call.groupId : undefined) ?? accounts.get(one.id);
    return account === undefined ? [] : [{ ...one, account }];
  });
  const existing = await directory.existing('accounts', [...new Set(placed.map(({ account }) => account))]);
  const early = placed.filter(({ account }) => !existing.has(account));
  await calls.keepForAccounts(early);
  for (const account of new Set(early.map((one) => one.account))) await unknownAccounts.note(account, now());
  const rows = placed
    .filter(({ account }) => existing.has(account))
    .map(({ call, id, facts, account }) => ({
      ref: call.id,
      facts: { ...facts, id, account },
      at: call.time,
      order: 'any-order' as const,
      reporter: reporterOf(call),
    }));
  await upsert('contacts', rows, tools);
}

/** Each fact was looked at before, so none is refused for a reason that its sender could mend. */
async function upsert(kind: CallFacts['kind'], rows: ReportedRow<string>[], tools: CallTools): Promise<void> {
  const { refused } = await upsertRecords(kind, rows, tools);
  const [first] = refused;
  if (first !== undefined) throw new UnusableFactsError(kind, first.reason);
}

const reporterOf = ({ source }: StoredCall): Reporter => ({ by: 'call', who: `a call of ${source}`, source });

function quarantined(call: Call, refusal: EventRefusal, receivedAt: string): QuarantinedEvent {
  return { source: call.source, raw: JSON.stringify(writeCall(call)), ...refusal, receivedAt };
}
