import type { Csm } from '../../domain/account/account.ts';
import type { Company } from '../../domain/company/company.ts';
import { presentOn } from '../../domain/company/team.ts';
import type { Mailbox } from '../../domain/outbox/outbox.ts';
import type { Day } from '../../domain/time/day.ts';
import type { DomainIdentity, SesMailService } from '../aws/ses-mail-service.ts';

/** What one check found of what mail needs. */
export interface SenderFinding {
  check: 'sender-identities' | 'sender-dkim' | 'sender-mail-from' | 'sending-account' | 'sending-quota';
  detail: string;
  /** What to do about it; null when nothing is wrong. */
  mend: string | null;
  /** Each thing that is wrong, by a short name: by these one night is compared with another. */
  problems: string[];
}

export interface Senders {
  systemSender: Mailbox;
  /** Those who have not left. */
  members: Pick<Csm, 'email'>[];
}

type MailService = Pick<
  SesMailService,
  'verifiedIdentities' | 'domainIdentities' | 'isSendingEnabled' | 'quota' | 'busiestDay' | 'region'
>;

/** What the checks look at; read by those that need it. */
export interface SenderSources {
  mailService: MailService;
  senders(): Promise<Senders>;
  /** How many mails are still to be sent. */
  countWaiting(): Promise<number>;
}

/** What mail needs of SES, each as one check: for the operator who asks, and for the nightly run. */
export const senderChecks: {
  check: SenderFinding['check'];
  find(sources: SenderSources): Promise<SenderFinding>;
}[] = [
  {
    check: 'sender-identities',
    find: async ({ senders, mailService }) => findIdentities(await senders(), mailService),
  },
  { check: 'sender-dkim', find: async ({ senders, mailService }) => findSignatures(await senders(), mailService) },
  {
    check: 'sender-mail-from',
    find: async ({ senders, mailService }) => findBounceDomains(await senders(), mailService),
  },
  { check: 'sending-account', find: ({ mailService }) => findAccount(mailService) },
  {
    check: 'sending-quota',
    find: async ({ mailService, countWaiting }) => findQuota(mailService, await countWaiting()),
  },
];

/** In whose names mails go out on the day. */
export const sendersOn = (day: Day, { systemSender }: Pick<Company, 'systemSender'>, members: Csm[]): Senders => ({
  systemSender,
  members: presentOn(members, day),
});

/** SES lets new accounts send so many mails a day, to verified addresses only. */
const SANDBOX_MAILS_A_DAY = 200;

function sendersOf({ systemSender, members }: Senders): { addresses: string[]; domains: string[] } {
  const addresses = [...new Set([systemSender.address, ...members.map(({ email }) => email)])];
  return { addresses, domains: [...new Set(addresses.map(domainOf))] };
}

const domainOf = (address: string) => address.split('@')[1] as string;

/** Every sender's domain, or their own address, is proven to be ours. */
export async function findIdentities(senders: Senders, mailService: MailService): Promise<SenderFinding> {
  const { addresses, domains } = sendersOf(senders);
  const verified = await mailService.verifiedIdentities([...domains, ...addresses]);
  const problems = addresses
    .filter((address) => !verified.has(address) && !verified.has(domainOf(address)))
    .map((address) => domainOf(address));
  const unverified = [...new Set(problems)];
  const whole = domains.filter((domain) => verified.has(domain));
  const inPart = domains.filter((domain) => !verified.has(domain));
  const well = [
    ...(whole.length > 0 ? [`${whole.join(', ')} verified`] : []),
    ...(inPart.length > 0 ? [`senders of ${inPart.join(', ')} verified one by one`] : []),
  ];
  return finding('sender-identities', unverified, {
    well: well.join('; '),
    ill: `SES does not know ${unverified.join(', ')} as yours`,
    mend: `${await dnsRecords(unverified, mailService)} Until then the mails of ${counted(problems.length, 'sender')} are held, all others go out.`,
  });
}

/** What is sent from a domain is signed, so that mail programs believe it. */
export async function findSignatures(senders: Senders, mailService: MailService): Promise<SenderFinding> {
  const identities = await mailService.domainIdentities(sendersOf(senders).domains);
  const unsigned = [...identities].filter(([, { isVerified, isSigned }]) => isVerified && !isSigned);
  const problems = unsigned.map(([domain]) => domain);
  return finding('sender-dkim', problems, {
    well: 'mails are signed with DKIM',
    ill: `mails from ${problems.join(', ')} are not signed with DKIM: many land among the unwanted`,
    mend: unsigned.map(([domain, { dkimTokens }]) => dkimRecords(domain, dkimTokens)).join(' '),
  });
}

