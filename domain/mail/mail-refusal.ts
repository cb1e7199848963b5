/** What the mail service turned away, and for whom. */
export interface RefusedMail {
  code: string;
  /** In the service's own words. */
  detail: string;
  from: string;
  to: string;
}

const PRODUCTION_ACCESS = 'ask AWS for production access (SES console, Account dashboard)';
const THEN_RELEASE = 'then release the mail';

/** What mends it, as far as SES says what is wrong: who reads it must not look for it at the wrong end. */
export function mendOfRefusal(refused: RefusedMail): string {
  const { code, detail } = refused;
  switch (code) {
    case 'MessageRejected':
      return mendOfRejection(refused);
    case 'MailFromDomainNotVerified':
    case 'MailFromDomainNotVerifiedException':
      return `SES does not find the MX record of the sender's bounce domain (MAIL FROM). Enter it into the DNS, "doctor" shows it under sender-mail-from; ${THEN_RELEASE}.`;
    case 'AccountSendingPaused':
    case 'AccountSendingPausedException':
      return `Sending is paused for the whole AWS account in this region. Look into the mail that AWS sent to the account's owner, or switch sending on again where somebody of yours switched it off (aws ses update-account-sending-enabled --enabled); ${THEN_RELEASE}.`;
    case 'ConfigurationSetSendingPaused':
    case 'ConfigurationSetSendingPausedException':
      return `Sending is paused for the configuration set of the stage. Switch it on again in SES; ${THEN_RELEASE}.`;
    case 'ConfigurationSetDoesNotExist':
    case 'ConfigurationSetDoesNotExistException':
      return `SES does not have the configuration set of the stage any more. Deploy the stage; ${THEN_RELEASE}.`;
    case 'AccessDenied':
    case 'AccessDeniedException':
      return mendOfDenial(refused);
    case 'InvalidParameterValue':
      return 'SES can not read an address or a header of the mail. Correct the address of the contact or the team member, then drop the mail: it keeps the one that it was raised with.';
    default:
      return PAUSED.test(detail) ? pausedByAws : 'Mend the cause, then release the mail, or drop it.';
  }
}

/** As SES says it where AWS itself stopped the account. */
const PAUSED = /\bsending (is )?(paused|suspended|disabled)\b|\baccount is (paused|shut down|suspended)\b/i;
const pausedByAws = `AWS has stopped sending for the account. Answer the mail that AWS sent to its owner, until sending is allowed again; ${THEN_RELEASE}.`;

function mendOfRejection({ detail, from, to }: RefusedMail): string {
  if (PAUSED.test(detail)) return pausedByAws;
  const failed = failedIdentities(detail);
  if (failed === null) {
    return 'SES does not take the mail as it is, whoever it is for. Mend what it names, then release the mail, or drop it.';
  }
  const verifySender = 'Verify the sender in SES, by the domain or the address ("doctor" shows how)';
  const isSender = failed.has(from.toLowerCase());
  // One that SES writes to from its sandbox is verified; outside of it nobody asks for recipients.
  const isRecipient = failed.has(to.toLowerCase()) && to.toLowerCase() !== from.toLowerCase();
  if (isSender && isRecipient) {
    return `${verifySender}. SES is in its sandbox besides, and writes to verified addresses only: ${PRODUCTION_ACCESS}, or verify the recipient too; ${THEN_RELEASE}.`;
  }
  if (isRecipient) {
    return `The sender is in order. SES is in its sandbox and writes to verified addresses only: ${PRODUCTION_ACCESS}, or verify the recipient's address; ${THEN_RELEASE}.`;
  }
  if (isSender) return `${verifySender}; ${THEN_RELEASE}.`;
  return `${verifySender}; if "doctor" finds nothing there, SES is in its sandbox: ${PRODUCTION_ACCESS}, or verify the recipient; ${THEN_RELEASE}.`;
}

/** The addresses that SES names as not verified; `null` where it complains about something else. */
function failedIdentities(detail: string): Set<string> | null {
  if (!/address is not verified/i.test(detail)) return null;
  const named = /failed the check in region [^:]*:\s*(.*)$/is.exec(detail)?.[1] ?? '';
  const addresses = named.match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? [];
  // A long list ends with three full stops, and a sentence with one.
  return new Set(addresses.map((address) => address.replace(/\.+$/, '').toLowerCase()));
}

/** A recipient who is an identity of the same account is one that SES asks for leave for, too. */
function mendOfDenial({ detail, from, to }: RefusedMail): string {
  const identity = /:identity\/([^\s'"`]+)/.exec(detail)?.[1]?.replace(/\.$/, '').toLowerCase();
  const covers = (address: string) =>
    identity !== undefined && [address, address.split('@')[1]].some((name) => name?.toLowerCase() === identity);
  if (covers(to) && !covers(from)) {
    return `The sender is in order. The recipient is an identity of your own SES account, and SES, at least in its sandbox, asks for leave to use that too, which the stack has for its mail domains only: ${PRODUCTION_ACCESS}, then delete the recipient's identity from SES; ${THEN_RELEASE}.`;
  }
  return 'The stack may only send from the configured mail domain: use a sender in it, then release the mail.';
}
