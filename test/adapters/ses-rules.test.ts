import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  SESClient,
  SendEmailCommand,
  SetIdentityMailFromDomainCommand,
  VerifyDomainIdentityCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { csmSchema } from '../../domain/account/account.ts';
import type { Mailbox, OutboxMail } from '../../domain/outbox/outbox.ts';
import type { SesClient } from '../../functions/aws/ses-client.ts';
import { SesMailTransport, sesClient } from '../../functions/aws/ses-mail.ts';
import { SesMailService } from '../../functions/aws/ses-mail-service.ts';
import { readSendingQuota } from '../../functions/aws/ses-quota.ts';
import { deliverOutbox } from '../../functions/outbox/deliver-outbox.ts';
import {
  findAccount,
  findBounceDomains,
  findIdentities,
  findQuota,
  findSignatures,
} from '../../functions/outbox/sender-findings.ts';
import { SendingAllowance } from '../../functions/outbox/sending-allowance.ts';
import { messageWriter } from '../../functions/outbox/write-message.ts';
import type { Service } from '../../local/child-process.ts';
import { localCredentials, region } from '../../local/ministack.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { findFreePort } from '../support/free-port.ts';
import { prepareMoto, startMoto } from '../support/moto.ts';
import { sampleTaskMail } from '../support/sample-mails.ts';
import { sendingOver } from '../support/sending.ts';

/** Where its image has to be built first. */
const preparingTakesAtMostInMs = 15 * 60_000;
const quotaOfTheSandbox = 200;
const mostRecipientsOfAMail = 50;

let folder: string;
let moto: Service & { endpoint: string };
/** The product's, and the SDK's, which sets the scene. */
let ses: SesClient;
let sdk: SESClient;
let mailService: SesMailService;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sakimawari-moto-'));
  moto = await startMoto({ runtime: await prepareMoto(), port: await findFreePort(), folder });
  const config = { endpoint: moto.endpoint, region };
  ses = sesClient({ ...config, credentials: () => localCredentials });
  sdk = new SESClient({ ...config, credentials: localCredentials });
  mailService = new SesMailService(ses);
}, preparingTakesAtMostInMs);
afterAll(async () => {
  await moto?.stop();
  rmSync(folder, { recursive: true, force: true });
});
/** Each test begins with an account of AWS that has no identity and has sent nothing. */
beforeEach(async () => {
  await fetch(`${moto.endpoint}/moto-api/reset`, { method: 'POST' });
});

const verifyDomain = (Domain: string) => sdk.send(new VerifyDomainIdentityCommand({ Domain }));
const verifyAddress = (EmailAddress: string) => sdk.send(new VerifyEmailIdentityCommand({ EmailAddress }));

/** What went out: SES's id, the recipients as it understood envelope and headers, and the message. */
async function sentMails(): Promise<{ id: string; source: string; destinations: string[]; raw_data: string }[]> {
  const answer = await fetch(`${moto.endpoint}/moto-api/data.json`);
  const { ses: service } = (await answer.json()) as { ses?: { RawMessage?: never[] } };
  return service?.RawMessage ?? [];
}

/** A task mail between the two, about an account of its own: no other waits for it. */
const mailFrom = (from: string, to: Mailbox = { name: 'Aoi', address: 'aoi@mirai.example' }): OutboxMail => ({
  ...sampleTaskMail('ja', { episode: `${from}/${to.name}` }),
  from: { name: '白石 葵', address: from },
  replyTo: { name: '白石 葵', address: from },
  to,
});

async function deliver(mails: OutboxMail[]) {
  const { sending, outbox } = sendingOver(mails, {
    writeMessage: messageWriter(async () => defaultPlaybook, 'Asia/Tokyo'),
    allowance: new SendingAllowance({
      readQuota: () => readSendingQuota(ses),
      share: { ofRate: 1, ofDay: 0.9 },
      monotonic: () => performance.now(),
      sleep: async () => {},
    }),
  });
  const transport = new SesMailTransport(ses, region, 'sakimawari-test');
  const { counts } = await deliverOutbox({ ...sending, transport }, mails, () => true);
  const rows = mails.map(({ id }) => outbox.rows.get(id) as OutboxMail);
  return { counts, rows };
}

const statusesOf = (rows: OutboxMail[]) => rows.map(({ from, status }) => `${from.address} ${status}`);

