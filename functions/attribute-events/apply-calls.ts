import { programOf } from '../../domain/audit/audit.ts';
import {
  type CallFacts,
  callFacts,
  forbiddenFacts,
  mayBind,
  refusedTraits,
  tooManyNew,
} from '../../domain/import/call-facts.ts';
import { BY_DEFAULT } from '../../domain/import/reported-at.ts';
import type { Reporter } from '../../domain/import/reporter.ts';
import type { TraitReader } from '../../domain/import/traits.ts';
import type { QuarantinedEvent } from '../../domain/quarantine/quarantined-event.ts';
import type { LocalClock } from '../../domain/time/time-zone.ts';
import type { Call } from '../../domain/usage/call.ts';
import type { EventRefusal } from '../../domain/usage/read-usage-event.ts';
import { contentOf, writeCall } from '../../domain/usage/written-call.ts';
import { type DirectoryTools, type MayMake, type ReportedRow, upsertRecords } from '../directory/upsert-records.ts';
import type { DynamoCalls, StoredCall } from '../store/events/calls.ts';
import type { DynamoQuarantineWriter } from '../store/quarantine/quarantine-writer.ts';
import type { DynamoNewcomers, Newcomer } from '../store/sources/newcomers.ts';
import type { DynamoUnknownAccounts } from '../store/usage/unknown-accounts.ts';
import type { DynamoLinks } from '../store/user-links/link-records.ts';

export interface CallTools extends DirectoryTools {
  links: Pick<DynamoLinks, 'linkUsers' | 'linkAnonymous' | 'accountsOf'>;
  calls: Pick<DynamoCalls, 'keepForAccounts'>;
  unknownAccounts: Pick<DynamoUnknownAccounts, 'note'>;
  newcomers: Pick<DynamoNewcomers, 'mayBring'>;
  quarantine: Pick<DynamoQuarantineWriter, 'put'>;
  traits: TraitReader;
  clock: Pick<LocalClock, 'dayOf'>;
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

type ReadCall = CallFacts & { call: StoredCall };

/** Who may be made though they are not there, and which calls could not make what they told of. */
class Newcomers {
  readonly turnedAway = new Map<StoredCall, EventRefusal>();

  constructor(private readonly tools: Pick<CallTools, 'newcomers' | 'clock' | 'now'>) {}

  async mayMake(calls: StoredCall[], newcomer: Newcomer): Promise<boolean> {
    // What an operator took out of quarantine has no limit.
    if (calls.some(({ retriedAt }) => retriedAt !== undefined)) return true;
    const { newcomers, clock, now } = this.tools;
    const today = clock.dayOf(now());
    for (const source of new Set(calls.map((call) => call.source))) {
      if (await newcomers.mayBring(source, newcomer, today)) return true;
    }
    return false;
  }

