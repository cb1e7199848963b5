import type { MailFeedback } from '../../domain/mail/mail-feedback.ts';

/** What one event of SES says: of which mail, and what. */
export interface TaggedFeedback {
  /** The tag of the mail's row; `null` for a message that this stack did not send. */
  tag: string | null;
  /** The address it was sent from. */
  sender: string;
  feedback: MailFeedback;
}

/** What came on the bus is no event as SES documents it. */
export class UnreadableEventError extends Error {
  override readonly name = 'UnreadableEventError';
  readonly code = 'unreadable-event';
}

/** The parts of SES's event records that are looked at. */
interface SesDetail {
  eventType?: string;
  mail?: {
    timestamp?: string;
    messageId?: string;
    source?: string;
    destination?: string[];
    tags?: Record<string, string[]>;
  };
  bounce?: {
    bounceType?: string;
    bounceSubType?: string;
    bouncedRecipients?: { emailAddress: string; diagnosticCode?: string; status?: string }[];
    timestamp?: string;
  };
  complaint?: {
    complainedRecipients?: { emailAddress: string }[];
    complaintSubType?: string | null;
    complaintFeedbackType?: string | null;
    timestamp?: string;
  };
  delivery?: { timestamp?: string; recipients?: string[] };
  deliveryDelay?: { delayType?: string; timestamp?: string; delayedRecipients?: { emailAddress: string }[] };
  reject?: { reason?: string };
  failure?: { errorMessage?: string };
}

/** SES's own lists made it not even try. */
const KNOWN_ALREADY = new Set(['Suppressed', 'OnAccountSuppressionList']);
/** Most out-of-office notes come as the first; whatever SES can't make out comes as the second. */
const VAGUE_BOUNCES = new Set(['General', 'Undetermined']);
/** Reports of machines on what the message was made of, and the word that it was no spam after all. */
const NO_COMPLAINTS = new Set(['not-spam', 'auth-failure', 'virus']);
const MOST_CHARACTERS_OF_A_CODE = 80;

/** `null` for an event that nothing is made of, such as a click or a report that is nobody's complaint. */
export function readSesEvent(event: unknown): TaggedFeedback | null {
  const detail = Object((event as { detail?: unknown } | null)?.detail) as SesDetail;
  const { mail, eventType } = detail;
  if (typeof eventType !== 'string' || typeof mail?.messageId !== 'string' || typeof mail.timestamp !== 'string') {
    throw new UnreadableEventError('it names no eventType, mail.messageId or mail.timestamp');
  }
  const said = saidBy(eventType, detail);
  if (said === null) return null;
  const { at, ...rest } = said;
  return {
    tag: mail.tags?.mail?.[0] ?? null,
    sender: addressIn(mail.source ?? ''),
    feedback: {
      ...rest,
      recipients: (rest.recipients ?? mail.destination ?? []).map(addressIn),
      messageId: mail.messageId,
      takenAt: iso(mail.timestamp),
      at: iso(at ?? mail.timestamp),
      claim: mail.tags?.claim?.[0] ?? null,
    },
  };
}

type Said = Pick<MailFeedback, 'kind' | 'isPermanent' | 'isVague' | 'isKnownAlready' | 'detail'> & {
  recipients?: string[];
  at?: string;
};

function saidBy(eventType: string, detail: SesDetail): Said | null {
  switch (eventType) {
    case 'Send':
      return { kind: 'sent' };
    case 'Delivery':
      return { kind: 'delivered', at: detail.delivery?.timestamp, recipients: detail.delivery?.recipients };
    case 'DeliveryDelay': {
      const { delayType, timestamp, delayedRecipients } = detail.deliveryDelay ?? {};
      return { kind: 'delayed', at: timestamp, recipients: addressesOf(delayedRecipients), detail: codeOf(delayType) };
    }
    case 'Bounce': {
      const { bounceType, bounceSubType = '', bouncedRecipients, timestamp } = detail.bounce ?? {};
      const status = bouncedRecipients?.[0]?.status;
      return {
        kind: 'bounced',
        at: timestamp,
        recipients: addressesOf(bouncedRecipients),
        isPermanent: bounceType === 'Permanent',
        isVague: VAGUE_BOUNCES.has(bounceSubType),
        isKnownAlready: KNOWN_ALREADY.has(bounceSubType),
        // Not the diagnostic code: it quotes the address, and whatever else the other server likes to say.
        detail: codeOf([bounceType, bounceSubType, status].filter(Boolean).join(' ')),
      };
    }
    case 'Complaint': {
      const { complainedRecipients, complaintSubType, complaintFeedbackType, timestamp } = detail.complaint ?? {};
      if (NO_COMPLAINTS.has(complaintFeedbackType ?? '')) return null;
      const isKnownAlready = KNOWN_ALREADY.has(complaintSubType ?? '');
      return {
        kind: 'complained',
        at: timestamp,
        recipients: addressesOf(complainedRecipients),
        isKnownAlready,
        detail: codeOf(isKnownAlready ? complaintSubType : complaintFeedbackType),
      };
    }
    case 'Reject':
      return { kind: 'rejected', detail: codeOf(detail.reject?.reason) };
    // Both are in SES's documentation.
    case 'Rendering Failure':
    case 'RenderingFailure':
      return { kind: 'not-rendered', detail: codeOf(detail.failure?.errorMessage) };
    default:
      return null;
  }
}

const addressesOf = (recipients: { emailAddress: string }[] | undefined) =>
  recipients?.map(({ emailAddress }) => emailAddress);

/** "Ren Suzuki <ren@koa.example>" is written to at ren@koa.example. */
function addressIn(text: string): string {
  return /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;
}

function codeOf(text: string | null | undefined): string | undefined {
  return text ? text.slice(0, MOST_CHARACTERS_OF_A_CODE) : undefined;
}

function iso(timestamp: string): string {
  const time = Date.parse(timestamp);
  if (Number.isNaN(time)) throw new UnreadableEventError('a timestamp of it is none');
  return new Date(time).toISOString();
}
