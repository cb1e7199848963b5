import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WebDomain, type WebDomainProps } from './features/web-domain.ts';

/**
 * A domain of the company's own before the API. It is a stack of its own, since its certificate waits for a record in the
 * DNS: nothing else has to wait with it, or to be rolled back.
 */
export class DomainStack extends Stack {
  constructor(scope: Construct, id: string, { api, stageOfApi, name, zone, ...props }: WebDomainProps & StackProps) {
    super(scope, id, props);
    new WebDomain(this, 'WebDomain', { api, stageOfApi, name, zone });
  }
}
