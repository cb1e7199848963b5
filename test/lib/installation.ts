import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { bundleFunctions } from '../../lib/bundle-functions.ts';
import { parseConfig, type StageConfig } from '../../lib/config.ts';
import { addInstallation } from '../../lib/installation.ts';
import type { Statement } from '../support/policy.ts';
import { filledInConfig } from '../support/sample-config.ts';

export const projectRoot = join(import.meta.dirname, '../..');
export const stages = ['prod', 'local'] as const;
export type Stage = (typeof stages)[number];

type Part = 'data' | 'app' | 'mail' | 'edge' | 'domain';

export interface Installation {
  app: App;
  config: StageConfig;
  stack(part: Part): Stack;
  template(part: Part): Template;
}

/** What is in a template, as far as the tests look at it. */
export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is CloudFormation's
  Properties: any;
  DeletionPolicy?: string;
  DependsOn?: string[];
}

/** Where the functions' bundles are. */
export const bundles = mkdtempSync(join(tmpdir(), 'sakimawari-bundles-'));
process.once('exit', () => rmSync(bundles, { recursive: true, force: true }));

/** What esbuild put into which bundle. */
export const bundled = await bundleFunctions(projectRoot, bundles);

const made = new Map<Stage, Installation>();

/** The stacks that bin/ would make for the stage, made once for all tests. */
export function installation(stage: Stage): Installation {
  const known = made.get(stage) ?? makeInstallation(stage, readConfigText(stage));
  made.set(stage, known);
  return known;
}

export function readConfigText(stage: Stage): string {
  return stage === 'prod' ? filledInConfig() : readFileSync(join(projectRoot, `config/${stage}.yaml`), 'utf8');
}

/** Production's with CloudFront before it. */
export function configWithEdge(edge: string): string {
  const sample = '# web: { url: "https://cs.kaede-works.jp" }';
  const text = readConfigText('prod');
  if (!text.includes(sample)) throw new Error(`config/prod.yaml has no line ${sample}`);
  return text.replace(sample, `web: { url: "https://cs.kaede-works.jp", edge: { ${edge} } }`);
}

export function makeInstallation(stage: string, configText: string): Installation {
  const { context } = JSON.parse(readFileSync(join(projectRoot, 'cdk.json'), 'utf8'));
  const app = new App({ context, analyticsReporting: false });
  const config = parseConfig(`config/${stage}.yaml`, configText);
  addInstallation(app, { stage, config, bundles });
  const stack = (part: string) => app.node.findChild(`sakimawari-${stage}-${part}`) as Stack;
  return { app, config, stack, template: (part) => Template.fromStack(stack(part)) };
}

export function resourcesOf(template: Template, type: string): [logicalId: string, resource: Resource][] {
  return Object.entries(template.findResources(type) as Record<string, Resource>);
}

/** What the role of a function allows. */
export function statementsOfFunction(template: Template, functionName: string): Statement[] {
  const [, { Properties }] = resourcesOf(template, 'AWS::Lambda::Function').find(
    ([, one]) => one.Properties.FunctionName === functionName,
  ) as ReturnType<typeof resourcesOf>[0];
  const role = Properties.Role['Fn::GetAtt'][0];
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([, policy]) => policy.Properties.Roles.some((one: { Ref: string }) => one.Ref === role))
    .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement);
}
