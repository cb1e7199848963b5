import type { SendingQuota } from '../../domain/outbox/sending-pace.ts';
import { AwsError } from './aws-error.ts';
import { members, type SesClient, type XmlAnswer } from './ses-client.ts';
import { readSendingQuota } from './ses-quota.ts';

const IDENTITIES_A_CALL = 100;
const DAY_IN_MS = 86_400_000;

/** What SES knows of a sending domain. */
export interface DomainIdentity {
  isVerified: boolean;
  /** SES signs with keys that it found in the domain's DNS. */
  isSigned: boolean;
  /** What the DNS has to hold for that, where SES tells. */
  dkimTokens: string[];
  /** `null` where SES was not asked to use a domain of ours for what bounces, or can't tell. */
  mailFrom: { domain: string; isFound: boolean } | null;
}

/** What SES lets this AWS account do. */
export class SesMailService {
  constructor(private readonly client: SesClient) {}

  /** Which of these domains and addresses SES has seen proven to be ours. */
  async verifiedIdentities(of: string[]): Promise<Set<string>> {
    const verified = new Set<string>();
    for (const identities of inCalls(of)) {
      const attributes = byIdentity(
        await this.client.call('GetIdentityVerificationAttributes', members('Identities', identities)),
      );
      for (const [identity, attribute] of attributes) {
        if (attribute.text('VerificationStatus') === 'Success') verified.add(identity);
      }
    }
    return verified;
  }

  async domainIdentities(domains: string[]): Promise<Map<string, DomainIdentity>> {
    const verified = await this.verifiedIdentities(domains);
    const identities = new Map<string, DomainIdentity>();
    for (const asked of inCalls(domains)) {
      const [dkim, mailFrom] = await Promise.all([
        this.client.call('GetIdentityDkimAttributes', members('Identities', asked)).then(byIdentity),
        this.mailFromAttributes(asked),
      ]);
      for (const domain of asked) {
        const signature = dkim.get(domain);
        const mailFromDomain = mailFrom.get(domain)?.text('MailFromDomain');
        identities.set(domain, {
          isVerified: verified.has(domain),
          isSigned: signature?.text('DkimEnabled') === 'true' && signature.text('DkimVerificationStatus') === 'Success',
          dkimTokens: signature?.all('member').map((token) => token.ownText()) ?? [],
          mailFrom: mailFromDomain
            ? { domain: mailFromDomain, isFound: mailFrom.get(domain)?.text('MailFromDomainStatus') === 'Success' }
            : null,
        });
      }
    }
    return identities;
  }

  /** False where AWS, or somebody of the company, paused the whole account. */
  async isSendingEnabled(): Promise<boolean> {
    try {
      return (await this.client.call('GetAccountSendingEnabled')).text('Enabled') !== 'false';
    } catch (error) {
      // The local AWS knows no such question.
      if (error instanceof AwsError && error.code === 'InvalidAction') return true;
      throw error;
    }
  }

  quota(): Promise<SendingQuota> {
    return readSendingQuota(this.client);
  }

  /** How many mails the busiest 24 hours of the last two weeks took. */
  async busiestDay(): Promise<number> {
    const statistics = await this.client.call('GetSendStatistics');
    const points = statistics.all('member').map((point) => ({
      at: Date.parse(point.text('Timestamp') as string),
      mails: Number(point.text('DeliveryAttempts') ?? 0),
    }));
    const dayAfter = (start: number) =>
      points.filter(({ at }) => at >= start && at < start + DAY_IN_MS).reduce((sum, { mails }) => sum + mails, 0);
    return Math.max(0, ...points.map(({ at }) => dayAfter(at)));
  }

  async region(): Promise<string> {
    return this.client.region;
  }

  private async mailFromAttributes(identities: string[]): Promise<Map<string, XmlAnswer>> {
    try {
      return byIdentity(
        await this.client.call('GetIdentityMailFromDomainAttributes', members('Identities', identities)),
      );
    } catch (error) {
      // The local AWS knows no such question.
      if (error instanceof AwsError && error.code === 'InvalidAction') return new Map();
      throw error;
    }
  }
}

/** What SES says of each identity that it knows. */
const byIdentity = (answer: XmlAnswer): Map<string, XmlAnswer> =>
  new Map(answer.all('entry').map((entry) => [entry.text('key') as string, entry]));

function inCalls(identities: string[]): string[][] {
  const calls: string[][] = [];
  for (let i = 0; i < identities.length; i += IDENTITIES_A_CALL) calls.push(identities.slice(i, i + IDENTITIES_A_CALL));
  return calls;
}
