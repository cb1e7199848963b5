import {
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendStatisticsCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import type { SendingQuota } from '../../domain/outbox/sending-pace.ts';
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
  constructor(private readonly client: SESClient) {}

  /** Which of these domains and addresses SES has seen proven to be ours. */
  async verifiedIdentities(identities: string[]): Promise<Set<string>> {
    const verified = new Set<string>();
    for (const Identities of inCalls(identities)) {
      const { VerificationAttributes = {} } = await this.client.send(
        new GetIdentityVerificationAttributesCommand({ Identities }),
      );
      for (const [identity, { VerificationStatus }] of Object.entries(VerificationAttributes)) {
        if (VerificationStatus === 'Success') verified.add(identity);
      }
    }
    return verified;
  }

  async domainIdentities(domains: string[]): Promise<Map<string, DomainIdentity>> {
    const verified = await this.verifiedIdentities(domains);
    const identities = new Map<string, DomainIdentity>();
    for (const Identities of inCalls(domains)) {
      const [{ DkimAttributes = {} }, mailFrom] = await Promise.all([
        this.client.send(new GetIdentityDkimAttributesCommand({ Identities })),
        this.mailFromAttributes(Identities),
      ]);
      for (const domain of Identities) {
        const { DkimEnabled, DkimVerificationStatus, DkimTokens } = DkimAttributes[domain] ?? {};
        const { MailFromDomain, MailFromDomainStatus } = mailFrom[domain] ?? {};
        identities.set(domain, {
          isVerified: verified.has(domain),
          isSigned: DkimEnabled === true && DkimVerificationStatus === 'Success',
          dkimTokens: DkimTokens ?? [],
          mailFrom: MailFromDomain ? { domain: MailFromDomain, isFound: MailFromDomainStatus === 'Success' } : null,
        });
      }
    }
    return identities;
  }

  /** False where AWS, or somebody of the company, paused the whole account. */
  async isSendingEnabled(): Promise<boolean> {
    try {
      const { Enabled } = await this.client.send(new GetAccountSendingEnabledCommand({}));
      return Enabled !== false;
    } catch (error) {
      // The local AWS knows no such question.
      if ((error as Error).name === 'InvalidAction') return true;
      throw error;
    }
  }

  quota(): Promise<SendingQuota> {
    return readSendingQuota(this.client);
  }

  /** How many mails the busiest 24 hours of the last two weeks took. */
  async busiestDay(): Promise<number> {
    const { SendDataPoints = [] } = await this.client.send(new GetSendStatisticsCommand({}));
    const points = SendDataPoints.map(({ Timestamp, DeliveryAttempts = 0 }) => ({
      at: (Timestamp as Date).getTime(),
      mails: DeliveryAttempts,
    }));
    const dayAfter = (start: number) =>
      points.filter(({ at }) => at >= start && at < start + DAY_IN_MS).reduce((sum, { mails }) => sum + mails, 0);
    return Math.max(0, ...points.map(({ at }) => dayAfter(at)));
  }

  async region(): Promise<string> {
    return this.client.config.region();
  }

  private async mailFromAttributes(Identities: string[]) {
    try {
      const { MailFromDomainAttributes = {} } = await this.client.send(
        new GetIdentityMailFromDomainAttributesCommand({ Identities }),
      );
      return MailFromDomainAttributes;
    } catch (error) {
      // The local AWS knows no such question.
      if ((error as Error).name === 'InvalidAction') return {};
      throw error;
    }
  }
}

function inCalls(identities: string[]): string[][] {
  const calls: string[][] = [];
  for (let i = 0; i < identities.length; i += IDENTITIES_A_CALL) calls.push(identities.slice(i, i + IDENTITIES_A_CALL));
  return calls;
}
