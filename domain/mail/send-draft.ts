import type { OutboxMail } from '../outbox/outbox.ts';
import type { Letter } from './mail-content.ts';

/** What a draft becomes when its CSM lets it go from here: one mail, however often they say so. */
export function sentDraftId({ id, cause }: Pick<OutboxMail, 'id' | 'cause'>): string {
  // Like every mail of its episode it begins with the episode's id, and ends with template and contact.
  return cause === undefined || !id.startsWith(`${cause.episode}/`)
    ? `${id}/from-draft`
    : `${cause.episode}/from-draft${id.slice(cause.episode.length)}`;
}

/** `edited`: what the CSM made of the words; without it they are the playbook's. `null` for what is no draft. */
export function mailOfDraft(
  draft: OutboxMail,
  { edited, by, at }: { edited?: Letter | undefined; by: string; at: string },
): OutboxMail | null {
  const { account, playbook, to: csm, person, contact, cause, content } = draft;
  if (content.type !== 'draft') return null;
  return {
    id: sentDraftId(draft),
    account,
    kind: content.mail.template,
    playbook,
    language: content.language,
    from: csm,
    replyTo: csm,
    to: content.to,
    ...(contact !== undefined && { contact }),
    ...(person !== undefined && { csm: person }),
    ...(cause !== undefined && { cause }),
    content: content.mail,
    ...(edited && { edited }),
    status: 'pending',
    createdAt: at,
    decidedBy: by,
    releasedAt: at,
  };
}
