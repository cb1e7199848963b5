import type { Csm } from '../../../domain/account/account.ts';
import type { Session } from '../../../domain/sign-in/session.ts';
import { decodeCsm } from '../accounts/account-items.ts';
import { batchGet } from '../batches.ts';
import type { DynamoDBClient } from '../client.ts';
import { csmRowKey, sessionRowKey } from '../keys.ts';
import { StoredRecord } from '../record.ts';

export const sessionRecord = new StoredRecord<Omit<Session, 'seenAt'>>({ name: 'session' });

/** What is known of whoever brings a session. */
export interface SessionReading {
  member?: Csm;
  /** It was begun as what it says, and nobody signed out of it. */
  isOpen: boolean;
}

/** Whether those who bring a session are still signed in. It cannot write. */
export class DynamoSessions {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  /** In one answer, as it stands: somebody who left a moment ago is gone. */
  async read({ person, id, role }: Pick<Session, 'person' | 'id' | 'role'>): Promise<SessionReading> {
    const session = sessionRowKey(person, id);
    const items = await batchGet(this.client, this.table, [csmRowKey(person), session]);
    const kept = items.find(({ pk }) => pk?.S === session.pk.S);
    const member = items.find(({ pk }) => pk?.S !== session.pk.S);
    const isOpen = kept !== undefined && kept.endedAt === undefined && sessionRecord.decode(kept).role === role;
    return { isOpen, ...(member && { member: decodeCsm(member) }) };
  }
}