describe('a sender', () => {
  it('that SES does not know is held with its words and what mends it, and the others go on', async () => {
    await verifyDomain('mirai.example');
    const { counts, rows } = await deliver([
      mailFrom('aoi@mirai.example'),
      mailFrom('new@partner.example'),
      mailFrom('ken@mirai.example'),
    ]);
    expect(counts).toMatchObject({ sent: 2, held: 1 });
    expect(statusesOf(rows)).toEqual(['aoi@mirai.example sent', 'new@partner.example held', 'ken@mirai.example sent']);
    expect(rows[1]?.reason).toBe(
      'refused: MessageRejected: Did not have authority to send from email new@partner.example. SES does not take the mail as it is, whoever it is for. Mend what it names, then release the mail, or drop it.',
    );
    const sent = await sentMails();
    expect(sent.map(({ source }) => source).sort()).toEqual(['aoi@mirai.example', 'ken@mirai.example']);
    const remembered = rows.flatMap(({ messageId }) => messageId ?? []);
    expect(remembered.sort()).toEqual(sent.map(({ id }) => id).sort());
  });

  it('that was proven after the refusal sends what is released', async () => {
    const mail = mailFrom('new@partner.example');
    expect((await deliver([mail])).counts).toMatchObject({ held: 1 });
    await verifyAddress('new@partner.example');
    expect((await deliver([mail])).counts).toMatchObject({ sent: 1 });
  });

  it.each([
    ['aoi@mirai.example', 'aoi@mirai.example'],
    ['aoi@mirai.example', 'mirai.example'],
    ['aoi+cs@mirai.example', 'mirai.example'],
    ['Aoi@mirai.example', 'mirai.example'],
    ['aoi@Mirai.Example', 'mirai.example'],
    ['aoi@例え.example', 'xn--r8jz45g.example'],
  ])('told as %s goes out where %s is proven, and the checks find nothing', async (told, identity) => {
    await prove(identity);
    expect(await judged(told)).toEqual({ status: 'sent', named: [] });
  });

  it.each([
    ['aoi@mirai.example', 'other.example'],
    ['aoi@mirai.example', 'ken@mirai.example'],
    ['Aoi@mirai.example', 'aoi@mirai.example'],
    ['aoi+cs@mirai.example', 'aoi@mirai.example'],
    ['aoi@mirai.example.evil', 'mirai.example'],
    ['aoi@not-mirai.example', 'mirai.example'],
  ])('told as %s is refused where only %s is proven, and the checks name its domain', async (told, identity) => {
    await prove(identity);
    expect(await judged(told)).toEqual({ status: 'held', named: [told.split('@')[1]] });
  });

  const prove = (identity: string) => (identity.includes('@') ? verifyAddress(identity) : verifyDomain(identity));

  /** What becomes of a mail from somebody imported with the address, and whom the checks of senders name. */
  async function judged(told: string) {
    const { email: address } = csmSchema.parse({ id: 'aoi', name: '白石 葵', email: told });
    const { rows } = await deliver([mailFrom(address)]);
    const senders = { systemSender: { name: 'Sakimawari', address }, members: [{ email: address }] };
    const { problems } = await findIdentities(senders, mailService);
    return { status: rows[0]?.status, named: problems };
  }
});

describe('a recipient', () => {
  it.each([
    'Ren Suzuki',
    '鈴木 蓮',
    'Suzuki, Ren',
    'Ren "Renny" Suzuki',
    'Ren (Sales)',
    'Sales: Ren; Hana',
    'hana@other.example',
    'Hana <hana@other.example>, Ren',
    'Ren\r\nBcc: hana@other.example',
    '株式会社みらい、経営企画部（東京・大阪・名古屋）カスタマーサクセス推進室 鈴木 蓮, 様',
  ])('named %j is the only one that envelope and headers name', async (name) => {
    await verifyDomain('mirai.example');
    const address = 'ren+renewal@xn--r8jz45g.example';
    const { rows } = await deliver([mailFrom('aoi@mirai.example', { name, address })]);
    expect(rows[0]).toMatchObject({ status: 'sent' });
    const [mail, ...others] = await sentMails();
    expect(others).toEqual([]);
    // Once from the envelope, once from the header.
    expect(mail?.destinations.map(addressIn)).toEqual([address, address]);
    expect(mail?.raw_data).toMatch(/^[\r\n\x20-\x7e]+$/);
  });

  const addressIn = (mailbox: string) => mailbox.match(/<([^<>]+)>$/)?.[1] ?? mailbox;
});

