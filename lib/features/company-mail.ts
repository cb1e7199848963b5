import type { Stack } from 'aws-cdk-lib';
import type { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import type { Grantee } from '../constructs/alarmed-function.ts';

/** Lets a function send, from addresses of the company's own domains and through its own identities only. */
export function companyMailSendableBy(
  grantee: Grantee<'CONFIGURATION_SET'>,
  stack: Stack,
  { domains, configurationSet }: { domains: readonly string[]; configurationSet: ConfigurationSet },
): void {
  const { configurationSetName } = configurationSet;
  grantee.setEnvironment('CONFIGURATION_SET', configurationSetName);
  const sesArn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'ses', resource, resourceName });
  grantee.allow({
    actions: ['ses:SendRawEmail'],
    resources: [
      // SES asks for the closest identity: the address of a sender who was verified by it, else the domain.
      ...domains.flatMap((domain) => [sesArn('identity', domain), sesArn('identity', `*@${domain}`)]),
      sesArn('configuration-set', configurationSetName),
    ],
    conditions: { StringLike: { 'ses:FromAddress': domains.map((domain) => `*@${domain}`) } },
  });
  for (const domain of domains) {
    grantee.acknowledgeWildcard(
      `arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*@${domain}`,
      'Any CSM of the company may be verified by address.',
    );
  }
  grantee.allow({ actions: ['ses:GetSendQuota'], resources: ['*'] });
  grantee.acknowledgeWildcard('*', 'SES knows no resource for its quota, which is only read.');
}
