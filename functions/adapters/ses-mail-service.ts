import { GetIdentityVerificationAttributesCommand, GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';

const IDENTITIES_A_CALL = 100;

/** What SES lets this AWS account do. */
export class SesMailService {
  constructor(private readonly client: SESClient) {}

  /** Which of these domains and addresses SES has seen proven to be ours. */
  async verifiedIdentities(identities: string[]): Promise<Set<string>> {
    const verified = new Set<string>();
    for (let i = 0; i < identities.length; i += IDENTITIES_A_CALL) {
      const { VerificationAttributes = {} } = await this.client.send(
        new GetIdentityVerificationAttributesCommand({ Identities: identities.slice(i, i + IDENTITIES_A_CALL) }),
      );
      for (const [identity, { VerificationStatus }] of Object.entries(VerificationAttributes)) {
        if (VerificationStatus === 'Success') verified.add(identity);
      }
    }
    return verified;
  }

  async quota(): Promise<{ mailsADay: number; sentLastDay: number }> {
    const { Max24HourSend = 0, SentLast24Hours = 0 } = await this.client.send(new GetSendQuotaCommand({}));
    // SES writes "no limit" as -1.
    return { mailsADay: Max24HourSend === -1 ? Number.POSITIVE_INFINITY : Max24HourSend, sentLastDay: SentLast24Hours };
  }
}