  turnAway(calls: StoredCall[], kind: 'users' | 'accounts'): void {
    for (const call of calls) this.turnedAway.set(call, tooManyNew(kind));
  }
}

/**
 * Writes down what calls tell of accounts, contacts and who is who. Doing it again, or in another order, comes to the
 * same: of facts the later told stand, of links the first. Says how many calls could not be used as a whole; they are put
 * aside with the reason, and what is good of them is used all the same. Of calls by a key that may send events only, what
 * they may not tell is put aside too; and those that would make an account, a user or a contact that is not there, where
 * their source has brought as many as it may in a day.
 */
export async function applyCalls(
  calls: StoredCall[],
  tools: CallTools,
): Promise<{ quarantined: number; notAllowed: number }> {
  const newcomers = new Newcomers(tools);
  await linkNamed(calls, newcomers, tools);
  const read = calls.flatMap((call): ReadCall[] => {
    const one = callFacts(call, tools.traits);
    return one === null ? [] : [{ ...one, call }];
  });
  const usable = read.filter(({ isUsable }) => isUsable);
  await upsertAccounts(
    usable.filter(({ kind }) => kind === 'accounts'),
    newcomers,
    tools,
  );
  await upsertContacts(
    usable.filter(({ kind }) => kind === 'contacts'),
    newcomers,
    tools,
  );
  const { turnedAway } = newcomers;
  // One that is tried again is looked at for all of this again.
  const written = read.filter(({ call }) => !turnedAway.has(call));
  const faulty = written.filter(({ refused }) => refused.length > 0);
  const forbidden = await forbiddenOf(written, tools);
  const receivedAt = new Date(tools.now()).toISOString();
  await tools.quarantine.put([
    ...[...turnedAway].map(([call, why]) => quarantined(call.limits ? contentOf(call) : call, why, receivedAt)),
    ...faulty.map(({ call, refused }) => quarantined(call, refusedTraits(refused), receivedAt)),
    ...forbidden.map(({ call, facts }) => quarantined(contentOf(call), forbiddenFacts(facts), receivedAt)),
  ]);
  return { quarantined: faulty.length + turnedAway.size, notAllowed: forbidden.length };
}

/** A user is their own; whose account they are, only a key that may say so says for good. */
async function linkNamed(calls: StoredCall[], newcomers: Newcomers, { links }: CallTools): Promise<void> {
  const words = calls.flatMap((call) => {
    const { kind, userId, groupId, source } = call;
    if (kind === 'alias' || userId === undefined || groupId === undefined) return [];
    const by = mayBind(call) ? ('call' as const) : ('claim' as const);
    return [{ user: userId, account: groupId, by, who: programOf(source), call }];
  });
  const names = calls.flatMap((call) => {
    const { kind, userId, anonymousId } = call;
    return kind !== 'group' && userId !== undefined && anonymousId !== undefined
      ? [{ anonymousId, user: userId, call }]
      : [];
  });
  const unlinked = [
    ...(await links.linkUsers(words, ({ call, account, user }) => newcomers.mayMake([call], { account, user }))),
    ...(await links.linkAnonymous(names, ({ call, anonymousId }) => newcomers.mayMake([call], { anonymousId }))),
  ];
  newcomers.turnAway(
    unlinked.map(({ call }) => call),
    'users',
  );
}

/** What calls told though their key may not: facts, and that somebody whose account is known belongs to another one. */
async function forbiddenOf(read: ReadCall[], { links }: CallTools): Promise<{ call: StoredCall; facts: string[] }[]> {
  const claims = read.filter(({ call }) => !mayBind(call) && call.userId !== undefined && call.groupId !== undefined);
  const accounts = await links.accountsOf(claims.map(({ call }) => call.userId as string));
  return read.flatMap(({ call, notAllowed }) => {
    const known = accounts.get(call.userId ?? '');
    const isOfAnother = known !== undefined && call.groupId !== undefined && known !== call.groupId;
    const all = !mayBind(call) && isOfAnother ? [...notAllowed, 'another account than the user has'] : notAllowed;
    return all.length === 0 ? [] : [{ call, facts: all }];
  });
}

/** An account of which no call ever tells the name has its id for it. */
async function upsertAccounts(read: ReadCall[], newcomers: Newcomers, tools: CallTools): Promise<void> {
  const rows = read.flatMap(({ call, id, facts }) => [
    { ref: call, facts: { id, name: id }, at: BY_DEFAULT, order: 'any-order' as const, reporter: reporterOf(call) },
    { ref: call, facts: { ...facts, id }, at: call.time, order: 'any-order' as const, reporter: reporterOf(call) },
  ]);
  await upsert('accounts', rows, tools, async ({ id }, ofAccount) => {
    const calls = ofAccount.map(({ ref }) => ref);
    const mayMake = await newcomers.mayMake(calls, { account: id });
    if (!mayMake) newcomers.turnAway(calls, 'accounts');
    return mayMake;
  });
}

/**
 * A contact belongs to the account that the call names, else to its user's. Without one, the call waits for a link;
 * without the account itself, it is kept with it until it appears.
 */
async function upsertContacts(read: ReadCall[], newcomers: Newcomers, tools: CallTools): Promise<void> {
  const { directory, links, calls } = tools;
  const accounts = await links.accountsOf(read.map(({ id }) => id));
  const placed = read.flatMap((one) => {
    const account = one.call.keptFor ?? (mayBind(one.call) ? one.call.groupId : undefined) ?? accounts.get(one.id);
    return account === undefined ? [] : [{ ...one, account }];
  });
  const existing = await directory.existing('accounts', [...new Set(placed.map(({ account }) => account))]);
  const early = placed.filter(({ account }) => !existing.has(account));
  await calls.keepForAccounts(early);
  await noteUnknown(early, newcomers, tools);
  const rows = placed
    .filter(({ account }) => existing.has(account))
    .map(({ call, id, facts, account }) => ({
      ref: call,
      facts: { ...facts, id, account },
      at: call.time,
      order: 'any-order' as const,
      reporter: reporterOf(call),
    }));
  await upsert('contacts', rows, tools, async ({ id, account }, ofContact) => {
    // The user had a place when the link was made, or was named by the company.
    if (accounts.get(id) === account) return true;
    const mayMake = await newcomers.mayMake(
      ofContact.map(({ ref }) => ref),
      { account, user: id },
    );
    if (!mayMake) {
      newcomers.turnAway(
        ofContact.map(({ ref }) => ref),
        'users',
      );
    }
    return mayMake;
  });
}

/** Their calls are kept in any case, so that an import finds them; beyond the limit the account is not listed. */
async function noteUnknown(
  early: { call: StoredCall; account: string }[],
  newcomers: Newcomers,
  { unknownAccounts, now }: CallTools,
): Promise<void> {
  for (const account of new Set(early.map((one) => one.account))) {
    const calls = early.filter((one) => one.account === account).map(({ call }) => call);
    if (await newcomers.mayMake(calls, { account })) await unknownAccounts.note(account, now());
  }
}

/** Each fact was looked at before, so none is refused for a reason that its sender could mend. */
async function upsert<Kind extends CallFacts['kind']>(
  kind: Kind,
  rows: ReportedRow<StoredCall>[],
  tools: CallTools,
  mayMake: MayMake<Kind, StoredCall>,
): Promise<void> {
  const { refused } = await upsertRecords(kind, rows, tools, mayMake);
  const [first] = refused;
  if (first !== undefined) throw new UnusableFactsError(kind, first.reason);
}

const reporterOf = ({ source }: StoredCall): Reporter => ({ by: 'call', who: programOf(source), source });

function quarantined(call: Call, refusal: EventRefusal, receivedAt: string): QuarantinedEvent {
  return { source: call.source, raw: JSON.stringify(writeCall(call)), ...refusal, receivedAt };
}
