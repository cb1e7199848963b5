import { BY_DEFAULT } from '../../domain/import/told-at.ts';
import type { TraitReader } from '../../domain/import/traits.ts';
import type { QuarantinedEvent } from '../../domain/usage/quarantined-event.ts';
import type { DynamoCalls, StoredCall } from '../adapters/dynamo-calls.ts';
import type { DynamoLinks } from '../adapters/dynamo-links.ts';
import type { DynamoQuarantineEntry } from '../adapters/dynamo-quarantine-entry.ts';
import type { DynamoUnknownAccounts } from '../adapters/dynamo-unknown-accounts.ts';
import { type DirectoryTools, type ToldRow, upsertRecords } from '../directory/upsert-records.ts';

export interface CallTools extends DirectoryTools {
  links: Pick<DynamoLinks, 'linkUsers' | 'linkAnonymous' | 'accountsOf'>;
  calls: Pick<DynamoCalls, 'keepForAccounts'>;
  unknownAccounts: Pick<DynamoUnknownAccounts, 'note'>;
  quarantine: Pick<DynamoQuarantineEntry, 'put'>;
  traits: TraitReader;
  now: () => number;
}

/** A call whose facts, as far as they can be used, are those of the row. */
interface Told {
  call: StoredCall;
  rows: ToldRow<StoredCall>[];
  /** Why the rest can't be used. */
  refused: string[];
}

/**
 * Writes down what calls tell of accounts, contacts and who is who. Doing it again, or in another order, comes to the
 * same: of facts the later told stand, of links the first. Says how many calls could not be used as a whole; they are put
 * aside with the reason, and what is good of them is used all the same.
 */
export async function applyCalls(calls: StoredCall[], tools: CallTools): Promise<{ quarantined: number }> {
  await linkNamed(calls, tools);
  const told = [...(await tellOfAccounts(calls, tools)), ...(await tellOfContacts(calls, tools))];
  const useless = told.filter(({ refused }) => refused.length > 0);
  const receivedAt = new Date(tools.now()).toISOString();
  await tools.quarantine.put(useless.map(({ call, refused }) => quarantined(call, refused, receivedAt)));
  return { quarantined: useless.length };
}

async function linkNamed(calls: StoredCall[], { links }: CallTools): Promise<void> {
  await links.linkUsers(
    calls.flatMap(({ kind, userId, groupId }) =>
      kind !== 'alias' && userId !== undefined && groupId !== undefined ? [{ user: userId, account: groupId }] : [],
    ),
  );
  await links.linkAnonymous(
    calls.flatMap(({ kind, userId, anonymousId }) =>
      kind !== 'group' && userId !== undefined && anonymousId !== undefined ? [{ anonymousId, user: userId }] : [],
    ),
  );
}

/** An account of which no call ever tells the name has its id for it. */
async function tellOfAccounts(calls: StoredCall[], tools: CallTools): Promise<Told[]> {
  const told = calls.flatMap((call) => {
    const { kind, groupId: id, traits, time } = call;
    if (kind !== 'group' || id === undefined) return [];
    const { facts, refused } = tools.traits.read('accounts', traits);
    const rows = [
      { ref: call, facts: { id, name: id }, at: BY_DEFAULT },
      { ref: call, facts: { ...facts, id }, at: time },
    ];
    return [{ call, rows, refused }];
  });
  await upsert('accounts', told, tools);
  return told;
}

/**
 * A contact belongs to the account that the call names, else to its user's. Without one, the call waits for a link;
 * without the account itself, it is kept with it until it appears.
 */
async function tellOfContacts(calls: StoredCall[], tools: CallTools): Promise<Told[]> {
  const named = calls.flatMap((call) => {
    const { kind, userId } = call;
    if (kind !== 'identify' || userId === undefined) return [];
    return [{ call, userId, ...tools.traits.read('contacts', call.traits) }];
  });
  const accounts = await tools.links.accountsOf(named.map(({ userId }) => userId));
  const placed = named.map((one) => ({
    ...one,
    account: one.call.keptFor ?? one.call.groupId ?? accounts.get(one.userId),
  }));
  const existing = await tools.directory.existing('accounts', [
    ...new Set(placed.flatMap(({ account }) => account ?? [])),
  ]);
  const early = placed.flatMap(({ call, account }) =>
    account === undefined || existing.has(account) ? [] : [{ call, account }],
  );
  await tools.calls.keepForAccounts(early);
  for (const account of new Set(early.map((one) => one.account)))
    await tools.unknownAccounts.note(account, tools.now());
  const told = placed.map(({ call, userId, account, facts, refused }) => {
    const row = { ref: call, facts: { ...facts, id: userId, account }, at: call.time };
    return { call, rows: account !== undefined && existing.has(account) ? [row] : [], refused };
  });
  await upsert('contacts', told, tools);
  return told;
}

/** What is refused of a row is said with the rest of its call. */
async function upsert(kind: 'accounts' | 'contacts', told: Told[], tools: CallTools): Promise<void> {
  const rows = told.flatMap((one) => one.rows);
  const { refused } = await upsertRecords(kind, rows, tools);
  const byCall = new Map(told.map((one) => [one.call, one]));
  for (const { ref, reason } of refused) byCall.get(ref)?.refused.push(`${reason}.`);
}

/** As it was sent, in the names of Segment's specification. */
function quarantined(
  { kind, id, source, time, groupId, userId, anonymousId, traits }: StoredCall,
  refused: string[],
  receivedAt: string,
): QuarantinedEvent {
  const names = kind === 'alias' ? { userId, previousId: anonymousId } : { groupId, userId, anonymousId };
  const raw = { type: kind, messageId: id, timestamp: new Date(time).toISOString(), ...names, traits };
  return {
    source,
    raw: JSON.stringify(raw),
    reason: 'bad-traits',
    detail: `${[...new Set(refused)].join(' ')} What else the call tells was used.`,
    receivedAt,
  };
}
