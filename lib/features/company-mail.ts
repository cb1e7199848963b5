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
      ...domains.map((domain) => sesArn('identity', domain)),
      sesArn('configuration-set', configurationSetName),
    ],
    conditions: { StringLike: { 'ses:FromAddress': domains.map((domain) => `*@${domain}`) } },
  });
  grantee.allow({ actions: ['ses:GetSendQuota'], resources: ['*'] });
  grantee.acknowledgeWildcard('*', 'SES knows no resource for its quota, which is only read.');
}
