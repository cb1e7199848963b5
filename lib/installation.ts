import { Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AppStack } from './app-stack.ts';
import type { StageConfig } from './config.ts';
import { DataStack } from './data-stack.ts';
import { DomainStack } from './domain-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { MailStack } from './mail-stack.ts';
import { STAGE_TAG } from './stage-tag.ts';

export interface InstallationProps {
  stage: string;
  config: StageConfig;
  /** Where bundleFunctions() put the functions. */
  bundles: string;
}

/** The stacks of one stage. */
export function addInstallation(app: Construct, { stage, config, bundles }: InstallationProps): void {
  Tags.of(app).add(STAGE_TAG, stage);
  const name = (part: string) => `sakimawari-${stage}-${part}`;
  const data = new DataStack(app, name('data'), { stage, sources: config.sources, bus: config.bus });
  const { api, stageOfApi } = new AppStack(app, name('app'), { stage, config, data, bundles });
  const { url: webUrl, domain, edge } = config.web ?? {};
  if (domain) new DomainStack(app, name('domain'), { api, stageOfApi, ...domain });
  if (edge && webUrl !== undefined) new EdgeStack(app, name('edge'), { stage, webUrl, edge });
  if (config.mail.identities === 'create') new MailStack(app, name('mail'), { domains: config.mail.domains });
}
