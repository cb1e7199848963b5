import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { configWithEdge, installation, makeInstallation, projectRoot, resourcesOf } from './installation.ts';

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/0b7a';
const api = 'https://a1b2c3.execute-api.ap-northeast-1.amazonaws.com';
const configWith = (more = '', inEdge = `api: "${api}", certificate: "${certificate}"`) =>
  configWithEdge(inEdge + more);
const made = (stage: string, more?: string) => makeInstallation(stage, configWith(more));
const [before] = [made('edge')];
const edge = before.template('edge');
const authorizersOf = (template: Template) =>
  Object.fromEntries(
    resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [
      Properties.RouteKey,
      Properties.AuthorizationType ?? 'NONE',
    ]),
  );

it('nothing stands in front of the API unless it is asked for', () => {
  expect(installation('prod').app.node.tryFindChild('sakimawari-prod-edge')).toBeUndefined();
  expect(Object.values(authorizersOf(installation('prod').template('app')))).not.toContain('CUSTOM');
});

describe('CloudFront in front of the API', () => {
  it('is made where it takes a certificate and a web ACL from, and reaches the API by https with a key', () => {
    expect(before.stack('edge').region).toBe('us-east-1');
    edge.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['cs.kaede-works.jp'],
        ViewerCertificate: { AcmCertificateArn: certificate, MinimumProtocolVersion: 'TLSv1.2_2021' },
        Origins: [
          {
            DomainName: 'a1b2c3.execute-api.ap-northeast-1.amazonaws.com',
            CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
            OriginCustomHeaders: [{ HeaderName: 'x-sakimawari-edge' }],
          },
        ],
      },
    });
    edge.hasResourceProperties('AWS::SecretsManager::Secret', { ReplicaRegions: [{ Region: 'ap-northeast-1' }] });
  });

  it('holds no key in its template, which CloudFormation fills in', () => {
    const [[, { Properties }]] = resourcesOf(edge, 'AWS::CloudFront::Distribution') as [
      ReturnType<typeof resourcesOf>[0],
    ];
    const [header] = Properties.DistributionConfig.Origins[0].OriginCustomHeaders;
    expect(JSON.stringify(header.HeaderValue)).toMatch(/\{\{resolve:secretsmanager:.*:SecretString:current::\}\}/);
  });

  it('passes on every method and body, keeps no page, and logs no path of one', () => {
    const [[, { Properties }]] = resourcesOf(edge, 'AWS::CloudFront::Distribution') as [
      ReturnType<typeof resourcesOf>[0],
    ];
    const { DefaultCacheBehavior, CacheBehaviors, Logging } = Properties.DistributionConfig;
    expect(DefaultCacheBehavior.AllowedMethods).toContain('POST');
    // Both by the ids under which AWS keeps them: caching disabled, all of the viewer but the host.
    expect(DefaultCacheBehavior).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'https-only',
    });
    expect([CacheBehaviors, Logging]).toEqual([undefined, undefined]);
  });

  it('guards pages, signing in and acts, and lets deliveries and unsubscribing pass untouched', () => {
    const [[, { Properties }]] = resourcesOf(edge, 'AWS::WAFv2::WebACL') as [ReturnType<typeof resourcesOf>[0]];
    expect([Properties.Scope, Properties.DefaultAction]).toEqual(['CLOUDFRONT', { Allow: {} }]);
    for (const { Statement, VisibilityConfig } of Properties.Rules) {
      const [statement] = Object.values(Statement) as { ScopeDownStatement: object }[];
      expect(statement?.ScopeDownStatement).toMatchObject({
        OrStatement: {
          Statements: ['/w/', '/sign-in', '/act/'].map((SearchString) => ({
            ByteMatchStatement: { SearchString, PositionalConstraint: 'STARTS_WITH' },
          })),
        },
      });
      // A sample holds the path of a page, with which one could act.
      expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
    }
  });

  it('takes no long letter, and none with brackets in it, for an attack', () => {
    const [[, { Properties }]] = resourcesOf(edge, 'AWS::WAFv2::WebACL') as [ReturnType<typeof resourcesOf>[0]];
    const common = Properties.Rules.find(({ Name }: { Name: string }) => Name === 'AWSManagedRulesCommonRuleSet');
    const overrides = common.Statement.ManagedRuleGroupStatement.RuleActionOverrides;
    expect(overrides).toEqual(
      expect.arrayContaining(
        ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY'].map((Name) => ({ Name, ActionToUse: { Count: {} } })),
      ),
    );
  });

  it('takes a web ACL of the company’s own in the place of ours', () => {
    const own = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/company/0b7a';
    const template = made('own', `, webAcl: "${own}"`).template('edge');
    template.resourceCountIs('AWS::WAFv2::WebACL', 0);
    template.hasResourceProperties('AWS::CloudFront::Distribution', { DistributionConfig: { WebACLId: own } });
  });

  it('keeps to AWS’s own rules, but for what is acknowledged with a reason', () => {
    for (const { app } of [before, made('locked', ', onlyWay: all')]) {
      const { violations } = new AwsSolutionsChecks().validateScope(app);
      expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
    }
  });
});

describe('the only way to the API', () => {
  it('stays the API itself until it is said, so that nothing breaks while addresses move', () => {
    expect(Object.values(authorizersOf(before.template('app')))).not.toContain('CUSTOM');
  });

  it('is the edge for pages, and never for who unsubscribes', () => {
    const template = made('pages', ', onlyWay: pages').template('app');
    expect(authorizersOf(template)).toMatchObject({
      'GET /w/{proxy+}': 'CUSTOM',
      'POST /w/{proxy+}': 'CUSTOM',
      'POST /u/{proxy+}': 'NONE',
      'POST /{proxy+}': 'NONE',
      'ANY /v1/accounts': 'NONE',
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.x-sakimawari-edge'],
    });
  });

  it('is the edge for programs too where that is asked for', () => {
    const all = authorizersOf(made('all', ', onlyWay: all').template('app'));
    const open = Object.entries(all).flatMap(([route, type]) => (type === 'NONE' ? [route] : []));
    expect(open.sort()).toEqual(['GET /u/{proxy+}', 'HEAD /u/{proxy+}', 'POST /u/{proxy+}']);
  });
});

it('that turns everybody away raises an alarm that the runbook knows', () => {
  made('alarmed', ', onlyWay: pages')
    .template('app')
    .hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmName: 'sakimawari-alarmed-admit-from-edge-fails' });
  expect(readFileSync(join(projectRoot, 'docs/runbook.md'), 'utf8')).toContain('\n### admit-from-edge-fails\n');
});

it.each([
  ['api: "https://cs.kaede-works.jp"', 'web.edge.api is not the address of the API'],
  [
    'certificate: "arn:aws:acm:ap-northeast-1:123456789012:certificate/0b7a"',
    'web.edge.certificate is not one of us-east-1',
  ],
  [
    'webAcl: "arn:aws:wafv2:ap-northeast-1:123456789012:regional/webacl/a/b"',
    'web.edge.webAcl is not one of us-east-1',
  ],
  ['onlyWay: everything', 'web.edge.onlyWay is none of: none, pages, all'],
])('an edge that CloudFront would refuse is refused before: %s', (wrong, complaint) => {
  const right = [`api: "${api}"`, `certificate: "${certificate}"`];
  const [name] = wrong.split(':');
  const inEdge = [...right.filter((one) => !one.startsWith(`${name}:`)), wrong].join(', ');
  expect(() => makeInstallation('wrong', configWith('', inEdge))).toThrow(complaint);
});
