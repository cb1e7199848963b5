import { describe, expect, it } from 'vitest';
import { mendOfRefusal } from '../../../domain/mail/mail-refusal.ts';

const from = 'Kei@mirai.example';
const to = 'ren@koa.example';
const mendOf = (code: string, detail: string) => mendOfRefusal({ code, detail, from, to });
/** As the service's documents give its answer. */
const notVerified = (...identities: string[]) =>
  `Email address is not verified. The following identities failed the check in region AP-NORTHEAST-1: ${identities.join(', ')}`;

describe('the advice beside a mail that SES turned away', () => {
  it('asks for production access, and leaves the sender alone, where the recipient is not verified', () => {
    const mend = mendOf('MessageRejected', notVerified(to));
    expect(mend).toContain('The sender is in order');
    expect(mend).toContain('production access');
    expect(mend).toContain("verify the recipient's address");
    expect(mend).not.toContain('Verify the sender');
  });

  it('asks for the sender alone where the sender is not verified', () => {
    for (const named of ['kei@mirai.example', '"Kei" <kei@mirai.example>', 'kei@mirai.example...']) {
      const mend = mendOf('MessageRejected', notVerified(named));
      expect(mend).toContain('Verify the sender');
      expect(mend).not.toMatch(/sandbox|recipient/);
    }
  });

  it('asks for both where both are named, and says how to tell where neither is', () => {
    for (const detail of [notVerified(from, to), notVerified('...'), 'Email address is not verified.']) {
      const mend = mendOf('MessageRejected', detail);
      expect(mend).toContain('Verify the sender');
      expect(mend).toContain('production access');
    }
    expect(mendOf('MessageRejected', notVerified('...'))).toContain('"doctor"');
  });

  it('of a mail to oneself from an address that is not verified asks for the sender only', () => {
    const mend = mendOfRefusal({ code: 'MessageRejected', detail: notVerified(from), from, to: from.toLowerCase() });
    expect(mend).toContain('Verify the sender');
    expect(mend).not.toContain('sandbox');
  });

  it('says nothing of identities where SES complains about the mail itself', () => {
    const mend = mendOf('MessageRejected', 'Email contains a virus.');
    expect(mend).not.toMatch(/verif|sandbox/i);
    expect(mend).toContain('does not take the mail as it is');
  });

  it.each([
    'Sending paused for this account. For more information, please check the inbox of the email address associated with your AWS account.',
    'Account is paused',
  ])('leads to the mail that AWS sent where AWS stopped the account (%s)', (detail) => {
    expect(mendOf('MessageRejected', detail)).toContain('AWS has stopped sending for the account');
    expect(mendOf('SomethingNew', detail)).toContain('AWS has stopped sending for the account');
  });

  it.each([
    ['AccountSendingPausedException', 'update-account-sending-enabled'],
    ['AccountSendingPaused', 'update-account-sending-enabled'],
    ['ConfigurationSetSendingPausedException', 'configuration set'],
    ['ConfigurationSetDoesNotExistException', 'Deploy the stage'],
    ['MailFromDomainNotVerifiedException', 'sender-mail-from'],
    ['InvalidParameterValue', 'Correct the address'],
    ['AccessDenied', 'use a sender in it'],
  ])('names what is wrong by %s', (code, words) => {
    const mend = mendOf(code, 'whatever it says');
    expect(mend).toContain(words);
    expect(mend).not.toContain('Verify the sender');
  });

  it('tells a recipient who is an identity of ours from a sender who is none', () => {
    const denied = (identity: string) =>
      `User \`arn:aws:sts::123456789012:assumed-role/deliver-outbox' is not authorized to perform \`ses:SendRawEmail' on resource \`arn:aws:ses:ap-northeast-1:123456789012:identity/${identity}'`;
    for (const identity of [to, 'koa.example']) {
      const mend = mendOf('AccessDenied', denied(identity));
      expect(mend).toContain('The sender is in order');
      expect(mend).toContain('production access');
    }
    expect(mendOf('AccessDenied', denied('other.example'))).toContain('use a sender in it');
    expect(mendOf('AccessDenied', denied(from))).toContain('use a sender in it');
  });
});
