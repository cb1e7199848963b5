import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { installation, makeInstallation, readConfigText, resourcesOf } from './installation.ts';

const made = (stage: string, domain: string) =>
  makeInstallation(stage, `${readConfigText('prod')}\nweb: { domain: { ${domain} } }\n`);
const byHand = made('domain', 'name: cs.kaede-works.jp');
const inZone = made('zone', 'name: cs.kaede-works.jp, zone: Z0123456789ABC');

describe('a domain of the company’s own before the API', () => {
  it('is made only where it is asked for', () => {
    expect(installation('prod').app.node.tryFindChild('sakimawari-prod-domain')).toBeUndefined();
  });

  it('has a certificate that the DNS proves, speaks TLS from 1.2 on, and leads to the API', () => {
    const template = byHand.template('domain');
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'cs.kaede-works.jp',
      ValidationMethod: 'DNS',
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'cs.kaede-works.jp',
      DomainNameConfigurations: [{ EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }],
    });
    const [[, mapping]] = resourcesOf(template, 'AWS::ApiGatewayV2::ApiMapping') as [ReturnType<typeof resourcesOf>[0]];
    expect(JSON.stringify(mapping.Properties.ApiId)).toContain('sakimawari-domain-app');
    expect(mapping.Properties.ApiMappingKey).toBeUndefined();
  });

  it('tells the record to enter, where the company’s zone is elsewhere', () => {
    const template = byHand.template('domain');
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    const { DomainDns1 } = template.findOutputs('DomainDns1') as Record<string, { Value: unknown }>;
    expect(JSON.stringify(DomainDns1?.Value)).toMatch(/cs\.kaede-works\.jp CNAME .*RegionalDomainName/);
  });

  it('enters its records itself where the zone is of this account', () => {
    const template = inZone.template('domain');
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainValidationOptions: [{ DomainName: 'cs.kaede-works.jp', HostedZoneId: 'Z0123456789ABC' }],
    });
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'cs.kaede-works.jp.',
      Type: 'A',
      HostedZoneId: 'Z0123456789ABC',
    });
    expect(template.findOutputs('DomainDns1')).toEqual({});
  });

  it('changes nothing of where links lead until web.url says so', () => {
    const webUrlOf = (one: typeof byHand) => JSON.stringify(one.template('app').findOutputs('WebUrl'));
    expect(webUrlOf(byHand)).not.toContain('kaede-works');
    const live = makeInstallation(
      'live',
      `${readConfigText('prod')}\nweb: { url: "https://cs.kaede-works.jp", domain: { name: cs.kaede-works.jp } }\n`,
    );
    expect(webUrlOf(live)).toContain('https://cs.kaede-works.jp');
  });

  it('keeps to AWS’s own rules', () => {
    for (const { app } of [byHand, inZone]) {
      const { violations } = new AwsSolutionsChecks().validateScope(app);
      expect(violations.map(({ ruleName }) => ruleName)).toEqual([]);
    }
  });
});