/** What bounces from a domain comes back under a domain of ours, as SPF asks for. */
export async function findBounceDomains(senders: Senders, mailService: MailService): Promise<SenderFinding> {
  const identities = await mailService.domainIdentities(sendersOf(senders).domains);
  const bounceDomains = [...identities.values()].flatMap(({ mailFrom }) => mailFrom ?? []);
  const lost = [...new Set(bounceDomains.filter(({ isFound }) => !isFound).map(({ domain }) => domain))];
  const region = await mailService.region();
  return finding('sender-mail-from', lost, {
    well: 'bounce domains are found, where there are any',
    ill: `SES does not find ${lost.join(', ')}: mails go out under a domain of SES`,
    mend: lost
      .map(
        (domain) =>
          `Enter into the DNS: ${domain} MX 10 feedback-smtp.${region}.amazonses.com and ${domain} TXT "v=spf1 include:amazonses.com ~all".`,
      )
      .join(' '),
  });
}

/** The account may send, and to whom it likes. */
export async function findAccount(mailService: MailService): Promise<SenderFinding> {
  const [isEnabled, { mailsADay }, region] = await Promise.all([
    mailService.isSendingEnabled(),
    mailService.quota(),
    mailService.region(),
  ]);
  const check = 'sending-account';
  if (!isEnabled) {
    return {
      check,
      problems: ['paused'],
      detail: `sending is paused for the whole account in ${region}: every mail is held`,
      mend: "Look into the mail that AWS sent to the account's owner and answer it, or switch sending on again where somebody of yours switched it off: aws ses update-account-sending-enabled --enabled. Then release what is held: sakimawari outbox --held",
    };
  }
  if (mailsADay <= SANDBOX_MAILS_A_DAY) {
    return {
      check,
      problems: ['sandbox'],
      detail: `SES is in its sandbox in ${region}: ${mailsADay} mails a day, to verified addresses only`,
      mend: 'Ask AWS for production access to SES (SES console, Account dashboard). Until then mails to anybody whose address or domain is not verified in SES are held, whoever sends them.',
    };
  }
  return { check, problems: [], detail: `SES sends to everybody in ${region}`, mend: null };
}

/** What waits, and a day as busy as the busiest of late, fit into what SES lets us send. */
export async function findQuota(mailService: MailService, waiting: number): Promise<SenderFinding> {
  const [{ mailsADay, sentLastDay }, busiestDay] = await Promise.all([mailService.quota(), mailService.busiestDay()]);
  const plan = waiting + busiestDay;
  const sent = `${sentLastDay} of ${mailsADay} mails sent in the last 24 hours`;
  const higher = 'Ask AWS for a higher sending quota of SES.';
  if (sentLastDay >= 0.9 * mailsADay) {
    return { check: 'sending-quota', problems: ['nearly-used'], detail: sent, mend: higher };
  }
  if (plan > mailsADay) {
    const detail = `tomorrow may need ${plan} mails (${waiting} waiting, ${busiestDay} on the busiest day of two weeks), and SES sends ${mailsADay} a day`;
    return { check: 'sending-quota', problems: ['too-small'], detail, mend: higher };
  }
  return {
    check: 'sending-quota',
    problems: [],
    detail: `${sent}; room for the ${plan} that tomorrow may need`,
    mend: null,
  };
}

function finding(
  check: SenderFinding['check'],
  problems: string[],
  { well, ill, mend }: { well: string; ill: string; mend: string },
): SenderFinding {
  return problems.length === 0 ? { check, problems, detail: well, mend: null } : { check, problems, detail: ill, mend };
}

/** The records that prove the domains, where SES was asked for them; else how to ask. */
async function dnsRecords(domains: string[], mailService: MailService): Promise<string> {
  if (domains.length === 0) return '';
  const identities = await mailService.domainIdentities(domains);
  return domains.map((domain) => dkimRecords(domain, (identities.get(domain) as DomainIdentity).dkimTokens)).join(' ');
}

function dkimRecords(domain: string, tokens: string[]): string {
  if (tokens.length === 0) {
    return `Write ${domain} under mail.domains and deploy, or add it to SES as a verified identity; then enter its DKIM records into the DNS.`;
  }
  const records = tokens.map((token) => `${token}._domainkey.${domain} CNAME ${token}.dkim.amazonses.com`);
  return `Enter into the DNS: ${records.join('; ')}.`;
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
