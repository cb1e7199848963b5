import { NO_ACCOUNT, type OutboxMail } from '../outbox/outbox.ts';
import type { AuditSubject } from './audit.ts';

/** Which mail, of whose account, and whom it goes to. */
export const aboutMail = ({ account, id, contact }: Pick<OutboxMail, 'account' | 'id' | 'contact'>): AuditSubject => ({
  ...(account !== NO_ACCOUNT && { account }),
  mail: id,
  ...(contact !== undefined && { contact }),
});
