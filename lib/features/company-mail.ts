import type { Stack } from 'aws-cdk-lib';
import type { Grantee } from '../constructs/alarmed-function.ts';

/** Lets a function send, from addresses of the company's own domains and through its own identities only. */
export function companyMailSendableBy(grantee: Grantee, stack: Stack, domains: readonly string[]): void {
  grantee.allow({
    actions: ['ses:SendRawEmail'],
    resources: domains.map((domain) => stack.formatArn({ service: 'ses', resource: 'identity', resourceName: domain })),
    conditions: { StringLike: { 'ses:FromAddress': domains.map((domain) => `*@${domain}`) } },
  });
}
