import type { Csm } from '../../../domain/account/account.ts';
import type { LastAct } from '../../../domain/sign-in/last-act.ts';
import type { Session } from '../../../domain/sign-in/session.ts';
import { UNDOABLE_FOR_IN_MINUTES } from '../../../domain/tasks/task-changes.ts';
import { decodeCsm } from '../accounts/account-items.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { type Item, keyText } from '../item.ts';
import { csmRowKey, lastActRowKey, sessionRowKey } from '../keys.ts';
import { KnownRows } from '../known-rows.ts';
import { decodeEach } from '../left-out.ts';
import { StoredRecord } from '../record.ts';

export const sessionRecord = new StoredRecord<Omit<Session, 'seenAt'>>({ name: 'session' });

export const lastActRecord = new StoredRecord<LastAct>({ name: 'last-act' });

/** What was done in a session, for its next pages to tell of. */
export interface ActInSession {
  session: Pick<Session, 'person' | 'id'>;
  act: LastAct;
}

export const encodeLastAct = ({ session: { person, id }, act }: ActInSession): Item => ({
  ...lastActRowKey(person, id),
  ...lastActRecord.encode(act),
  expiresAt: { N: String(Math.ceil(act.at / 1000) + UNDOABLE_FOR_IN_MINUTES * 60) },
});

/** What is known of whoever brings a session. */
export interface SessionReading {
  member?: Csm;
  /** It was begun as what it says, and nobody signed out of it. */
  isOpen: boolean;
  /** What they did last in it. */
  lastAct?: LastAct;
  /** What else was asked for with it. */
  rows?: KnownRows;
}

/** Whether those who bring a session are still signed in. It cannot write. */
export class DynamoSessions {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /**
   * In one answer, as it stands: somebody who left a moment ago is gone.
   *
   * @param alsoAsked keys of other rows that come in the same answer; nobody gets them but in an open session
   */
  async read(
    { person, id, role }: Pick<Session, 'person' | 'id' | 'role'>,
    alsoAsked: readonly Item[] = [],
  ): Promise<SessionReading> {
    const keys = [csmRowKey(person), sessionRowKey(person, id), lastActRowKey(person, id)] as const;
    const items = await batchGet(this.client, this.table, [...keys, ...alsoAsked]);
    const found = new Map(items.map((item) => [keyText(item), item]));
    const [member, kept, act] = keys.map((key) => found.get(keyText(key)));
    const isOpen = kept !== undefined && kept.endedAt === undefined && sessionRecord.decode(kept).role === role;
    // Nobody is kept from their work by a notice.
    const [lastAct] = decodeEach(act === undefined ? [] : [act], (row) => lastActRecord.decode(row));
    return {
      isOpen,
      ...(member && { member: decodeCsm(member) }),
      ...(lastAct && { lastAct }),
      ...(isOpen && alsoAsked.length > 0 && { rows: new KnownRows(alsoAsked, found) }),
    };
  }
}
