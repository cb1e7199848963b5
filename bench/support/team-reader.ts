import type { Session } from '../../domain/sign-in/session.ts';
import { encodeCsm } from '../../functions/store/accounts/account-items.ts';
import { playbookRowKey, sessionRowKey } from '../../functions/store/keys.ts';
import { PlaybookRecord } from '../../functions/store/playbooks/playbook-record.ts';
import { sessionRecord } from '../../functions/store/sign-in/sessions.ts';
import { PLAYBOOK_READER } from './as-bundled.ts';
import { csm, playbook } from './sample-account.ts';

/** Whoever team's pages are shown to, and who does something on them. */
export const session: Session = {
  id: 's1',
  person: csm.id,
  role: csm.role,
  signedInAt: Date.now(),
  seenAt: Date.now(),
};

/** They themselves, and the playbook that runs, as the deployed functions write them. */
export const rowsOfReader = [
  encodeCsm(csm),
  { ...sessionRowKey(session.person, session.id), ...sessionRecord.encode(session) },
  { ...playbookRowKey('current'), version: { S: 'v1' } },
  {
    ...playbookRowKey('v1'),
    pushedAt: { S: '2026-05-01T00:00:00.000Z' },
    ...new PlaybookRecord(PLAYBOOK_READER).encode('v1', playbook),
  },
];
