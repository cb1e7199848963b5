import type { Csm } from '../../../domain/account/account.ts';
import type { LastAct } from '../../../domain/sign-in/last-act.ts';
import type { Session } from '../../../domain/sign-in/session.ts';
import { decodeCsm } from '../accounts/account-items.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { csmRowKey, lastActRowKey, sessionRowKey } from '../keys.ts';
import { decodeEach } from '../left-out.ts';
import { StoredRecord } from '../record.ts';

export const sessionRecord = new StoredRecord<Omit<Session, 'seenAt'>>({ name: 'session' });

export const lastActRecord = new StoredRecord<LastAct>({ name: 'last-act' });

/** What is known of whoever brings a session. */
export interface SessionReading {
  member?: Csm;
  /** It was begun as what it says, and nobody signed out of it. */
  isOpen: boolean;
  /** What they did last in it. */
  lastAct?: LastAct;
}

/** Whether those who bring a session are still signed in. It cannot write. */
export class DynamoSessions {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** In one answer, as it stands: somebody who left a moment ago is gone. */
  async read({ person, id, role }: Pick<Session, 'person' | 'id' | 'role'>): Promise<SessionReading> {
    const keys = [csmRowKey(person), sessionRowKey(person, id), lastActRowKey(person, id)] as const;
    const items = await batchGet(this.client, this.table, [...keys]);
    const [member, kept, act] = keys.map(({ pk, sk }) =>
      items.find((item) => item.pk?.S === pk.S && item.sk?.S === sk.S),
    );
    const isOpen = kept !== undefined && kept.endedAt === undefined && sessionRecord.decode(kept).role === role;
    // Nobody is kept from their work by a notice.
    const [lastAct] = decodeEach(act === undefined ? [] : [act], (row) => lastActRecord.decode(row));
    return {
      isOpen,
      ...(member && { member: decodeCsm(member) }),
      ...(lastAct && { lastAct }),
    };
  }
}
