import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type OutboxMail, statusAfterSend } from '../../domain/outbox/outbox.ts';
import { type MailToSend, SesMailTransport, sesClient } from '../../functions/aws/ses-mail.ts';

const mail: MailToSend = {
  from: 'aoi@mirai.example',
  to: 'ren@shinonome.example',
  raw: Buffer.from('From: aoi@mirai.example\r\n\r\nHello'),
  tag: 'a1b2',
  claim: '1780272005000',
};
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** SES as the listener answers it, and how often it was asked. */
async function sesThat(listener: RequestListener, requestTimeoutInMs?: number) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      listener(request, response);
    });
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = sesClient({ endpoint, credentials: () => credentials, region: 'ap-northeast-1' }, requestTimeoutInMs);
  return { transport: new SesMailTransport(client, 'ap-northeast-1', 'sakimawari-prod'), bodies };
}

const answering =
  (status: number, body: string): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);

const errorXml = (code: string, message: string) =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

describe('a mail given to SES', () => {
  it('that it takes is accepted under the id it gave', async () => {
    const { transport, bodies } = await sesThat(
      answering(
        200,
        '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>0106-a</MessageId></SendRawEmailResult></SendRawEmailResponse>',
      ),
    );
    expect(await transport.send(mail)).toEqual({ result: 'accepted', messageId: '0106-a' });
    const sent = new URLSearchParams(bodies[0]);
    expect(sent.get('Source')).toBe(mail.from);
    expect(sent.get('Destinations.member.1')).toBe(mail.to);
    expect(sent.get('ConfigurationSetName')).toBe('sakimawari-prod');
    expect(sent.get('Tags.member.1.Value')).toBe('a1b2');
    expect(sent.get('Tags.member.2.Name')).toBe('claim');
    expect(sent.get('Tags.member.2.Value')).toBe('1780272005000');
    expect(Buffer.from(sent.get('RawMessage.Data') as string, 'base64').toString()).toContain('Hello');
  });

  it.each([
    ['MessageRejected', 'Email address is not verified.'],
    ['MailFromDomainNotVerifiedException', 'The mail-from domain is not verified.'],
    ['AccountSendingPausedException', 'Sending is paused.'],
    ['AccessDenied', 'not authorized to perform ses:SendRawEmail'],
  ])('that it refuses for good (%s) is refused, with its words', async (code, message) => {
    const { transport, bodies } = await sesThat(answering(400, errorXml(code, message)));
    expect(await transport.send(mail)).toEqual({ result: 'refused', code, detail: message });
    expect(bodies).toHaveLength(1);
  });

  it.each([
    [
      'a recipient is not verified, in the sandbox',
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region AP-NORTHEAST-1: ${mail.to}`,
      'The sender is in order. SES is in its sandbox and writes to verified addresses only',
    ],
    [
      'the sender is not verified',
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region AP-NORTHEAST-1: ${mail.from}`,
      'Verify the sender in SES',
    ],
    [
      'the account is paused',
      'AccountSendingPausedException',
      'Email sending is disabled for your account.',
      'Sending is paused for the whole AWS account',
    ],
    [
      'AWS stopped the account',
      'MessageRejected',
      'Sending suspended for this account. For more information, please check the inbox of the email address associated with your AWS account.',
      'AWS has stopped sending for the account',
    ],
    [
      'a verified recipient is not ours to use',
      'AccessDenied',
      `User \`arn:aws:sts::123456789012:assumed-role/deliver-outbox/deliver-outbox' is not authorized to perform \`ses:SendRawEmail' on resource \`arn:aws:ses:ap-northeast-1:123456789012:identity/${mail.to}'`,
      'The sender is in order. The recipient is an identity of your own SES account',
    ],
  ])('is held with the advice that fits where %s', async (_, code, message, advice) => {
    const { transport } = await sesThat(answering(400, errorXml(code, message)));
    const [from, to] = [mail.from, mail.to].map((address) => ({ name: '', address }));
    const settled = statusAfterSend(await transport.send(mail), { from, to } as Pick<OutboxMail, 'from' | 'to'>);
    expect(settled).toMatchObject({ status: 'held', reason: expect.stringContaining(message) });
    expect(settled).toMatchObject({ reason: expect.stringContaining(advice) });
  });

  it('beyond the quota of a day is owed until there is room again', async () => {
    const { transport } = await sesThat(answering(400, errorXml('Throttling', 'Daily message quota exceeded.')));
    expect(await transport.send(mail)).toEqual({ result: 'deferred', code: 'Throttling' });
  });

  it('too fast for its limits is put off, since it certainly did not go out', async () => {
    const { transport, bodies } = await sesThat(
      answering(400, errorXml('Throttling', 'Maximum sending rate exceeded.')),
    );
    expect(await transport.send(mail)).toEqual({ result: 'deferred', code: 'Throttling' });
    expect(bodies).toHaveLength(1);
  });

  it('that nobody was there to take is put off', async () => {
    const { transport } = await sesThat(() => {});
    for (const server of servers.splice(0)) await new Promise((closed) => server.close(closed));
    expect(await transport.send(mail)).toEqual({ result: 'deferred', code: 'ECONNREFUSED' });
  });

  it.each<[string, RequestListener]>([
    ['answered with a fault of its own', answering(503, errorXml('ServiceUnavailable', 'later'))],
    ['whose connection broke before the answer', (request) => request.socket.destroy()],
    ['whose answer makes no sense', answering(200, 'gateway says hello')],
  ])('%s has an unknown outcome, and is tried once', async (_, listener) => {
    const { transport, bodies } = await sesThat(listener);
    expect((await transport.send(mail)).result).toBe('unknown');
    expect(bodies).toHaveLength(1);
  });

  it('that gets no answer in time has an unknown outcome', async () => {
    const { transport, bodies } = await sesThat(() => {}, 300);
    expect(await transport.send(mail)).toEqual({ result: 'unknown', code: 'ETIMEDOUT' });
    expect(bodies).toHaveLength(1);
  });
});

it('a mail sent before is known by the Message-ID that SES made for it', () => {
  const client = sesClient({ credentials: () => credentials, region: 'ap-northeast-1' });
  expect(new SesMailTransport(client, 'ap-northeast-1', 'sakimawari-prod').messageIdHeader('0106-a')).toBe(
    '<0106-a@ap-northeast-1.amazonses.com>',
  );
  expect(new SesMailTransport(client, 'ap-northeast-1', 'sakimawari-prod').messageIdHeader('0106-a@ses.example')).toBe(
    '<0106-a@ses.example>',
  );
  expect(new SesMailTransport(client, 'us-east-1', 'sakimawari-prod').messageIdHeader('0106-a')).toBe(
    '<0106-a@email.amazonses.com>',
  );
});