describe('the quota', () => {
  it('is read as SES tells it, and that of the sandbox is told as such', async () => {
    await verifyDomain('mirai.example');
    await sendTo(30);
    expect(await mailService.quota()).toEqual({ mailsASecond: 1, mailsADay: quotaOfTheSandbox, sentLastDay: 30 });
    expect(await mailService.busiestDay()).toBe(30);
    expect(await findQuota(mailService, 5)).toMatchObject({
      check: 'sending-quota',
      detail: '30 of 200 mails sent in the last 24 hours; room for the 35 that tomorrow may need',
    });
    // moto does not know whether an account may send.
    const account = Object.assign(new SesMailService(ses), { isSendingEnabled: async () => true });
    expect(await findAccount(account)).toMatchObject({
      check: 'sending-account',
      problems: ['sandbox'],
      detail: `SES is in its sandbox in ${region}: 200 mails a day, to verified addresses only`,
    });
  });

  it('that is used up leaves mails owed for later, and holds none', async () => {
    await verifyDomain('mirai.example');
    await sendTo(quotaOfTheSandbox);
    const { counts, rows } = await deliver([mailFrom('aoi@mirai.example'), mailFrom('ken@mirai.example')]);
    expect(counts).toMatchObject({ left: 2, sent: 0, held: 0 });
    expect(statusesOf(rows)).toEqual(['aoi@mirai.example pending', 'ken@mirai.example pending']);
    expect(await sentMails()).toEqual([]);
  });

  /** SES counts each recipient. */
  async function sendTo(recipients: number) {
    const addresses = Array.from({ length: recipients }, (_, i) => `person${i}@customer.example`);
    for (let i = 0; i < recipients; i += mostRecipientsOfAMail) {
      await sdk.send(
        new SendEmailCommand({
          Source: 'aoi@mirai.example',
          Destination: { ToAddresses: addresses.slice(i, i + mostRecipientsOfAMail) },
          Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } },
        }),
      );
    }
  }
});

describe('the checks of senders', () => {
  const senders = {
    systemSender: { name: 'Sakimawari', address: 'tasks@mirai.example' },
    members: [{ email: 'aoi@mirai.example' }, { email: 'ken@partner.example' }, { email: 'eva@other.example' }],
  };

  it('count whose mails are held and say how their domains are proven', async () => {
    await verifyDomain('mirai.example');
    await verifyAddress('ken@partner.example');
    expect(await findIdentities(senders, mailService)).toEqual({
      check: 'sender-identities',
      problems: ['other.example'],
      detail: 'SES does not know other.example as yours',
      mend: 'Write other.example under mail.domains and deploy, or add it to SES as a verified identity; then enter its DKIM records into the DNS. Until then the mails of 1 sender are held, all others go out.',
    });
    await verifyAddress('eva@other.example');
    expect(await findIdentities(senders, mailService)).toEqual({
      check: 'sender-identities',
      problems: [],
      detail: 'mirai.example verified; senders of partner.example, other.example verified one by one',
      mend: null,
    });
  });

  it('know how a domain stands that is proven, and one that is not', async () => {
    await verifyDomain('mirai.example');
    const identities = await mailService.domainIdentities(['mirai.example', 'other.example']);
    expect(identities.get('mirai.example')).toEqual({
      isVerified: true,
      isSigned: true,
      dkimTokens: [expect.stringMatching(/^\w+$/), expect.stringMatching(/^\w+$/), expect.stringMatching(/^\w+$/)],
      mailFrom: null,
    });
    expect(identities.get('other.example')).toEqual({
      isVerified: false,
      isSigned: false,
      dkimTokens: [],
      mailFrom: null,
    });
    expect(await findSignatures(senders, mailService)).toMatchObject({ problems: [], mend: null });
  });

  it('see the domain that bounces come back to', async () => {
    await verifyDomain('mirai.example');
    await sdk.send(
      new SetIdentityMailFromDomainCommand({ Identity: 'mirai.example', MailFromDomain: 'bounce.mirai.example' }),
    );
    const identities = await mailService.domainIdentities(['mirai.example', 'other.example']);
    expect(identities.get('mirai.example')?.mailFrom).toEqual({ domain: 'bounce.mirai.example', isFound: true });
    expect(identities.get('other.example')?.mailFrom).toBeNull();
    expect(await findBounceDomains(senders, mailService)).toMatchObject({ problems: [], mend: null });
  });

  it('ask for as many identities as a large team has', async () => {
    const emails = Array.from({ length: 250 }, (_, i) => `csm${i}@partner${i}.example`);
    await verifyDomain('partner249.example');
    const { problems } = await findIdentities(
      { systemSender: senders.systemSender, members: emails.map((email) => ({ email })) },
      mailService,
    );
    expect(problems).toHaveLength(250);
    expect(problems).not.toContain('partner249.example');
  });
});
