import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { EmailIdentity, Identity, MailFromBehaviorOnMxFailure } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';

export interface MailStackProps extends StackProps {
  domains: readonly string[];
}

/** Makes the company's mail domains known to SES. The outputs are the DNS records to enter. */
export class MailStack extends Stack {
  constructor(scope: Construct, id: string, { domains, ...props }: MailStackProps) {
    super(scope, id, props);
    for (const domain of domains) {
      const bounceDomain = `bounce.${domain}`;
      const identity = new EmailIdentity(this, domain, {
        identity: Identity.domain(domain),
        mailFromDomain: bounceDomain,
        // A mail with SES's own envelope sender is better than none while the bounce domain's DNS is not right.
        mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      });
      const records = [
        ...identity.dkimRecords.map(({ name, value }) => `${name} CNAME ${value}`),
        `${bounceDomain} MX 10 feedback-smtp.${this.region}.amazonses.com`,
        `${bounceDomain} TXT "v=spf1 include:amazonses.com ~all"`,
      ];
      records.forEach((record, index) => {
        new CfnOutput(this, `${domain}-${index + 1}`, { key: `${outputKey(domain)}Dns${index + 1}`, value: record });
      });
    }
  }
}

/** An output's key is letters and digits only. */
const outputKey = (domain: string) =>
  domain
    .split(/[^a-z0-9]/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
